"""`make bench`: measure the service as it is served, and the widgets in Chromium. Under five minutes.

ROUNDS=1 gives a quick look. Read the processor's milliseconds first: they hold on a busy machine, times do not.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson

from tests import system
from tests.bench import machine, meter, report, running
from tests.bench.browser import THROTTLED, watching
from tests.bench.report import Figure
from tests.bench.work import Work, workloads
from tests.bench.world import World, opened
from tests.helpers.service import serving
from tests.helpers.statements import Statements
from widget_server.assets import build
from widget_server.assets.service import BUILT, built_version
from widget_server.web import logs

MEMORY_FOLDER = Path("/dev/shm")  # databases in memory: a disk would be measured with them


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is measured: rounds of everything, and the share of each round's requests that is sent."""

    rounds: int
    share: float = 1.0
    browser: bool = True


def main() -> int:
    """Measure, print, keep; give the exit status, 1 when a gate is passed over."""
    extent = Extent(int(os.environ.get("ROUNDS", "3")))
    logs.configure(logging.WARNING)
    load_before = meter.load_average()
    figures = list(measure(extent))
    load = {"before": load_before, "after": meter.load_average()}
    about = machine.describe("make bench") | {"rounds": extent.rounds, "load_average": load}
    report.show(figures)
    path = report.keep(about, figures).relative_to(system.ROOT)
    print(f"\nload average {load['before']} before, {load['after']} after; kept in {path}")
    return int(any(each.verdict == "OVER" for each in figures))


def measure(extent: Extent) -> Iterator[Figure]:
    """Give all figures of an `extent`, saying meanwhile what is measured."""
    shared = MEMORY_FOLDER if MEMORY_FOLDER.is_dir() else None
    with tempfile.TemporaryDirectory(dir=shared) as folder:
        data = Path(folder)
        say("a company is made")
        with opened(data) as world:
            yield from _starts(data, extent)
            yield from _requests(data, world, extent)
    if extent.browser:
        yield from _sizes()
        yield from _views(extent)


def say(what: str) -> None:
    """Say what is going on, with the time since the beginning."""
    print(f"{time.monotonic() - BEGAN:6.1f} s  {what}", flush=True)


def _starts(data: Path, extent: Extent) -> Iterator[Figure]:
    seen = []
    for number in range(extent.rounds):
        say(f"start {number + 1} of {extent.rounds}")
        seen.append(running.started(data))
    seconds, memory = zip(*seen, strict=True)
    yield Figure("start to the first answer", "s", list(seconds), 1.5, 0.8)
    yield Figure("memory when idle, all processes", "MiB", list(memory), 70, 60)


def _requests(data: Path, world: World, extent: Extent) -> Iterator[Figure]:
    works = workloads(world)
    costs: dict[str, list[running.Cost]] = {work.name: [] for work in works}
    with serving(data) as service:
        for number in range(extent.rounds):
            say(f"requests, round {number + 1} of {extent.rounds}")
            for work in works:
                costs[work.name].append(running.measured(service, work, extent.share))
        memory = meter.pss_mib(meter.tree(service.process.pid))
        running.stop(service)
    for work in works:
        rounds = costs[work.name]
        more = {"statements": _statements(world, work)} | report.medians(rounds)
        del more["cpu_ms"]
        yield Figure(work.name, "ms CPU", [each.cpu_ms for each in rounds], work.goal_ms, work.best_ms, more)
    yield Figure("memory after all that", "MiB", [memory])


def _statements(world: World, work: Work) -> int:
    """Count what one request of `work` asks of the database, in an application in this process."""
    client = world.app.test_client()
    for _ in range(2):  # the first fills the memory of this process
        (request,) = work.taken(1)
        with Statements.listening() as run:
            client.open(request.path, method=request.method, headers=request.headers, data=request.body)
    return run.count


def _sizes() -> Iterator[Figure]:
    """Give the bytes of the built widgets, built now when the sources are newer."""
    if built_version() is None:
        say("the widgets are built")
        if build.main() == build.NO_NODE:
            sys.exit(build.NO_NODE)
    for name, budget in orjson.loads((BUILT / "figures.json").read_bytes())["budgets"].items():
        yield Figure(name, "bytes", [budget["bytes"]], budget["limit"])


def _views(extent: Extent) -> Iterator[Figure]:
    system.install(["chromium"])
    kinds = {"bare": ("bare", 1), "full": ("plain", 1), "slow": ("plain", THROTTLED)}
    seen: dict[str, list] = {name: [] for name in kinds}
    with watching() as eyes:
        for number in range(extent.rounds + 1):  # the first is a warm-up of the browser
            say(f"a reader's view, round {number} of {extent.rounds}")
            for name, (kind, throttle) in kinds.items():
                view = eyes.look(kind, throttle)
                if number:
                    seen[name].append(view)
    full, slow = seen["full"], seen["slow"]
    yield Figure("bare page in Chromium", "ms", [view.first_ms for view in seen["bare"]])
    yield Figure("first comment of 100", "ms", [view.first_ms for view in full], 350, 260, report.medians(full))
    yield Figure(f"first comment, {THROTTLED} times slower", "ms", [view.first_ms for view in slow], None, 750)
    yield Figure("long tasks, sum", "ms", [view.long_ms for view in full], 0, 0)
    yield Figure("layout shift", "", [view.shift for view in full], 0, 0)
    yield Figure("requests to the first comment", "", [view.requests for view in full], 3, 3)


BEGAN = time.monotonic()

if __name__ == "__main__":
    sys.exit(main())
