"""Find who may have to be told on a device: whoever has notifications that came since the last look, and a device."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import and_, delete, select

from widget_server.core import clock
from widget_server.core.ids import id_of
from widget_server.db import changed, session
from widget_server.jobs import service as jobs
from widget_server.notifications.models import Notification
from widget_server.push.models import PushDelivery, PushSubscription

BOOKMARK = "push"
LOOK_BACK = timedelta(hours=1)  # at most: a service that stood still tells nothing older
KEPT_FOR = timedelta(days=90)  # as every log
_n, _s = Notification.__table__.c, PushSubscription.__table__.c


def plan(job: str, delay_seconds: int) -> bool:
    """Ask for `job` about each person with a device and news by now; tell whether anybody has a device (5 statements).

    What came within the delay waits for the next look: it may be seen meanwhile.
    """
    due = clock.in_seconds(-delay_seconds)
    until = _first_id(due)
    since = max(jobs.bookmark(BOOKMARK, until), _first_id(due - LOOK_BACK))
    if since < until:
        has_device = and_(_s.actor_id == _n.actor_id, _s.site_id == _n.site_id)
        people = select(_n.actor_id).join(PushSubscription.__table__, has_device)
        jobs.ask_each(job, people.where(_n.activity_id >= since, _n.activity_id < until).distinct())
        jobs.move_bookmark(BOOKMARK, until)
    return session().scalar(select(_s.id).limit(1)) is not None


def forget_old() -> int:
    """Delete the log of what was pushed or not after 90 days; give how many notifications (1 statement)."""
    return changed(delete(PushDelivery).where(PushDelivery.at < clock.now() - KEPT_FOR))


def _first_id(moment: datetime) -> str:
    """Give the lowest id of a moment."""
    return id_of(int(moment.timestamp() * 1_000_000), 0)
