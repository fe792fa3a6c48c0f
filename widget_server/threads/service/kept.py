"""First pages of threads as finished bytes, once per version, in the memory of this process."""

from __future__ import annotations

import zlib
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

import orjson

from widget_server.core import clock
from widget_server.core.events import Happened
from widget_server.core.packing import Block, pack
from widget_server.threads.service.reading import SORTS, read_thread
from widget_server.threads.service.shape import ThreadPage

MEMORY_BYTES = 32 * 2**20  # of kept bodies; some 600 threads of 100 comments
KEPT_FOR = timedelta(minutes=10)  # a new name or photo of an author makes no new version: it shows after this


@dataclass(frozen=True, slots=True)
class Kept:
    """A thread's first page at one version: its bytes, and whose comments are in it ({author: [comment, …]})."""

    version: int
    made_at: datetime
    block: Block
    checksum: bytes
    ids: frozenset[str]
    by_author: dict[str, list[str]]

    @property
    def size_bytes(self) -> int:
        """Give what it takes in memory, about."""
        return len(self.block.plain) + len(self.block.deflated) + 120 * len(self.ids)


class Store:
    """Kept threads by page and sort, the least recently read dropped first."""

    def __init__(self, limit_bytes: int) -> None:
        self.limit_bytes = limit_bytes
        self.size_bytes = 0
        self.kept: OrderedDict[tuple[str, str], Kept] = OrderedDict()

    def get(self, page_id: str, sort: str, version: int) -> Kept | None:
        """Give what is kept at exactly this version, and not too long, or None."""
        found = self.kept.get((page_id, sort))
        if found is None or found.version != version or clock.now() - found.made_at > KEPT_FOR:
            return None
        self.kept.move_to_end((page_id, sort))
        return found

    def put(self, page_id: str, sort: str, kept: Kept) -> None:
        """Keep a thread; drop the oldest over the limit."""
        self.drop(page_id, sort)
        self.kept[page_id, sort] = kept
        self.size_bytes += kept.size_bytes
        while self.size_bytes > self.limit_bytes and self.kept:
            self.drop(*next(iter(self.kept)))

    def drop(self, page_id: str, sort: str) -> None:
        """Forget a thread."""
        gone = self.kept.pop((page_id, sort), None)
        if gone is not None:
            self.size_bytes -= gone.size_bytes


store = Store(MEMORY_BYTES)


def first_page(page_id: str, version: int, total: int, sort: str = "oldest") -> tuple[Kept, bool]:
    """Give the first page of a thread at `version` and whether it was kept (0 or 1 query).

    The version comes from the same read that checked who may see the page, so another process's write is seen at once.
    """
    found = store.get(page_id, sort, version)
    if found is not None:
        return found, True
    made = finish(read_thread(page_id, sort), version, total)
    store.put(page_id, sort, made)
    return made, False


def finish(page: ThreadPage, version: int, total: int) -> Kept:
    """Give a page of a thread as finished bytes: a JSON object without its closing brace, for `mine` to follow."""
    body = {
        "items": page.items,
        "next": page.next,
        "previous": "start" if page.starts_later else None,
        "total": total,
        "version": str(version),
    }
    by_author: dict[str, list[str]] = {}
    for item in page.items:
        if item["author"] is not None:
            by_author.setdefault(item["author"]["id"], []).append(item["id"])
    block = pack(orjson.dumps(body)[:-1])
    checksum = zlib.crc32(block.plain).to_bytes(4)
    return Kept(version, clock.now(), block, checksum, frozenset(item["id"] for item in page.items), by_author)


def forget(happened: Happened) -> None:
    """Drop what is kept of the page of an activity; a listener, so that memory follows the write at once."""
    if happened.page_id is not None:
        for sort in SORTS:
            store.drop(happened.page_id, sort)
