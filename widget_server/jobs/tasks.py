"""The dispatcher: takes what is due and does it, one at a time, until it is told to stop."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from threading import Event

from flask import Flask

from widget_server.core import clock
from widget_server.core.errors import Refusal
from widget_server.db import session, transaction
from widget_server.jobs import policy, service
from widget_server.jobs.service import Taken

# Does the work about one thing, in transactions of its own, and may be called again for what it did already: at least
# once is what it is promised. Gives when it is to be called again, or None.
Handler = Callable[[str], datetime | None]

REST_SECONDS = 0.05  # after a job, at most: no longer than it took
LOOK_SECONDS = 5.0  # between two looks at a queue where nothing is due
LEASE = "dispatcher"
LEASE_SECONDS = 60.0  # so long nobody works after a process that died

log = logging.getLogger(__name__)


class Undoable(Exception):
    """A job that is not even begun; the message says why."""


class Dispatcher:
    """Does what `handlers` can, in an application's database; where another one does, it waits and takes over."""

    def __init__(
        self,
        app: Flask,
        handlers: Mapping[str, Handler],
        always: Iterable[str] = (),
        periodic: Iterable[Callable[[], int]] = (),
    ) -> None:
        """Set up. Nobody need ask for the handlers that `always` names, nor for `periodic` work, done each night."""
        self.app = app
        self.always = tuple(always)
        self.nightly = {task.__name__: nightly(task) for task in periodic}
        self.handlers = {**handlers, **self.nightly}
        self.stop = Event()
        self._me = secrets.token_hex(8)
        self._leads_until = clock.now()

    def run(self) -> None:
        """Work until `stop` is set; a job that has begun is done first."""
        while not self.stop.is_set():
            self.stop.wait(self._round())
        with self.app.app_context():
            self.leave()

    def leave(self) -> None:
        """Let another one work at once."""
        with transaction():
            service.let_go(LEASE, self._me)

    def _round(self) -> float:
        """Do what is due; give the seconds until the next look."""
        try:
            with self.app.app_context():
                if self.leads():
                    self.work()
                    return self._rest_seconds()
        except Exception:  # the edge of jobs: the database may be away for a while
            log.exception("dispatcher_failed")
        return LOOK_SECONDS

    def leads(self) -> bool:
        """Tell whether this is the one that works on this database (no statement while its lease is young)."""
        if clock.in_seconds(LEASE_SECONDS / 2) < self._leads_until:
            return True
        with transaction():
            begins = self._leads_until <= clock.now()
            leads = service.hold(LEASE, self._me, LEASE_SECONDS)
            if leads and begins:
                service.keep_asked(self.always, clock.now())
                service.keep_asked(self.nightly, policy.next_night(clock.now()))
        self._leads_until = clock.in_seconds(LEASE_SECONDS) if leads else clock.now()
        return leads

    def work(self) -> int:
        """Do all that is due, as long as it leads; give how many jobs went well."""
        done = 0
        while not self.stop.is_set() and self._is_due() and self.leads():
            with transaction():
                job = service.take()
            if job is None:  # another one was quicker
                break
            began = time.perf_counter()
            done += self._is_done(job)
            self.stop.wait(min(time.perf_counter() - began, REST_SECONDS))  # the same process answers people
        return done

    def _is_due(self) -> bool:
        due_at = service.next_due_at()
        session().rollback()  # a look keeps no snapshot open
        return due_at is not None and due_at <= clock.now()

    def _rest_seconds(self) -> float:
        due_at = service.next_due_at()
        rest = LOOK_SECONDS if due_at is None else (due_at - clock.now()).total_seconds()
        return max(0.0, min(rest, LOOK_SECONDS))

    def _is_done(self, job: Taken) -> bool:
        """Do a job and say how it went; one that fails, for whatever reason, keeps no other from being done."""
        try:
            with self.app.app_context():  # of its own, with its own session
                again_at = self._handler(job)(job.subject)
        except Exception as fault:
            log.exception("job_failed", extra={"job": job.key, "attempts": job.attempts})
            with transaction():
                if service.fail(job, _words(fault), getattr(fault, "retry_after_seconds", None) or 0):
                    log.error("job_parked", extra={"job": job.key})
            return False
        with transaction():
            service.finish(job, again_at)
        return True

    def _handler(self, job: Taken) -> Handler:
        if job.attempts > policy.MAX_ATTEMPTS:
            raise Undoable("Each time its process ended, or took too long")
        if job.name not in self.handlers:
            raise Undoable("Nobody here does this")
        return self.handlers[job.name]


def nightly(task: Callable[[], int]) -> Handler:
    """Make a handler of a periodic task: it is done each night."""

    def do(_subject: str) -> datetime:
        log.info("task_done", extra={"task": task.__name__, "count": task()})
        return policy.next_night(clock.now())

    return do


def _words(fault: Exception) -> str:
    """Give what an operator may read of a fault: the words of our own refusals, else its kind; no names, no texts."""
    if isinstance(fault, Refusal):
        return f"{fault.code}: {fault.message % fault.detail if fault.detail else fault.message}"
    return str(fault) if isinstance(fault, Undoable) else type(fault).__name__
