"""What is done later: as a timer calls it, in the service's own process, and apart."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import text

from tests.helpers.service import COMMAND, ROOT, environment, run, serving, until
from tests.process.conftest import World
from widget_server.core import clock
from widget_server.db import session, transaction
from widget_server.jobs import service as queue
from widget_server.jobs.models import Job, Lease

DONE = (
    "render again: 0\nforget unlisted: 0\nforget answers: 0\nforget dead: 0\nforget deliveries: 0\n"
    "forget files: 0\nforget pushes: 0\nforget notifications: 0\n"
)
PLAIN = "forget_dead:"


def ask(world: World, name: str) -> None:
    """Ask for a job that is due."""
    with world.app.app_context(), transaction():
        queue.ask(name, due_at=clock.in_seconds(-1))


def row(world: World, key: str) -> Job | None:
    """Give a job of the queue as it stands now."""
    with world.app.app_context():
        return session().get(Job, key)


def leader(world: World) -> str | None:
    """Give who works on this database."""
    with world.app.app_context():
        found = session().get(Lease, "dispatcher")
        return found.holder if found else None


@contextmanager
def watching(world: World) -> Iterator[subprocess.Popen[str]]:
    """Run `weerklank jobs --watch`; it is gone after the block."""
    words = [*COMMAND, "jobs", "--watch"]
    process = subprocess.Popen(
        words, cwd=ROOT, env=environment(world.data), stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def is_done(world: World) -> bool:
    """Tell whether the night's work was done and is due another night."""
    found = row(world, PLAIN)
    return found is not None and found.due_at > clock.now()


def test_what_is_due_is_done_and_said_once(world: World) -> None:
    ask(world, "forget_dead")
    done = run("jobs", data=world.data)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"{DONE}queue: 3\n"  # and the looks for mail and for push
    assert run("jobs", data=world.data).stdout == f"{DONE}queue: 0\n"


def test_a_job_that_fails_is_logged_and_the_others_are_done(world: World) -> None:
    with world.app.app_context(), transaction():
        session().execute(text("DROP TABLE remembered_answers"))
    done = run("jobs", data=world.data)
    assert done.returncode == 1
    assert done.stdout == DONE.replace("forget answers: 0\n", "") + "queue: 2\n"
    assert "job_failed" in done.stderr


def test_the_service_does_it_in_its_own_process_and_a_timer_beside_it_leaves_it_to_it(world: World) -> None:
    ask(world, "forget_dead")
    with serving(world.data) as service:
        until(lambda: is_done(world), "the service does what is due")
        assert run("jobs", data=world.data).stdout == DONE
        service.process.send_signal(signal.SIGTERM)
        assert service.ended() == 0
    assert leader(world) is None  # so the next one need not wait


def test_set_apart_the_service_leaves_it_to_the_one_who_watches(world: World) -> None:
    with serving(world.data, jobs="apart"), watching(world) as watcher:
        until(lambda: leader(world), "somebody leads")
        ask(world, "forget_dead")
        until(lambda: is_done(world), "it is done apart")
        watcher.send_signal(signal.SIGTERM)
        assert watcher.communicate(timeout=30) == (None, "")
        assert (watcher.returncode, leader(world)) == (0, None)


def test_who_dies_is_followed_by_the_next_once_the_lease_has_ended(world: World) -> None:
    with serving(world.data) as service:
        before = until(lambda: leader(world), "the service leads")
        service.send(signal.SIGKILL)
        service.ended()
    with watching(world):
        ask(world, "forget_dead")
        with world.app.app_context(), transaction():
            assert session().get_one(Lease, "dispatcher").holder == before
            session().get_one(Lease, "dispatcher").ends_at = clock.now()
        until(lambda: is_done(world), "the next one does it")
        assert leader(world) != before


def test_what_failed_is_listed_tried_again_and_dropped_by_hand(world: World) -> None:
    ask(world, "sing")
    done = run("jobs", data=world.data)
    assert (done.returncode, "job_failed" in done.stderr) == (1, True)
    failed = row(world, "sing:")
    assert failed
    listed = f"sing:  again at {clock.iso(failed.due_at)}  1 attempts  Nobody here does this\n"
    assert run("jobs", "list", data=world.data).stdout == listed
    assert run("jobs", "retry", data=world.data).returncode == 2
    assert run("jobs", "retry", "--all", data=world.data).stdout == "1 will be tried again.\n"
    assert run("jobs", data=world.data).returncode == 1
    assert run("jobs", "drop", "sing:", data=world.data).stdout == "sing: is dropped.\n"
    missing = run("jobs", "drop", "sing:", data=world.data)
    assert (missing.returncode, missing.stderr) == (1, "weerklank: No job that failed is called sing:.\n")
    assert row(world, "sing:") is None
    nothing = run("jobs", "list", data=world.data)
    assert (nothing.returncode, nothing.stdout, nothing.stderr) == (0, "", "Nothing failed.\n")


def test_the_doctor_names_what_is_parked_and_what_nobody_does(world: World) -> None:
    assert "0 wait, 0 failed and are tried again." in run("doctor", data=world.data).stdout
    with world.app.app_context(), transaction():
        queue.ask("sing", due_at=clock.in_seconds(-3600))
    said = " ".join(run("doctor", data=world.data).stdout.split())
    assert "Nobody does what is due: since 60 minutes." in said and "weerklank jobs --watch" in said
    with world.app.app_context(), transaction():
        session().get_one(Job, "sing:").parked_at = clock.now()
    said = " ".join(run("doctor", data=world.data).stdout.split())
    assert "1 failed too often, and are parked." in said and "weerklank jobs list" in said
