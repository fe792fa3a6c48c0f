"""Record what was done, tell the listeners, and remember answers for repeats."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import delete, insert

from widget_server.access.policy import Principal
from widget_server.activities.models import Activity, ActivitySubject, RememberedAnswer
from widget_server.core import clock, events
from widget_server.core.errors import Conflict, Invalid, N_
from widget_server.core.ids import new_id
from widget_server.db import after_commit, session

REMEMBERED_FOR = timedelta(hours=24)


def record(
    principal: Principal, verb: str, object_id: str, *, page_id: str | None = None, subjects: Iterable[str] = ()
) -> events.Happened:
    """Write an activity on the timelines of its subjects and tell the listeners (2 statements and theirs)."""
    at = clock.now()
    happened = events.Happened(new_id(), principal.site_id, principal.actor_id, verb, object_id, page_id, at)
    row = {"id": happened.id, "site_id": principal.site_id, "actor_id": principal.actor_id, "verb": verb}
    session().execute(insert(Activity.__table__), row | {"object_id": object_id, "target_id": page_id, "at": at})
    timelines = {object_id, principal.actor_id, *subjects} | ({page_id} if page_id else set())
    rows = [{"subject_id": subject, "at": at, "activity_id": happened.id} for subject in sorted(timelines)]
    session().execute(insert(ActivitySubject.__table__), rows)
    events.tell_within(happened)
    after_commit(lambda: events.tell_after(happened))
    return happened


def recall(principal: Principal, key: str, request: bytes) -> RememberedAnswer | None:
    """Give the answer remembered under `key`, or None (1 query). Raises Conflict when the key stood for another request."""
    if not 1 <= len(key) <= 128 or not key.isprintable():
        raise Invalid(N_("An Idempotency-Key has 1 to 128 printable characters."))
    found = session().get(RememberedAnswer, (principal.actor_id, key))
    if found is None or clock.now() - found.at > REMEMBERED_FOR:
        return None
    if found.fingerprint != _fingerprint(request):
        raise Conflict(N_("This Idempotency-Key was used for another request. Take a new one."))
    return found


def remember(principal: Principal, key: str, request: bytes, answer: tuple[int, bytes]) -> None:
    """Keep the answer to a request under `key` for a day."""
    status, body = answer
    mine = (RememberedAnswer.actor_id == principal.actor_id) & (RememberedAnswer.key == key)
    session().execute(delete(RememberedAnswer).where(mine))
    row = {"actor_id": principal.actor_id, "key": key, "fingerprint": _fingerprint(request), "status": status, "body": body}
    session().execute(insert(RememberedAnswer), row | {"at": clock.now()})


def forget_old() -> int:
    """Delete answers older than a day; gives how many."""
    old = delete(RememberedAnswer).where(RememberedAnswer.at < clock.now() - REMEMBERED_FOR)
    return int(session().execute(old).rowcount)


def _fingerprint(request: bytes) -> str:
    return hashlib.sha256(request).hexdigest()
