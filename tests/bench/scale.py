"""A company of 100,000, built once and kept: its feeds, a scroll during writes, a reply that ten thousand hear of.

`make bench SCALE=1` adds this to the benchmark; `PEOPLE=2000` makes the company smaller. What is measured is the
processor of the service, and of PostgreSQL where that is the database: on a busy machine times to the answer tell of
the neighbours, so they stand beside it only.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, islice, zip_longest
from pathlib import Path
from typing import Any

from tests import system
from tests.bench import big, load, machine, meter, report
from tests.bench.big import Big, Reader
from tests.bench.load import Answer, Request
from tests.bench.report import Figure
from tests.bench.work import AT_ONCE
from tests.bench.world import plain_text
from tests.helpers.postgres import running
from tests.helpers.service import COMMAND, Service, environment, serving

FOLDER = report.FOLDER / "company"
PEOPLE = int(os.environ.get("PEOPLE", "100000"))
READERS = 200  # at random
WRITES_BETWEEN = 100  # replies between two pages of a scroll
PAGES = 10
LOUD = 10_000  # followers of the page of the loud reply
REPLIES = 10
SETTLED_SECONDS = 0.002
FEED = "/api/v1/feed?tab=for-you"


@dataclass(frozen=True, slots=True)
class Spent:
    """What each of some requests took: CPU of the service and time to the answer, in milliseconds."""

    cpu: list[float]
    wall: list[float]

    def percentiles(self) -> dict[str, float]:
        """Give p50, p95 and p99 of both."""
        return {
            f"{name} p{share}": round(sorted(values)[min(len(values) - 1, len(values) * share // 100)], 2)
            for name, values in (("cpu", self.cpu), ("wall", self.wall))
            for share in (50, 95, 99)
        }


def main() -> int:
    """Measure the big company alone, print, keep; give the exit status, 1 when a gate is passed over."""
    figures = list(measure())
    about = machine.describe("make bench SCALE=1") | {"people": PEOPLE, "load_average": meter.load_average()}
    report.show(figures)
    print(f"\nload average {meter.load_average()}; kept in {report.keep(about, figures).relative_to(system.ROOT)}")
    return int(any(each.verdict == "OVER" for each in figures))


def measure() -> Iterator[Figure]:
    """Give all figures, on SQLite and then on a PostgreSQL of our own where there is one."""
    yield from _on("SQLite", FOLDER / f"{PEOPLE}", "")
    if not system.missing(["postgres"]):
        with running() as server, tempfile.TemporaryDirectory() as folder:
            postmaster = int((server.folder / "data" / "postmaster.pid").read_text().split()[0])
            yield from _on("PostgreSQL", Path(folder), server.url(server.create()), postmaster)


def _on(name: str, data: Path, url: str, *others: int) -> Iterator[Figure]:
    """Give the figures on one database; `others` are processes whose work counts too."""
    build(data, url, PEOPLE)
    with big.opened(data, url) as company:
        print(f"{name}: readers sign in", flush=True)
        random, heavy = company.random(READERS), company.heaviest()
        with serving(data, **_settings(url), demo="true") as service:
            watch = lambda: [*meter.tree(service.process.pid), *(each for one in others for each in meter.tree(one))]  # noqa: E731
            yield from _feeds(name, service, watch, random, heavy)
            yield _scroll(name, service, company, heavy[0], random)
            yield from _reply(name, service, watch, company, random)
            yield from _bell(name, service, watch, company, heavy)


def build(data: Path, url: str, people: int) -> None:
    """Build the company by the command that everybody has; one that is there stays."""
    words = ["demo", "--build-only", "--people", str(people), "--seed", "7"]
    subprocess.run([*COMMAND, *words], cwd=system.ROOT, env=environment(data, **_settings(url)), check=True)


def _settings(url: str) -> dict[str, str]:
    return {"database_url": url} if url else {}


def _feeds(
    name: str, service: Service, watch: Callable[[], list[int]], random: list[Reader], heavy: list[Reader]
) -> Iterator[Figure]:
    for who, readers, goal, best in (("", random, 20, 10), (", heaviest 50", heavy, None, 25)):
        requests = [reader.get(FEED) for reader in readers]
        load.send(service.port, requests, 1, _is_feed)
        spent = timed(service, watch(), requests, _is_feed)
        found = spent.percentiles()
        yield Figure(f"feed p95, {name}{who}", "ms CPU", [found["cpu p95"]], goal, best, found)


def timed(service: Service, processes: list[int], requests: list[Request], is_right: Callable[[Answer], bool]) -> Spent:
    """Send requests one after the other; give what each took."""
    cpu, wall = [], []
    for request in requests:
        before = meter.cpu_seconds(processes)
        wall += load.send(service.port, [request], 1, is_right).seconds
        time.sleep(SETTLED_SECONDS)
        cpu.append(meter.cpu_seconds(processes) - before)
    return Spent([each * 1000 for each in cpu], [each * 1000 for each in wall])


def _is_feed(answer: Answer) -> bool:
    """Tell whether it is a feed whose every card says why it is there."""
    return answer.status == 200 and all(card["why"]["sentence"] for card in answer.json()["items"])


def _scroll(name: str, service: Service, company: Big, reader: Reader, writers: list[Reader]) -> Figure:
    """Read on through a feed twice from one snapshot, quietly and during 1,000 writes."""
    first = _read(service, reader.get(FEED))
    quietly = _scrolled(service, reader, first["next"], lambda: None)
    pages, said = company.open_pages_of(reader), count()

    def write() -> None:
        replies = [
            writers[number % len(writers)].reply(pages[number % len(pages)], plain_text(number))
            for number in islice(said, WRITES_BETWEEN)
        ]
        load.send(service.port, replies, AT_ONCE, lambda answer: answer.status == 201)

    busily = _scrolled(service, reader, first["next"], write)
    shown = [card["id"] for card in first["items"]] + [each for page in busily for each in page]
    wrong = len(shown) - len(set(shown)) + sum(before != after for before, after in zip_longest(quietly, busily))
    more = {"pages": 1 + len(busily), "cards": len(shown), "writes": next(said)}
    return Figure(f"cards doubled or missing, {name}", "", [wrong], 0, 0, more)


def _scrolled(service: Service, reader: Reader, cursor: str, between: Callable[[], None]) -> list[list[str]]:
    """Give the ids of the cards of each page up to the tenth."""
    pages: list[list[str]] = []
    while cursor and len(pages) < PAGES - 1:
        between()
        page = _read(service, reader.get(f"{FEED}&cursor={cursor}"))
        pages.append([card["id"] for card in page["items"]])
        cursor = page["next"]
    between()
    return pages


def _read(service: Service, request: Request) -> Any:
    found: list[Any] = []
    load.send(service.port, [request], 1, lambda answer: answer.status == 200 and not found.append(answer.json()))
    return found[0]


def _reply(
    name: str, service: Service, watch: Callable[[], list[int]], company: Big, writers: list[Reader]
) -> Iterator[Figure]:
    """Give what a reply takes that ten thousand are told of, beside one that hardly anybody is."""
    loud, quiet = company.page_with_most_followers(), company.page_with_few_followers()
    followers = company.let_follow(loud, min(LOUD, PEOPLE // 2))
    counted = [company.statements(writers[0].reply(page, plain_text(1))) for page in (quiet, loud)]
    for page, label, goal in ((quiet, "few", None), (loud, f"{followers:,}", None)):
        requests = [writer.reply(page, plain_text(2)) for writer in writers[:REPLIES]]
        found = timed(service, watch(), requests, lambda answer: answer.status == 201).percentiles()
        yield Figure(f"reply, {label} followers, {name}", "ms CPU", [found["cpu p50"]], goal, None, found)
    more = {"few": counted[0], "many": counted[1]}
    yield Figure(f"statements more for many, {name}", "", [counted[1] - counted[0]], 0, 0, more)


def _bell(
    name: str, service: Service, watch: Callable[[], list[int]], company: Big, readers: list[Reader]
) -> Iterator[Figure]:
    """Give what a page of notifications and the unread count take."""
    page, unread = company.statements_of_bell(readers[0])
    yield Figure(f"statements of the bell, {name}", "", [max(page, unread)], 1, 1, {"page": page, "count": unread})
    for what, path in (("page", "/notifications"), ("count", "/notifications/count")):
        requests = [reader.get(big.API + path) for reader in readers]
        found = timed(service, watch(), requests, lambda answer: answer.status == 200).percentiles()
        yield Figure(f"notifications, {what}, {name}", "ms CPU", [found["cpu p50"]], None, None, found)


if __name__ == "__main__":
    sys.exit(main())
