"""Record what was done, tell the listeners, and remember answers for repeats."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import delete, select, update

from widget_server.access.policy import Principal
from widget_server.activities.models import Activity, ActivitySubject, RememberedAnswer
from widget_server.core import clock, events
from widget_server.core.errors import N_, Conflict, Invalid
from widget_server.core.ids import new_id
from widget_server.db import after_commit, changed, insert_into, insert_new, session

_INSERT = insert_into(Activity.__table__)
_INSERT_SUBJECT = insert_into(ActivitySubject.__table__)
_CLAIM = insert_new(RememberedAnswer.__table__)
ON_TIMELINES = frozenset({"create"})  # what others are shown; an edit or a like is nobody's news
REMEMBERED_FOR = timedelta(hours=24)


def record(
    principal: Principal, verb: str, object_id: str, *, page_id: str | None = None, subjects: Iterable[str] = ()
) -> events.Happened:
    """Write an activity, a new thing on the timelines of its subjects too, and tell the listeners.

    1 or 2 statements and theirs. What people like is on no timeline here: it goes to others only if a person allows it.
    """
    at = clock.now()
    happened = events.Happened(new_id(), principal.site_id, principal.actor_id, verb, object_id, page_id, at)
    row = {"site_id": principal.site_id, "actor_id": principal.actor_id, "verb": verb, "object_id": object_id}
    _INSERT.run(id=happened.id, target_id=page_id, at=at, **row)
    if verb in ON_TIMELINES:
        timelines = {object_id, principal.actor_id, *subjects} | ({page_id} if page_id else set())
        _INSERT_SUBJECT.run_many(
            [{"subject_id": subject, "at": at, "activity_id": happened.id} for subject in sorted(timelines)]
        )
    events.tell_within(happened)
    after_commit(lambda: events.tell_after(happened))
    return happened


def move_timeline(from_id: str, to_id: str) -> None:
    """Put what is on the timeline of one object on that of another (2 statements)."""
    s = ActivitySubject.__table__.c
    doubles = select(s.activity_id).where(s.subject_id == to_id)
    session().execute(delete(ActivitySubject).where(s.subject_id == from_id, s.activity_id.in_(doubles)))
    session().execute(update(ActivitySubject).where(s.subject_id == from_id).values(subject_id=to_id))


def recall(principal: Principal, key: str, request: bytes) -> RememberedAnswer | None:
    """Give the answer remembered under `key`, or None, and then keep the key for this transaction (1 or 2 statements).

    Another transaction with the same key waits for it. Raises Conflict when the key stood for another request.
    """
    if not 1 <= len(key) <= 128 or not key.isprintable():
        raise Invalid(N_("An Idempotency-Key has 1 to 128 printable characters."))
    row = {"actor_id": principal.actor_id, "key": key, "fingerprint": _fingerprint(request), "at": clock.now()}
    if _CLAIM.run(**row, status=0, body=b""):
        return None
    found = session().get_one(RememberedAnswer, (principal.actor_id, key))
    if clock.now() - found.at > REMEMBERED_FOR:
        return None
    if found.fingerprint != row["fingerprint"]:
        raise Conflict(N_("This Idempotency-Key was used for another request. Take a new one."))
    return found


def remember(principal: Principal, key: str, request: bytes, answer: tuple[int, bytes]) -> None:
    """Keep the answer to a request for a day, under the `key` that recall() kept for it (1 statement)."""
    status, body = answer
    mine = (RememberedAnswer.actor_id == principal.actor_id) & (RememberedAnswer.key == key)
    said = {"fingerprint": _fingerprint(request), "status": status, "body": body, "at": clock.now()}
    session().execute(update(RememberedAnswer).where(mine).values(said))


def forget_old() -> int:
    """Delete answers older than a day; give how many (1 statement)."""
    return changed(delete(RememberedAnswer).where(RememberedAnswer.at < clock.now() - REMEMBERED_FOR))


def _fingerprint(request: bytes) -> str:
    return hashlib.sha256(request).hexdigest()
