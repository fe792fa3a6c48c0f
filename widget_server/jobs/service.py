"""Ask for work, take it, and say how it went. What is asked for is done at least once, however the process ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from random import random
from typing import Any

from sqlalchemy import and_, bindparam, case, delete, func, insert, literal, or_, select, update

from widget_server.core import clock
from widget_server.core.errors import N_, Missing
from widget_server.db import UtcDateTime, changed, session, upsert
from widget_server.jobs import policy
from widget_server.jobs.models import Bookmark, Job, Lease

LEASE_SECONDS = 600  # longer than any job takes; one whose process died is taken up again after it
MAX_LISTED = 100
_job = Job.__table__.c


@dataclass(frozen=True, slots=True)
class Taken:
    """A job as who took it knows it; `attempts` and `asked_count` tell whether it is still theirs, and still the same.

    `name` says what to do, `subject` about what (an id; empty: about nothing in particular).
    """

    key: str
    asked_count: int
    attempts: int

    @property
    def name(self) -> str:
        """What to do."""
        return self.key.partition(":")[0]

    @property
    def subject(self) -> str:
        """The id of what it is about."""
        return self.key.partition(":")[2]


@dataclass(frozen=True, slots=True)
class Standing:
    """How many jobs wait, failed and are tried again, are parked; the age of what should have been done by now."""

    waiting: int
    failed: int
    parked: int
    oldest_seconds: float


def ask(name: str, subjects: Iterable[str] = ("",), due_at: datetime | None = None) -> None:
    """Ask for `name` about each subject (1 statement).

    What was asked for already is done once, at the earlier moment; what is being done now is done once more after it;
    what failed keeps its wait, what is parked stays so.
    """
    at = clock.now()
    rows = [
        {"key": f"{name}:{subject}", "due_at": due_at or at, "asked_count": 1, "attempts": 0, "created_at": at}
        for subject in sorted(set(subjects))
    ]
    if rows:
        session().execute(asked_again(upsert(Job.__table__)), rows)


def ask_each(name: str, subjects: Any) -> None:
    """Ask for `name` about each id that a SELECT gives, as ask() does (1 statement, any number of them)."""
    ids = subjects.subquery()
    at = literal(clock.now(), type_=UtcDateTime())
    row = (literal(f"{name}:") + ids.c[0], at, literal(1), literal(0), at)
    rows = select(*row).where(ids.c[0].is_not(None))  # SQLite cannot read ON CONFLICT without a WHERE before it
    columns = ["key", "due_at", "asked_count", "attempts", "created_at"]
    session().execute(asked_again(upsert(Job.__table__).from_select(columns, rows)))


def asking_if(name: str, subject: Any, condition: Any) -> Any:
    """Build the INSERT that asks for `name` about a new thing, where a condition holds; its parameter is `at`."""
    at = bindparam("at", type_=UtcDateTime())
    row = select(literal(f"{name}:") + subject, at, literal(1), literal(0), at).where(condition)
    return insert(Job.__table__).from_select(["key", "due_at", "asked_count", "attempts", "created_at"], row)


def first_subject(name: str) -> str | None:
    """Give the lowest thing about which `name` is still to be done, or None (1 query)."""
    waiting = (_job.key >= f"{name}:") & (_job.key < f"{name};") & _job.parked_at.is_(None)
    key = session().scalar(select(func.min(_job.key)).where(waiting))
    return key.partition(":")[2] if key else None


def asked_again(statement: Any) -> Any:
    """Give an INSERT of jobs that knows what becomes of those who stand already; see ask()."""
    new = statement.excluded
    earlier = case((new.due_at < _job.due_at, new.due_at), else_=_job.due_at)
    due_at = case((_job.lease_ends_at.is_not(None), new.due_at), (_job.attempts > 0, _job.due_at), else_=earlier)
    return statement.on_conflict_do_update(
        index_elements=["key"], set_={"due_at": due_at, "asked_count": _job.asked_count + 1}
    )


def keep_asked(names: Iterable[str], due_at: datetime) -> None:
    """Ask for what is always to be done again, where nobody has asked yet (1 statement)."""
    at = clock.now()
    rows = [{"key": f"{name}:", "due_at": due_at, "asked_count": 1, "attempts": 0, "created_at": at} for name in names]
    if rows:
        session().execute(upsert(Job.__table__).on_conflict_do_nothing(), rows)


def next_due_at() -> datetime | None:
    """Give when the next job is due, or None: nothing waits (1 query)."""
    at = case((_job.lease_ends_at > _job.due_at, _job.lease_ends_at), else_=_job.due_at)
    return session().scalar(select(func.min(at)).where(_job.parked_at.is_(None)))


def take() -> Taken | None:
    """Take the job that is due longest, so that nobody else takes it for LEASE_SECONDS; or None (1 statement).

    Who takes at the same moment gets another one (SKIP LOCKED on PostgreSQL; SQLite has one writer).
    """
    at = clock.now()
    free = and_(
        _job.parked_at.is_(None), _job.due_at <= at, or_(_job.lease_ends_at.is_(None), _job.lease_ends_at <= at)
    )
    first = select(_job.key).where(free).order_by(_job.due_at).limit(1).with_for_update(skip_locked=True)
    took = (
        update(Job.__table__)
        .where(_job.key == first.scalar_subquery())
        .values(attempts=_job.attempts + 1, lease_ends_at=clock.in_seconds(LEASE_SECONDS))
        .returning(_job.key, _job.asked_count, _job.attempts)
    )
    row = session().execute(took).one_or_none()
    return Taken(*row) if row else None


def finish(job: Taken, again_at: datetime | None = None) -> None:
    """Take a job that was done off the queue, or have it done again then (1 or 2 statements).

    One that was asked for in the meantime stays, and one that somebody else has taken since is theirs.
    """
    same = _mine(job) & (_job.asked_count == job.asked_count)
    fresh = {"attempts": 0, "error": None, "lease_ends_at": None}
    if again_at is None:
        done = changed(delete(Job).where(same))
    else:
        done = changed(update(Job).where(same).values(due_at=again_at, asked_count=1, **fresh))
    if not done:
        session().execute(update(Job).where(_mine(job)).values(**fresh))


def fail(job: Taken, error: str, after_seconds: float = 0) -> bool:
    """Have a job that failed tried again later, not before `after_seconds` (an hour at most), or park it (1 statement).

    Tell whether it was parked.
    """
    parked = policy.is_to_park(job.attempts)
    said = {
        "error": error[:300],
        "lease_ends_at": None,
        "due_at": clock.in_seconds(policy.wait_seconds(job.attempts, random(), after_seconds)),
        "parked_at": clock.now() if parked else None,
    }
    session().execute(update(Job).where(_mine(job)).values(**said))
    return parked


def _mine(job: Taken) -> Any:
    return (_job.key == job.key) & (_job.attempts == job.attempts) & _job.lease_ends_at.is_not(None)


def standing() -> Standing:
    """Give how the queue stands (1 query)."""
    at = clock.now()
    tried = _job.parked_at.is_(None)
    overdue = func.min(case((tried & (_job.due_at <= at), _job.due_at)))
    parked, failed, every = (
        func.count(case((held, 1)))
        for held in (_job.parked_at.is_not(None), tried & _job.error.is_not(None), _job.key.is_not(None))
    )
    row = session().execute(select(every, failed, parked, overdue.label("overdue_at"))).one()
    oldest = (at - row.overdue_at).total_seconds() if row.overdue_at else 0.0
    return Standing(row[0] - row[1] - row[2], row[1], row[2], oldest)


def failing() -> list[Job]:
    """Give the jobs that failed, parked ones first, then the latest (1 query, at most MAX_LISTED)."""
    found = select(Job).where(Job.error.is_not(None))
    return list(session().scalars(found.order_by(Job.parked_at.is_(None), Job.due_at, Job.key).limit(MAX_LISTED)))


def retry(keys: Iterable[str]) -> int:
    """Have jobs tried again at once; give how many (1 statement)."""
    fresh = {"attempts": 0, "parked_at": None, "due_at": clock.now(), "lease_ends_at": None}
    return changed(update(Job).where(_job.key.in_(list(keys))).values(**fresh))


def drop(key: str) -> None:
    """Take a job that failed off the queue, undone (1 statement). Raises Missing."""
    if not changed(delete(Job).where(_job.key == key, _job.error.is_not(None))):
        raise Missing(N_("No job that failed is called %(key)s."), key=key)


def bookmark(name: str, start_id: str) -> str:
    """Give how far `name` has read, `start_id` at its first time, and keep others from reading on (1 or 2 statements).

    Two that read the same log wait for each other until their transaction ends.
    """
    start = {"name": name, "last_id": start_id}
    session().execute(upsert(Bookmark.__table__).values(start).on_conflict_do_nothing())
    held = select(Bookmark.last_id).where(Bookmark.name == name).with_for_update()
    return str(session().scalar(held))


def move_bookmark(name: str, last_id: str) -> None:
    """Keep how far `name` has read (1 statement)."""
    session().execute(update(Bookmark).where(Bookmark.name == name).values(last_id=last_id))


def hold(name: str, holder: str, seconds: float) -> bool:
    """Take the lease `name` or prolong it; tell whether it is the holder's for `seconds` from now (1 or 2 statements).

    One that ended is anybody's.
    """
    row = {"holder": holder, "ends_at": clock.in_seconds(seconds)}
    free = (Lease.name == name) & ((Lease.holder == holder) | (Lease.ends_at <= clock.now()))
    if changed(update(Lease).where(free).values(**row)):
        return True
    if session().get(Lease, name) is not None:
        return False
    session().execute(insert(Lease).values(name=name, **row))
    return True


def let_go(name: str, holder: str) -> None:
    """Give a lease back before it ends (1 statement)."""
    session().execute(delete(Lease).where(Lease.name == name, Lease.holder == holder))
