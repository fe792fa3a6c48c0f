"""What the service is asked to do, and what is right: each kind of request with its goals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, islice, repeat
from typing import Any

import orjson

from tests.bench.load import Answer, Request
from tests.bench.world import World, markdown_text, plain_text

API = "/api/v1"
SHOWN = 100  # comments in an answer
COUNTED = 20  # pages
AT_ONCE = 16
Make = Iterator[Request]
IsRight = Callable[[Answer], bool]


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of request. `goal_ms` is the gate and `best_ms` the aim, in server CPU milliseconds a request."""

    name: str
    requests: Make
    is_right: IsRight
    number: int  # of requests in a round
    at_once: int
    goal_ms: float | None
    best_ms: float | None
    before: Callable[[], object] | None = None  # each request, past the service

    def taken(self, number: int) -> Make:
        """Give the next `number` requests, the world made ready before each."""
        for request in islice(self.requests, number):
            if self.before:
                self.before()
            yield request


def workloads(world: World) -> list[Work]:
    """Give every kind of request on a freshly filled `world`; each writes to pages of its own."""
    page, long = _thread_of(world, "honderd", SHOWN), _thread_of(world, "duizend", 10 * SHOWN)
    cold, mixed = _thread_of(world, "koud", SHOWN), _thread_of(world, "druk", SHOWN)
    liked = world.talk(world.page("duim"), SHOWN)
    replies = [world.page(f"praat-{number}") for number in range(COUNTED)]
    written = (_is(201), 150, AT_ONCE)
    return [
        Work("boot, kept", _boots(world, "honderd"), _is_booted, 300, 4, 0.6, 0.6),
        Work("thread of 100, kept", _threads(world, page), _is_thread, 300, 4, 0.6, 0.2),
        Work("thread of 100, not modified", _known(world, page), _is(304), 300, 4, 0.6, 0.13),
        Work("thread of 1000, first page", _threads(world, long), _is_thread, 300, 4, 0.6, 0.2),
        Work("thread of 100, cold", _threads(world, cold), _is_thread, 100, 1, 4.0, 2.5, lambda: world.touch(cold)),
        Work("counts of 20 pages", _counts(world), _is_counted, 300, 4, None, 0.2),
        Work("reply, 300 characters, plain", _replies(world, replies, plain_text), *written, 4.5, 2.8),
        Work("reply, 300 characters, Markdown", _replies(world, replies, markdown_text), *written, None, 2.8),
        Work("like", _likes(world, liked), _is_liked, 200, AT_ONCE, 1.2, 0.7),
        Work("90 % reads, 10 % replies", _mixed(world, mixed), _is(200, 201), 200, 4, None, 1.0),
    ]


def _thread_of(world: World, key: str, number: int) -> str:
    page = world.page(key)
    world.talk(page, number)
    return page


def _as(world: World, number: int, **more: str) -> dict[str, str]:
    """Give the headers that the browser of one of the people sends."""
    visitor = world.visitors[number % len(world.visitors)]
    return {"Authorization": f"Bearer {visitor.token}", "Origin": world.site.origin, "Accept-Encoding": "gzip"} | more


def _posts(world: World, number: int, path: str, body: dict[str, Any]) -> Request:
    headers = _as(world, number, **{"Content-Type": "application/json"})
    return Request("POST", API + path, headers, orjson.dumps(body))


def _boots(world: World, key: str) -> Make:
    page = {"id": key, "url": f"{world.site.origin}/{key}", "title": ""}
    body = {"site": world.site.key, "page": page, "widgets": ["thread", "like"]}
    return (_posts(world, number, "/boot", body) for number in count())


def _threads(world: World, page: str) -> Make:
    return (Request("GET", f"{API}/pages/{page}/thread", _as(world, number)) for number in count())


def _known(world: World, page: str) -> Make:
    """Ask as one person, whose ETag it is: what is their own is part of it."""
    path = f"/pages/{page}/thread"
    etag = world.visitors[0].get(path).headers["ETag"]
    return repeat(Request("GET", API + path, _as(world, 0, **{"If-None-Match": etag})))


def _counts(world: World) -> Make:
    query = "&".join(f"page=praat-{number}" for number in range(COUNTED))
    path = f"{API}/counts?site={world.site.key}&{query}"
    return (Request("GET", path, _as(world, number)) for number in count())


def _replies(world: World, pages: list[str], text: Callable[[int], str]) -> Make:
    for number in count():
        yield _posts(world, number, f"/objects/{pages[number % len(pages)]}/replies", {"source": text(number)})


def _likes(world: World, comments: list[str]) -> Make:
    """Like as everybody what nobody liked yet."""
    for comment in comments:
        for number in range(len(world.visitors)):
            yield Request("PUT", f"{API}/objects/{comment}/reactions/like", _as(world, number))


def _mixed(world: World, page: str) -> Make:
    reads, writes = _threads(world, page), _replies(world, [page], markdown_text)
    for number in count(1):
        yield next(reads if number % 10 else writes)


def _is(*statuses: int) -> IsRight:
    return lambda answer: answer.status in statuses


def _is_booted(answer: Answer) -> bool:
    return answer.status == 200 and len(answer.json()["thread"]["items"]) == SHOWN


def _is_thread(answer: Answer) -> bool:
    return answer.status == 200 and len(answer.json()["items"]) == SHOWN


def _is_counted(answer: Answer) -> bool:
    return answer.status == 200 and len(answer.json()) == COUNTED


def _is_liked(answer: Answer) -> bool:
    return answer.status == 200 and answer.json()["mine"] == ["like"]
