"""A big company from outside of the service: who reads, what they follow, and statements counted in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import orjson
from flask import Flask
from sqlalchemy import text

from tests.bench.load import Request
from tests.factories import SECRET
from tests.helpers.statements import Statements
from widget_server.access.policy import Principal
from widget_server.app import create_app
from widget_server.core import clock
from widget_server.core.settings import Settings
from widget_server.db import db, session, transaction
from widget_server.notifications import service as notifications
from widget_server.sessions.service import tokens

API = "/api/v1"
HEAVIEST = 50
OPEN = "JOIN audiences a ON a.object_id = p.id AND a.kind = 'everyone' JOIN page_urls u ON u.page_id = p.id"


@dataclass(frozen=True, slots=True)
class Reader:
    """A colleague with a token."""

    id: str
    token: str

    def get(self, path: str) -> Request:
        """Give a request of theirs."""
        return Request("GET", path, {"Authorization": f"Bearer {self.token}", "Accept-Encoding": "gzip"})

    def reply(self, page: str, source: str) -> Request:
        """Give the request that says something on a page."""
        headers = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        return Request("POST", f"{API}/objects/{page}/replies", headers, orjson.dumps({"source": source}))


class Big:
    """The company; `app` looks into the service's database from outside of it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.site_id = str(self.ask("SELECT id FROM sites")[0])

    def ask(self, query: str, **values: Any) -> list[Any]:
        """Give the first column of a query's rows."""
        with self.app.app_context():
            return list(session().scalars(text(query), values))

    def rested(self) -> bool:
        """Tell whether the service has done all that was due: what it does beside would count as the answers'."""
        due = "SELECT count(*) FROM jobs WHERE due_at <= :now AND parked_at IS NULL"
        return self.ask(due, now=clock.now().replace(tzinfo=None)) == [0]

    def random(self, number: int) -> list[Reader]:
        """Sign people in, the same ones each time."""
        everybody = self.ask("SELECT actor_id FROM identities WHERE subject LIKE '%.%' ORDER BY actor_id")
        return self._signed_in(Random(1).sample(everybody, min(number, len(everybody))))

    def heaviest(self) -> list[Reader]:
        """Sign in the fifty who follow most, the one with most first."""
        most = "SELECT actor_id FROM follows GROUP BY actor_id ORDER BY count(*) DESC, actor_id LIMIT :number"
        return self._signed_in(self.ask(most, number=HEAVIEST))

    def open_pages_of(self, reader: Reader) -> list[str]:
        """Give pages that a reader follows and everybody may write on."""
        found = f"SELECT p.id FROM follows f JOIN pages p ON p.id = f.object_id {OPEN} WHERE f.actor_id = :reader"
        return self.ask(f"{found} AND f.level <> 'off' ORDER BY p.id LIMIT 50", reader=reader.id)

    def page_with_most_followers(self) -> str:
        """Give the open page that most follow."""
        found = f"SELECT p.id FROM pages p {OPEN} JOIN follows f ON f.object_id = p.id GROUP BY p.id"
        return str(self.ask(f"{found} ORDER BY count(*) DESC, p.id LIMIT 1")[0])

    def page_with_few_followers(self) -> str:
        """Give an open page on which nobody has spoken yet, else the one that fewest follow."""
        found = f"SELECT p.id FROM pages p {OPEN} LEFT JOIN follows f ON f.object_id = p.id GROUP BY p.id"
        return str(self.ask(f"{found} ORDER BY count(f.actor_id), p.id LIMIT 1")[0])

    def let_follow(self, page: str, number: int) -> int:
        """Let the first `number` of all follow a page at level all; give how many do then."""
        some = "SELECT id FROM actors ORDER BY id LIMIT :number"
        before = f"DELETE FROM follows WHERE object_id = :page AND actor_id IN ({some})"
        now = f"INSERT INTO follows (actor_id, object_id, level, at) SELECT id, :page, 'all', :at FROM ({some}) AS a"
        with self.app.app_context(), transaction():
            session().execute(text(before), {"page": page, "number": number})
            session().execute(text(now), {"page": page, "number": number, "at": clock.now().replace(tzinfo=None)})
        followers = "SELECT count(*) FROM follows WHERE object_id = :page AND level = 'all'"
        return int(self.ask(followers, page=page)[0])

    def statements(self, request: Request) -> int:
        """Count what one request asks of the database, in this process."""
        client = self.app.test_client()
        with Statements.listening() as run:
            answer = client.open(request.path, method=request.method, headers=request.headers, data=request.body)
        assert answer.status_code in (200, 201), answer.text
        return run.count

    def statements_of_bell(self, reader: Reader) -> tuple[int, int]:
        """Count what a page of notifications and the unread count take."""
        principal = Principal(reader.id, self.site_id)
        page = self._counted(lambda: notifications.read_page(principal))
        return page, self._counted(lambda: notifications.count_unseen(principal))

    def _counted(self, work: Callable[[], Any]) -> int:
        with self.app.app_context(), Statements.listening() as run:
            work()
        return run.count

    def _signed_in(self, people: list[str]) -> list[Reader]:
        with self.app.app_context(), transaction():
            return [Reader(each, tokens.issue(each, self.site_id, guest=False, origin=None)) for each in people]


@contextmanager
def opened(data: Path, url: str) -> Iterator[Big]:
    """Give the company in the folder `data`, or in the database at `url`."""
    app = create_app(Settings(data=data, database_url=url, secret_key=SECRET, limit_comments=0, limit_reactions=0))
    yield Big(app)
    with app.app_context():
        db.engine.dispose()
