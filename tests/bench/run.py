"""`make bench`: measure the service as it is served beside Isso, and the widgets in Chromium. Under five minutes.

ROUNDS=1 gives a quick look, SCALE=1 adds a company of 100,000. Read the processor's milliseconds first: they hold on
a busy machine, times do not.
"""

from __future__ import annotations

import logging
import os
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import orjson

from tests import system
from tests.bench import isso, live, machine, meter, report, running, scale
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
    live: bool = False
    scale: bool = False


def main() -> int:
    """Measure, print, keep; give the exit status, 1 when a gate is passed over."""
    extent = Extent(int(os.environ.get("ROUNDS", "3")), live=True, scale=bool(os.environ.get("SCALE")))
    logs.configure(logging.WARNING)
    load_before = meter.load_average()
    figures = report.shown(measure(extent))
    load = {"before": load_before, "after": meter.load_average()}
    about = machine.describe("make bench") | {"rounds": extent.rounds, "load_average": load}
    path = report.keep(about, figures).relative_to(system.ROOT)
    print(f"\nload average {load['before']} before, {load['after']} after; kept in {path}")
    return int(any(each.verdict == "OVER" for each in figures))


def measure(extent: Extent) -> Iterator[Figure]:
    """Give all figures of an `extent`, saying meanwhile what is measured."""
    shared = MEMORY_FOLDER if MEMORY_FOLDER.is_dir() else None
    with tempfile.TemporaryDirectory(dir=shared) as folder:
        data = Path(folder)
        say("a company is made")
        (data / "isso").mkdir()
        isso.install()
        with opened(data) as world:
            yield from _starts(data, extent)
            yield from _requests(data, world, extent)
    if extent.browser:
        yield from _sizes()
        yield from _views(extent)
    if extent.live:
        say("an event to 2,000 sockets")
        yield from live.measured()
    if extent.scale:
        yield from scale.measure(scale.Much(), report.FOLDER / "company")


def say(what: str) -> None:
    """Say what is going on, with the time since the beginning."""
    print(f"{time.monotonic() - BEGAN:6.1f} s  {what}", flush=True)


def _starts(data: Path, extent: Extent) -> Iterator[Figure]:
    seen, peer = [], []
    for number in range(extent.rounds):
        say(f"start {number + 1} of {extent.rounds}")
        seen.append(running.started(serving, data))
        peer.append(running.started(isso.serving, data / "isso"))
    names = (("start to the first answer", "s", 1.5, 0.8), ("memory when idle, all processes", "MiB", 70, 60))
    for place, (name, unit, goal, best) in enumerate(names):
        rounds, peers = ([start[place] for start in starts] for starts in (seen, peer))
        yield Figure(name, unit, rounds, goal, best, peer=peers)


def _requests(data: Path, world: World, extent: Extent) -> Iterator[Figure]:
    works = workloads(world)
    costs: dict[str, list[running.Cost]] = defaultdict(list)
    peers: dict[str, list[running.Cost]] = defaultdict(list)
    with serving(data) as service, isso.serving(data / "isso") as peer:
        kept = [(service, costs, works), (peer, peers, isso.workloads(peer.port))]
        for number in range(extent.rounds):
            say(f"requests, round {number + 1} of {extent.rounds}")
            for serving_one, into, asked in kept:
                for work in asked:
                    into[work.name].append(running.measured(serving_one, work, extent.share))
        memory, peer_memory = (meter.pss_mib(meter.tree(each.process.pid)) for each in (service, peer))
        running.stop(service)
    for work in works:
        rounds, other = ([cost.cpu_ms for cost in into[work.name]] for into in (costs, peers))
        more = {"statements": _statements(world, work)} | report.medians(costs[work.name])
        del more["cpu_ms"]
        yield Figure(work.name, "ms CPU", rounds, work.goal_ms, work.best_ms, more, other)
    yield Figure("memory after all that", "MiB", [memory], peer=[peer_memory])


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
