"""`weerklank jobs` as a timer calls it."""

from __future__ import annotations

from sqlalchemy import text

from tests.helpers.service import run
from tests.process.conftest import World
from widget_server.db import session, transaction


def test_what_is_due_is_done_and_said_once(world: World) -> None:
    done = run("jobs", data=world.data)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "render again: 0\nforget unlisted: 0\nforget answers: 0\nforget dead: 0\n"


def test_a_job_that_fails_is_logged_and_the_others_are_done(world: World) -> None:
    with world.app.app_context(), transaction():
        session().execute(text("DROP TABLE remembered_answers"))
    done = run("jobs", data=world.data)
    assert done.returncode == 1
    assert done.stdout == "render again: 0\nforget unlisted: 0\nforget dead: 0\n"
    assert "job_failed" in done.stderr
