"""Two services on one database and one Redis: neither keeps, in its memory, what the other must know."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from tests.factories import Factory
from tests.helpers.parallel import at_once
from tests.helpers.postgres import Server
from tests.helpers.redis import running as redis_running
from tests.helpers.service import Service, serving

SHARED = {"limit_comments": "10", "limit_reactions": "60"}


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, empty_database: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a database of this test's own, once on each kind."""
    if request.param == "sqlite":
        shutil.copy(empty_database, tmp_path / "weerklank.db")
        yield f"sqlite:///{tmp_path / 'weerklank.db'}"
        return
    server: Server = request.getfixturevalue("postgres")
    name = server.create(request.getfixturevalue("template"))
    yield server.url(name)
    server.drop(name)


@dataclass(slots=True)
class Pair:
    """Two running services, and the page that both show."""

    first: Service
    second: Service
    page: str

    def speak_as(self, token: str) -> None:
        """Send what follows as the holder of a token."""
        self.first.token = self.second.token = token

    def shown(self, service: Service) -> list[str]:
        """Give the texts of the thread as one of them shows it."""
        status, thread, _ = service.answer("GET", f"/api/v1/pages/{self.page}/thread")
        assert status == 200
        return [item["html"] for item in thread["items"]]

    def reply(self, service: Service, source: str) -> int:
        """Reply through one of them; give the status."""
        return service.answer("POST", f"/api/v1/objects/{self.page}/replies", {"source": source})[0]


@pytest.fixture
def pair(app: Flask, make: Factory, page: str, database_url: str, tmp_path: Path) -> Iterator[Pair]:
    """Two services, started together."""
    with ExitStack() as stack:
        redis_url = stack.enter_context(redis_running(tmp_path))
        both = []
        for name in ("first", "second"):
            (tmp_path / name).mkdir()
            settings = {"database_url": database_url, "redis_url": redis_url} | SHARED
            both.append(stack.enter_context(serving(tmp_path / name, **settings)))
        yield Pair(*both, page)


def test_what_one_writes_the_other_shows_at_once(pair: Pair, make: Factory, site: object) -> None:
    pair.speak_as(make.token(make.person(), site))
    expected: list[str] = []
    for number, service in enumerate([pair.first, pair.second] * 3):
        assert pair.reply(service, f"Nummer {number}") == 201
        expected.append(f"<p>Nummer {number}</p>")
        assert [pair.shown(pair.first), pair.shown(pair.second)] == [expected, expected]


def test_a_limit_holds_over_both(pair: Pair, make: Factory, site: object) -> None:
    pair.speak_as(make.token(make.person(), site))
    sent = [pair.reply(service, "x") for service in [pair.first, pair.second] * 6]
    assert sent == [201] * 10 + [429] * 2


def test_likes_through_both_at_once_are_all_counted(pair: Pair, make: Factory, site: object) -> None:
    tokens = [make.token(make.person(), site) for _ in range(20)]
    path = f"/api/v1/objects/{pair.page}/reactions/like"

    def like(number: int) -> int:
        service = (pair.first, pair.second)[number % 2]
        return service.answer("PUT", path, None, Authorization=f"Bearer {tokens[number]}")[0]

    assert at_once([lambda number=number: like(number) for number in range(20)]) == [200] * 20
    pair.speak_as(tokens[0])
    for service in (pair.first, pair.second):
        assert service.answer("GET", "/api/v1/counts?site=intranet&page=hr-handbook")[1] == {
            "hr-handbook": {"comments": 0, "reactions": 20}
        }
