"""kill -9: what was acknowledged stands, and nothing stands half."""

from __future__ import annotations

import signal
import threading
from http.client import HTTPException

import pytest
from sqlalchemy import func, select, text

from tests.helpers.service import Service, serving, until
from tests.process.conftest import World
from widget_server.activities.models import Activity
from widget_server.db import session
from widget_server.objects.models import Object
from widget_server.pages.models import Page
from widget_server.threads.models import Comment

WRITES = 50
WRITERS = 5


def write(service: Service, page: str, numbers: range) -> None:
    """Reply once a number, noting what was acknowledged; ends when the service does."""
    for number in numbers:
        try:
            status, body, _ = service.answer("POST", f"/api/v1/objects/{page}/replies", {"source": f"nummer {number}"})
        except (OSError, HTTPException):
            return
        if status == 201:
            service.acknowledged.append(body["id"])


@pytest.mark.parametrize("after", [1, 12, 30])
def test_kill_9_in_the_midst_of_writes_loses_no_acknowledged_one_and_leaves_no_orphan(world: World, after: int) -> None:
    with serving(world.data) as service:
        service.token = world.token
        share = WRITES // WRITERS
        writers = [
            threading.Thread(target=write, args=(service, world.page, range(start, start + share)))
            for start in range(0, WRITES, share)
        ]
        for writer in writers:
            writer.start()
        until(lambda: len(service.acknowledged) >= after, f"{after} replies are acknowledged")
        service.send(signal.SIGKILL)
        assert service.ended() == -signal.SIGKILL
        for writer in writers:
            writer.join()
        acknowledged = list(service.acknowledged)
    assert after <= len(acknowledged) < WRITES
    with serving(world.data) as again:
        again.token = world.token
        status, thread, _ = again.answer("GET", f"/api/v1/pages/{world.page}/thread")
        assert status == 200
        shown = [item["id"] for item in thread["items"]]
        assert set(acknowledged) <= set(shown)
        assert thread["total"] == len(shown) <= len(acknowledged) + WRITERS
        assert again.answer("POST", f"/api/v1/objects/{world.page}/replies", {"source": "daarna"})[0] == 201
    assert_whole(world, len(shown) + 1)


def assert_whole(world: World, comments: int) -> None:
    """Assert that every write stands wholly: object, comment, activity, count."""
    with world.app.app_context():
        db = session()
        assert db.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        assert db.execute(text("PRAGMA foreign_key_check")).all() == []
        counted = [
            db.scalar(select(func.count()).select_from(Object).where(Object.kind == "comment")),
            db.scalar(select(func.count()).select_from(Comment)),
            db.scalar(select(func.count()).select_from(Activity).where(Activity.verb == "create")),
            db.get_one(Page, world.page).comment_count,
        ]
    assert counted == [comments] * 4
