"""Find who may have to be mailed: whoever has notifications that the delay has passed over since the last look."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete, literal, select

from widget_server.core import clock
from widget_server.core.ids import id_of
from widget_server.db import changed, session
from widget_server.jobs import service as jobs
from widget_server.mail.models import Delivery, Mail
from widget_server.mail.policy import MAILED_FOR
from widget_server.notifications.models import Notification
from widget_server.notifications.service import JOB as TELL

BOOKMARK = "mail"
LOOK_BACK = timedelta(days=1)  # at most: who switches mail on mails nothing older
KEPT_FOR = timedelta(days=90)  # as every log
LAST_ID = "~"  # after every id
_n, _d = Notification.__table__.c, Delivery.__table__.c


def plan(job: str, delay_seconds: int) -> None:
    """Ask for `job` about each person with notifications that are due by now (5 statements, any number of people).

    Not of what is still being told to many: it comes when all have been told.
    """
    due = clock.in_seconds(-delay_seconds)
    until = min(_first_id(due), jobs.first_subject(TELL) or LAST_ID)
    since = max(jobs.bookmark(BOOKMARK, until), _first_id(due - LOOK_BACK))
    if since < until:
        people = select(_n.actor_id).where(_n.activity_id >= since, _n.activity_id < until).distinct()
        jobs.ask_each(job, people)
        jobs.move_bookmark(BOOKMARK, until)


def is_waiting(actor_id: str) -> bool:
    """Tell whether something new to a person waits until an earlier mail is read (1 query)."""
    lately = _first_id(clock.now() - MAILED_FOR)
    waits = select(literal(1)).where(_d.actor_id == actor_id, _d.activity_id >= lately, _d.reason == "waiting")
    return session().scalar(waits.limit(1)) is not None


def forget_old() -> int:
    """Delete what was mailed or not, and why, after 90 days; give how many notifications (2 statements)."""
    before = clock.now() - KEPT_FOR
    session().execute(delete(Mail).where(Mail.at < before))
    return changed(delete(Delivery).where(Delivery.at < before))


def _first_id(moment: datetime) -> str:
    """Give the lowest id of a moment."""
    return id_of(int(moment.timestamp() * 1_000_000), 0)
