"""A company of 100,000, built once and kept: its feeds, a scroll during writes, a reply that ten thousand hear of.

`make bench SCALE=1` adds this to the benchmark; PEOPLE=2000 makes the company smaller. What is measured is the
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

PAGES = 10
SETTLED_SECONDS = 0.002
FEED = f"{big.API}/feed?tab=for-you"


@dataclass(frozen=True, slots=True)
class Much:
    """How big a company is, and how much is asked of it."""

    people: int = int(os.environ.get("PEOPLE", "100000"))
    readers: int = 200  # at random, beside the fifty who follow most
    writes: int = 1000  # during a scroll
    followers: int = 10_000  # of the page of a loud reply
    replies: int = 10  # there, and where hardly anybody follows


def main() -> int:
    """Measure the big company alone, print, keep; give the exit status, 1 when a gate is passed over."""
    much = Much()
    figures = report.shown(measure(much, report.FOLDER / "company"))
    load_average = meter.load_average()
    about = machine.describe("make bench SCALE=1") | {"people": much.people, "load_average": load_average}
    print(f"\nload average {load_average}; kept in {report.keep(about, figures).relative_to(system.ROOT)}")
    return int(any(each.verdict == "OVER" for each in figures))


def measure(much: Much, kept: Path) -> Iterator[Figure]:
    """Give all figures on SQLite, in the folder `kept`, and on a PostgreSQL of our own where there is one."""
    yield from on_sqlite(much, kept)
    if not system.missing(["postgres"]):
        with running() as server, tempfile.TemporaryDirectory() as folder:
            postmaster = int((server.folder / "data" / "postmaster.pid").read_text().split()[0])
            yield from _on("PostgreSQL", much, Path(folder), server.url(server.create()), postmaster)


def on_sqlite(much: Much, kept: Path) -> Iterator[Figure]:
    """Give all figures on SQLite; the company stays in the folder `kept`."""
    yield from _on("SQLite", much, kept / str(much.people), "")


def _on(name: str, much: Much, data: Path, url: str, *others: int) -> Iterator[Figure]:
    """Give the figures on one database; `others` are processes whose work counts too."""
    settings = {"database_url": url} if url else {}
    words = ["demo", "--build-only", "--people", str(much.people), "--seed", "7"]
    subprocess.run([*COMMAND, *words], cwd=system.ROOT, env=environment(data, **settings), check=True)
    with big.opened(data, url) as company, serving(data, **settings) as service:
        yield from Measuring(name, much, company, service, others).all()


@dataclass(frozen=True, slots=True)
class Measuring:
    """A company that is served, and what is asked of it."""

    name: str
    much: Much
    company: Big
    service: Service
    others: tuple[int, ...]

    def all(self) -> Iterator[Figure]:
        """Give all figures; one kind after the other, each on one connection."""
        random, heavy = self.company.random(self.much.readers), self.company.heaviest()
        self._rest()
        yield self._feeds("feed", random, 20 if self.name == "SQLite" else None, 10)
        yield self._feeds("feed, heaviest 50", heavy, None, 25)
        yield self._scroll(heavy[0], random)
        self._rest()
        yield from self._replies(random)
        self._rest()
        yield from self._bell(heavy)

    def _rest(self) -> None:
        """Wait until the service has done what it does beside answering; stop after ten minutes."""
        for _ in range(600):
            if self.company.rested():
                return
            time.sleep(1)
        raise TimeoutError("After ten minutes there is still work to do.")

    def _feeds(self, label: str, readers: list[Reader], goal: float | None, best: float) -> Figure:
        requests = [reader.get(FEED) for reader in readers]
        load.send(self.service.port, requests, 1, _is_feed)
        found = self._timed(requests, _is_feed)
        return Figure(f"{label}, p95, {self.name}", "ms CPU", [found["cpu p95"]], goal, best, found)

    def _scroll(self, reader: Reader, writers: list[Reader]) -> Figure:
        """Read on from one snapshot twice: quietly, and while others write on what the reader follows."""
        first = self._read(reader.get(FEED))
        quietly = self._scrolled(reader, first["next"], lambda: None)
        pages, numbers = self.company.open_pages_of(reader), count()
        each_time = -(-self.much.writes // (len(quietly) + 1))

        def write() -> None:
            said = islice(numbers, each_time)
            replies = (writers[n % len(writers)].reply(pages[n % len(pages)], plain_text(n)) for n in said)
            load.send(self.service.port, replies, AT_ONCE, _is_written)

        busily = self._scrolled(reader, first["next"], write)
        shown = [card["id"] for card in first["items"]] + [each for page in busily for each in page]
        wrong = len(shown) - len(set(shown)) + sum(before != after for before, after in zip_longest(quietly, busily))
        more = {"pages": 1 + len(busily), "cards": len(shown), "writes": next(numbers)}
        return Figure(f"cards twice or missing, {self.name}", "", [wrong], 0, 0, more)

    def _replies(self, writers: list[Reader]) -> Iterator[Figure]:
        """Give what a reply takes that thousands are told of, beside one that hardly anybody is."""
        loud, quiet = self.company.page_with_most_followers(), self.company.page_with_few_followers()
        followers = self.company.let_follow(loud, self.much.followers)
        few, many = (self.company.statements(writers[0].reply(page, plain_text(1))) for page in (quiet, loud))
        for page, label in ((quiet, "few"), (loud, "many")):
            replies = [writer.reply(page, plain_text(2)) for writer in writers[: self.much.replies]]
            found = self._timed(replies, _is_written)
            yield Figure(f"reply, {label} followers, {self.name}", "ms CPU", [found["cpu p50"]], more=found)
        counted = {"few": few, "many": many, "followers": followers}
        yield Figure(f"statements more for many, {self.name}", "", [many - few], 0, 0, counted)

    def _bell(self, readers: list[Reader]) -> Iterator[Figure]:
        """Give what a page of notifications and the unread count take."""
        page, unread = self.company.statements_of_bell(readers[0])
        more = {"page": page, "count": unread}
        yield Figure(f"statements of the bell, {self.name}", "", [max(page, unread)], 1, 1, more)
        for label, path in (("notifications", "/notifications"), ("unread count", "/notifications/count")):
            found = self._timed([reader.get(big.API + path) for reader in readers], _is_good)
            yield Figure(f"{label}, {self.name}", "ms CPU", [found["cpu p50"]], more=found)

    def _scrolled(self, reader: Reader, cursor: str | None, between: Callable[[], None]) -> list[list[str]]:
        """Give the ids of the cards of each page, up to the tenth."""
        pages: list[list[str]] = []
        while cursor and len(pages) < PAGES - 1:
            between()
            page = self._read(reader.get(f"{FEED}&cursor={cursor}"))
            pages.append([card["id"] for card in page["items"]])
            cursor = page["next"]
        between()
        return pages

    def _read(self, request: Request) -> Any:
        found: list[Answer] = []
        load.send(self.service.port, [request], 1, lambda answer: not found.append(answer) and _is_good(answer))
        return found[0].json()

    def _timed(self, requests: list[Request], is_right: Callable[[Answer], bool]) -> dict[str, float]:
        """Send requests one after the other; give p50, p95 and p99 of CPU and of time to the answer, milliseconds."""
        processes = [each for root in (self.service.process.pid, *self.others) for each in meter.tree(root)]
        cpu, wall = [], []
        for request in requests:
            before = meter.cpu_seconds(processes)
            wall += load.send(self.service.port, [request], 1, is_right).seconds
            time.sleep(SETTLED_SECONDS)
            cpu.append(meter.cpu_seconds(processes) - before)
        return {
            f"{name} p{share}": round(sorted(seconds)[min(len(seconds) - 1, len(seconds) * share // 100)] * 1000, 2)
            for name, seconds in (("cpu", cpu), ("wall", wall))
            for share in (50, 95, 99)
        }


def _is_feed(answer: Answer) -> bool:
    """Tell whether it is a feed whose every card says why it is there."""
    return answer.status == 200 and all(card["why"]["sentence"] for card in answer.json()["items"])


def _is_good(answer: Answer) -> bool:
    return answer.status == 200


def _is_written(answer: Answer) -> bool:
    return answer.status == 201


if __name__ == "__main__":
    sys.exit(main())
