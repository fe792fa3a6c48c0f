"""Mail in tests: a real server, a Tuesday noon, and somebody who is told of answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import Factory
from tests.helpers.http import Visitor
from tests.helpers.mailserver import MailServer, mail_server
from tests.helpers.standing import own
from widget_server.app import dispatcher
from widget_server.core import clock
from widget_server.db import session, transaction
from widget_server.mail.models import Delivery
from widget_server.notifications.models import Notification

DELAY = 900
__all__ = ["DELAY", "Post", "app", "midweek", "post", "server"]


@dataclass
class Post:
    """The post office: what Anna is told of, mailed by the dispatcher as time goes by."""

    app: Flask
    make: Factory
    server: MailServer
    anna: Visitor
    bram: Visitor
    page: str
    comments: list[str] = field(default_factory=list)

    def reply(self, source: str = "Dat klopt", to: str = "") -> str:
        """Let Bram answer Anna; give the comment."""
        mine = to or self.comments[0]
        return self.make.comment(mine, self.bram.again(), source)

    def work(self, seconds: float = DELAY + 61) -> list[str]:
        """Let the dispatcher work until `seconds` from now; give the subjects of what came."""
        before = len(self.server.taken)
        with clock.moved(timedelta(seconds=seconds)), self.app.app_context():
            work = dispatcher(self.app)
            assert work.leads()
            work.work()
            work.leave()
        return self.server.subjects[before:]

    def see(self) -> None:
        """Let Anna see what she was told of."""
        with self.app.app_context(), transaction():
            for row in session().scalars(select(Notification).where(Notification.actor_id == self.anna.id)):
                row.seen_at = clock.now()

    def reasons(self) -> list[str]:
        """Give the words of Anna's delivery log, oldest first."""
        with self.app.app_context():
            mine = select(Delivery.reason).where(Delivery.actor_id == self.anna.id).order_by(Delivery.activity_id)
            return list(session().scalars(mine))


@pytest.fixture
def server() -> Iterator[MailServer]:
    with mail_server().up() as running:
        yield running


@pytest.fixture
def midweek() -> Iterator[None]:
    """It is Tuesday noon."""
    with clock.moved(datetime(2027, 3, 9, 11, tzinfo=UTC) - clock.now()):
        yield


@pytest.fixture
def app(midweek: None, server: MailServer, database_url: str, tmp_path: Path) -> Iterator[Flask]:
    mail = {"smtp_url": server.url, "mail_from": "Weerklank <weerklank@example.com>"}
    with own(tmp_path, database_url, limit_comments=0, **mail) as made:
        yield made


@pytest.fixture
def post(app: Flask, make: Factory, server: MailServer, anna: Visitor, bram: Visitor, page: str) -> Post:
    made = Post(app, make, server, anna, bram, page)
    made.comments.append(make.comment(page, anna, "Klopt dit?"))
    with app.app_context():
        work = dispatcher(app)
        assert work.leads()
        work.work()  # what was before is nobody's mail
        work.leave()
    return made
