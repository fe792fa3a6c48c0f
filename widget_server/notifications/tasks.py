"""Tell the many who follow of a new comment, after whoever wrote it has the answer; forget what is old."""

from __future__ import annotations

from dataclasses import replace

from widget_server.activities.models import Activity
from widget_server.core import events
from widget_server.core.events import Happened
from widget_server.db import in_batches, one_of_many, session
from widget_server.notifications.service import fan_out_on, forget_old

TELL = "tell"  # what has happened when people were told of what happened: no change of any page


def tell_followers(activity_id: str) -> None:
    """Tell all who follow, some in each transaction; then who listens hears of it (2 statements each 500 people)."""
    activity = session().get(Activity, activity_id)
    if activity is None:
        return
    happened = Happened(
        activity.id, activity.site_id, activity.actor_id, activity.verb, activity.object_id, None, activity.at
    )
    session().rollback()
    after: str | None = ""
    while after is not None:
        with one_of_many():
            after = fan_out_on(happened, after)
    events.tell_after(replace(happened, verb=TELL))


def forget_notifications() -> int:
    """Delete notifications after a year; give how many."""
    return in_batches(forget_old)
