"""The service as `weerklank serve` runs it: how fast it starts, what it weighs, what each kind of request costs it."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from tests.bench import load, meter
from tests.bench.work import Work
from tests.helpers.service import Service

WARM_UP = 20  # requests that count for nothing
REST_SECONDS = 2  # after the start, before its memory is read
SETTLED_SECONDS = 0.005  # what a process still does for a request after its answer left
Serve = Callable[[Path], AbstractContextManager[Service]]


@dataclass(frozen=True, slots=True)
class Cost:
    """What one round of a kind of request took: server CPU, times to the answer, bytes of a body."""

    cpu_ms: float
    p50_ms: float
    p95_ms: float
    p99_ms: float
    body_bytes: int


def started(serve: Serve, data: Path) -> tuple[float, float]:
    """Start a service on `data` and end it; give the seconds to its first answer, and MiB when it idles."""
    began = time.perf_counter()
    with serve(data) as service:
        seconds = time.perf_counter() - began
        time.sleep(REST_SECONDS)
        memory = meter.pss_mib(meter.tree(service.process.pid))
        stop(service)
    return seconds, memory


def stop(service: Service) -> None:
    """End the service as its operator does."""
    service.process.send_signal(signal.SIGTERM)
    service.ended()


def measured(service: Service, work: Work, share: float) -> Cost:
    """Send a round of `work`, or a `share` of it. Raises WrongAnswer."""
    number = max(work.at_once, round(work.number * share))
    load.send(service.port, work.taken(WARM_UP), work.at_once, work.is_right)
    processes = meter.tree(service.process.pid)
    before = meter.cpu_seconds(processes)
    sent = load.send(service.port, work.taken(number), work.at_once, work.is_right)
    time.sleep(SETTLED_SECONDS)
    spent = meter.cpu_seconds(processes) - before
    percentiles = (sent.percentile_ms(share) for share in (0.5, 0.95, 0.99))
    return Cost(spent * 1000 / number, *percentiles, round(sent.body_bytes / number))
