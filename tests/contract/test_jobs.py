"""The queue and its dispatcher: at least once, tried again, parked, never two at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from flask import Flask

from tests.helpers.http import stranger
from widget_server.app import dispatcher
from widget_server.core import clock
from widget_server.core.errors import Unavailable
from widget_server.db import session, transaction
from widget_server.jobs import service
from widget_server.jobs.models import Bookmark, Job
from widget_server.jobs.policy import MAX_ATTEMPTS
from widget_server.jobs.tasks import LEASE_SECONDS, Dispatcher

ANNA, BRAM = "0" * 26, "1" * 26


@dataclass
class Worker:
    """Handlers that note what they did; `fault` is raised instead, `meanwhile` called in the midst."""

    app: Flask
    did: list[str] = field(default_factory=list)
    fault: Exception | None = None
    again_at: datetime | None = None
    meanwhile: Callable[[], None] = lambda: None

    def handle(self, subject: str) -> datetime | None:
        self.meanwhile()
        if self.fault:
            raise self.fault
        self.did.append(subject)
        return self.again_at

    def work(self, seconds: float = 0) -> int:
        """Do what is due `seconds` from now."""
        with clock.moved(timedelta(seconds=seconds)), self.app.app_context():
            made = Dispatcher(self.app, {"tell": self.handle})
            assert made.leads()
            done = made.work()
            made.leave()
            return done

    def ask(self, *subjects: str, due_at: datetime | None = None) -> None:
        with self.app.app_context(), transaction():
            service.ask("tell", subjects, due_at)

    def rows(self) -> list[Job]:
        with self.app.app_context():
            return session().query(Job).order_by(Job.key).all()


@pytest.fixture
def worker(app: Flask) -> Worker:
    return Worker(app)


def test_what_was_asked_for_is_done_once_about_each_thing(worker: Worker) -> None:
    worker.ask(BRAM, ANNA, ANNA)
    worker.ask(ANNA)
    assert (worker.work(), worker.work()) == (2, 0)
    assert sorted(worker.did) == [ANNA, BRAM]
    assert worker.rows() == []


def test_it_is_done_no_sooner_than_due_and_the_earlier_moment_counts(worker: Worker) -> None:
    worker.ask(ANNA, due_at=clock.in_seconds(300))
    worker.ask(ANNA, due_at=clock.in_seconds(100))
    worker.ask(ANNA, due_at=clock.in_seconds(500))
    assert [worker.work(seconds) for seconds in (90, 110)] == [0, 1]


def test_what_says_when_it_is_due_again_is_done_again_then(worker: Worker) -> None:
    worker.ask(ANNA)
    worker.again_at = clock.in_seconds(60)
    assert [worker.work(seconds) for seconds in (0, 50)] == [1, 0]
    worker.again_at = None
    assert [worker.work(seconds) for seconds in (70, 200)] == [1, 0]


def test_what_is_asked_for_while_it_is_being_done_is_done_once_more(worker: Worker) -> None:
    worker.ask(ANNA)
    worker.meanwhile = lambda: worker.ask(ANNA) if not worker.did else None
    assert (worker.work(), len(worker.did), worker.rows()) == (2, 2, [])


def test_a_job_that_fails_keeps_no_other_and_is_tried_again_with_growing_waits(worker: Worker) -> None:
    worker.ask(ANNA)
    worker.fault = Unavailable("the mail server")
    assert [worker.work(seconds) for seconds in (0, 20, 40, 60, 160)] == [0] * 5
    row = worker.rows()[0]
    assert (row.attempts, row.parked_at) == (3, None)
    assert row.error == "unavailable: the mail server cannot be reached at this moment. Try again in a minute."
    worker.fault = None
    worker.ask(BRAM)
    assert worker.work(160) == 1
    assert worker.did == [BRAM]
    assert worker.work(600) == 1
    assert worker.rows() == []


def test_asking_again_does_not_shorten_the_wait_of_what_failed(worker: Worker) -> None:
    worker.ask(ANNA)
    worker.fault = ValueError("anna@example.com")
    worker.work()
    worker.ask(ANNA)
    worker.fault = None
    assert worker.work(10) == 0
    assert worker.rows()[0].error == "ValueError"


def test_what_fails_too_often_is_parked_until_an_operator_says(worker: Worker) -> None:
    worker.ask(ANNA, BRAM)
    worker.fault = ValueError("x")
    for hour in range(MAX_ATTEMPTS):
        worker.work(hour * 5000)
    assert [row.parked_at is not None for row in worker.rows()] == [True, True]
    worker.fault = None
    worker.ask(ANNA)
    assert worker.work(10**6) == 0
    with worker.app.app_context(), transaction():
        assert {job.key for job in service.failing()} == {f"tell:{ANNA}", f"tell:{BRAM}"}
        assert service.retry([f"tell:{ANNA}"]) == 1
        service.drop(f"tell:{BRAM}")
    assert (worker.work(), worker.did, worker.rows()) == (1, [ANNA], [])


def test_what_a_process_took_to_its_grave_is_done_by_the_next(worker: Worker) -> None:
    worker.ask(ANNA)
    with worker.app.app_context(), transaction():
        assert service.take() is not None
    assert [worker.work(seconds) for seconds in (0, service.LEASE_SECONDS - 1)] == [0, 0]
    assert worker.work(service.LEASE_SECONDS + 1) == 1


def test_who_was_so_slow_that_another_took_over_changes_nothing(worker: Worker) -> None:
    worker.ask(ANNA)
    with worker.app.app_context():
        with transaction():
            slow = service.take()
        with clock.moved(timedelta(seconds=service.LEASE_SECONDS + 1)), transaction():
            quick = service.take()
        assert slow and quick
        with transaction():
            service.finish(slow)
            service.fail(slow, "x")
        assert [(row.attempts, row.error) for row in session().query(Job)] == [(2, None)]
        with transaction():
            service.finish(quick)
        assert session().query(Job).all() == []


def test_a_job_whose_process_ends_each_time_is_parked_too(worker: Worker) -> None:
    worker.ask(ANNA)
    for attempt in range(MAX_ATTEMPTS):
        with clock.moved(timedelta(hours=attempt)), worker.app.app_context(), transaction():
            assert service.take() is not None
    worker.work(10**6)
    row = worker.rows()[0]
    assert (row.parked_at is not None, row.error) == (True, "Each time its process ended, or took too long")
    assert worker.did == []


def test_never_two_dispatchers_at_once_and_the_next_takes_over(app: Flask) -> None:
    first, second = (Dispatcher(app, {}) for _ in range(2))
    with app.app_context():
        assert [first.leads(), second.leads(), first.leads()] == [True, False, True]
        with clock.moved(timedelta(seconds=LEASE_SECONDS - 1)):
            assert [second.leads(), first.leads()] == [False, True]
            with clock.moved(timedelta(seconds=LEASE_SECONDS - 1)):
                assert not second.leads()
            first.leave()
            assert second.leads()
        with clock.moved(timedelta(seconds=3 * LEASE_SECONDS)):
            assert first.leads()


def test_the_nights_work_waits_for_the_night_and_is_done_each_night(app: Flask) -> None:
    def due() -> set[datetime]:
        with app.app_context():
            return {row.due_at for row in session().query(Job) if row.key in ("forget_dead:", "render_again:")}

    work = dispatcher(app)
    with app.app_context():
        assert work.leads()
    (night,) = due()
    assert 0 < (night - clock.now()).total_seconds() <= 24 * 3600
    with clock.moved(night - clock.now() + timedelta(seconds=1)), app.app_context():
        assert work.leads() and work.work() >= 4
        assert due() == {night + timedelta(days=1)}


def test_a_reader_of_a_log_knows_how_far_it_came(app: Flask) -> None:
    with app.app_context(), transaction():
        assert service.bookmark("mail", ANNA) == ANNA
        service.move_bookmark("mail", BRAM)
    with app.app_context(), transaction():
        assert service.bookmark("mail", ANNA) == BRAM
        assert session().query(Bookmark).count() == 1


def test_metrics_say_how_the_queue_stands(worker: Worker) -> None:
    worker.ask(ANNA)
    worker.fault = ValueError("x")
    worker.work()
    worker.ask(BRAM, due_at=clock.in_seconds(-120))
    said = stranger(worker.app).get("//metrics").text.splitlines()
    assert 'weerklank_jobs{state="waiting"} 1.0' in said
    assert 'weerklank_jobs{state="failed"} 1.0' in said
    assert 'weerklank_jobs{state="parked"} 0.0' in said
    (oldest,) = [line for line in said if line.startswith("weerklank_jobs_oldest_seconds ")]
    assert 120 <= float(oldest.split()[1]) < 150
