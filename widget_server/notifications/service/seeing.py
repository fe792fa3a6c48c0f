"""Mark notifications seen, take that back, and forget the old ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, exists, or_, select, update
from sqlalchemy.orm import aliased

from widget_server.access.policy import Principal
from widget_server.core import clock, cursor, events
from widget_server.core.errors import N_, Invalid
from widget_server.core.ids import id_of
from widget_server.db import changed
from widget_server.notifications.models import Notification
from widget_server.objects.models import Object

KEPT_FOR = timedelta(days=365)
AT_ONCE = 500  # activities in one transaction
_n, _o = Notification.__table__.c, Object.__table__.c


def see(
    principal: Principal, *, until: str | None = None, ids: Sequence[str] = (), page_id: str | None = None
) -> str | None:
    """Mark one's notifications seen: up to one of them, by their ids, or those of a page that is read.

    Gives what takes it back, None where nothing changed (1 statement, and those of who listens). Raises Invalid unless
    one of the three is asked.
    """
    if sum(map(bool, (until, ids, page_id))) != 1:
        raise Invalid(N_("Say which: until, ids or page."))
    at = clock.now()
    if until:
        which = _n.activity_id <= until
    elif page_id:
        here = select(_o.id).where(or_(_o.id == page_id, _o.context_id == page_id))
        which = _n.object_id.in_(here)
    else:
        which = _n.activity_id.in_(list(ids))
    done = changed(
        update(Notification.__table__).where(_mine(principal), _n.seen_at.is_(None), which).values(seen_at=at)
    )
    if not done:
        return None
    events.tell_seen(principal.actor_id)
    return cursor.encode(at.isoformat())


def unsee(principal: Principal, undo: str) -> None:
    """Take back what see() did (1 statement). A group that has grown anew since stays as it is. Raises Invalid."""
    at: datetime = cursor.moment(cursor.decode(undo, (str,))[0])
    newer = aliased(Notification.__table__).c
    anew = exists().where(
        newer.actor_id == _n.actor_id,
        newer.object_id == _n.object_id,
        newer.kind == "reaction",
        newer.seen_at.is_(None),
    )
    which = or_(_n.kind != "reaction", ~anew)
    changed(update(Notification.__table__).where(_mine(principal), _n.seen_at == at, which).values(seen_at=None))


def forget_old() -> int:
    """Delete what some activities of more than a year ago told anybody; give how many notifications (1 statement)."""
    first_kept = id_of(int((clock.now() - KEPT_FOR).timestamp() * 1_000_000), 0)
    old = select(_n.activity_id).where(_n.activity_id < first_kept).distinct().limit(AT_ONCE)
    return changed(delete(Notification).where(_n.activity_id.in_(old)))


def _mine(principal: Principal) -> Any:
    return (_n.actor_id == principal.actor_id) & (_n.site_id == principal.site_id)
