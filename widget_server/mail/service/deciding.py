"""Decide what is mailed to a person, and write down why or why not.

A mail is written down before it goes, with what stands in it: after a fault the same one goes once more, under the same
Message-ID.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, exists, func, select, update

from widget_server.access.models import Audience
from widget_server.access.policy import Principal
from widget_server.access.service import READABLE, reading_as
from widget_server.core import clock
from widget_server.core.ids import new_id
from widget_server.db import session, upsert
from widget_server.groups.models import Group
from widget_server.identity.models import Actor
from widget_server.mail import policy
from widget_server.mail.models import Delivery, Mail, MailStop
from widget_server.notifications.models import Notification, NotificationChoice
from widget_server.notifications.policy import when_loud
from widget_server.notifications.service import STANDING, joined, muted, quiet_of, wanted
from widget_server.objects.models import Object
from widget_server.pages.models import Page
from widget_server.threads.models import Comment
from widget_server.topics.models import Topic

MAX_GATHERED = 50  # notifications in one mail
LOOK_AGAIN = timedelta(days=1)  # at what waits for an earlier mail to be read
_n, _o, _p, _d = Notification.__table__.c, Object.__table__.c, Page.__table__.c, Delivery.__table__.c
_thread = func.coalesce(_o.context_id, _o.id)
_REFUSED = exists().where(
    NotificationChoice.actor_id == _n.actor_id,
    NotificationChoice.kind == _n.kind,
    NotificationChoice.channel == "mail",
    NotificationChoice.chosen.is_(False),
)
# What speaks for and against mail, as policy.reason_against() reads it.
_JUDGED = (
    STANDING.label("stands"),
    READABLE.label("readable"),
    wanted("mail").label("wanted"),
    wanted("bell").label("at_bell"),
    _REFUSED.label("refused"),
    exists().where(MailStop.actor_id == _n.actor_id, MailStop.thread_id == _thread).label("stopped"),
    muted().label("muted"),
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail to be sent: to whom, and the notifications in it, oldest first.

    Those of a digest that wait for an answer stand first; they are the `waiting` ones, by their activities.
    """

    mail: Mail
    actor: Actor
    rows: Sequence[Any]
    waiting: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Decision:
    """What came of a look at a person: a letter or None, and when to look again."""

    letter: Letter | None = None
    again_at: datetime | None = None


def decide(actor_id: str, delay_seconds: int) -> Decision:
    """Give the letter that is due for a person, written down, and log why the rest is not in it (5 to 9 statements)."""
    actor = session().get(Actor, actor_id)
    if actor is None:
        return Decision()
    unsent = session().scalar(unsent_of(actor_id, "notices"))
    if unsent is not None:
        return decide_again(unsent, actor)
    site_id = _oldest_site(actor_id)
    if site_id is None:
        return Decision()
    rows = rows_of(actor, site_id, _undecided())
    against = policy.reason_against_person(actor, clock.now())
    reasons = {row.activity_id: against or policy.reason_against(row, clock.now()) for row in rows}
    left = [row for row in rows if reasons[row.activity_id] is None]
    log(actor_id, [row for row in rows if row not in left], reasons)
    return _send_or_wait(actor, site_id, left, delay_seconds)


def _send_or_wait(actor: Actor, site_id: str, rows: Sequence[Any], delay_seconds: int) -> Decision:
    unread = _unread_threads(actor.id)
    waiting = [row for row in rows if row.thread_id in unread]
    log(actor.id, waiting, "waiting")
    rows = [row for row in rows if row.thread_id not in unread]
    later = clock.now() + LOOK_AGAIN if waiting else None
    if not rows:
        return Decision(again_at=_next(actor.id, site_id) or later)
    due_at = min(row.at for row in rows) + timedelta(seconds=delay_seconds)
    if due_at > clock.now():
        return Decision(again_at=due_at)
    loud_at = when_loud(quiet_of(actor.id), clock.now())
    if loud_at is None or loud_at > clock.now():
        log(actor.id, rows, "quiet")
        return Decision(again_at=loud_at or clock.now() + LOOK_AGAIN)
    mail = write(actor.id, site_id, rows)
    return Decision(Letter(mail, actor, rows), _next(actor.id, site_id) or later)


def write(actor_id: str, site_id: str, rows: Iterable[Any], kind: str = "notices") -> Mail:
    """Write down a mail that is to be sent (2 statements)."""
    mail = Mail(id=new_id(), actor_id=actor_id, site_id=site_id, kind=kind, at=clock.now())
    session().add(mail)
    session().flush()
    log(actor_id, rows, "sending", mail.id)
    return mail


def settle(mail: Mail, reason: str) -> None:
    """Write down what became of a mail: sent, or refused (2 statements)."""
    at = clock.now()
    session().execute(update(Mail).where(Mail.id == mail.id).values(sent_at=at))
    session().execute(
        update(Delivery).where(_d.mail_id == mail.id, _d.reason == "sending").values(reason=reason, at=at)
    )


def log(actor_id: str, rows: Iterable[Any], reason: str | dict[str, str | None], mail_id: str | None = None) -> None:
    """Write down why notifications are mailed or not, for all or for each (0 or 1 statement)."""
    new = [
        {
            "actor_id": actor_id,
            "activity_id": row.activity_id,
            "thread_id": row.thread_id,
            "reason": reason if isinstance(reason, str) else reason[row.activity_id],
            "mail_id": mail_id,
            "at": clock.now(),
        }
        for row in rows
    ]
    if new:
        statement = upsert(Delivery.__table__).values(new)
        said = {name: statement.excluded[name] for name in ("reason", "mail_id", "at")}
        session().execute(statement.on_conflict_do_update(index_elements=["actor_id", "activity_id"], set_=said))


def unsent_of(actor_id: str, kind: str) -> Any:
    """Build the query of the mail of a kind that was written down for a person and may not have gone."""
    return select(Mail).where(Mail.actor_id == actor_id, Mail.kind == kind, Mail.sent_at.is_(None)).limit(1)


def decide_again(mail: Mail, actor: Actor) -> Decision:
    """Give a letter once more that may not have gone, without what may no longer be told; none left: it is over."""
    rows = rows_of(actor, mail.site_id, exists().where(_d.mail_id == mail.id, *_same()))
    against = policy.reason_against_person(actor, clock.now())
    reasons = {row.activity_id: against or policy.reason_against(row, clock.now(), mail.kind) for row in rows}
    log(actor.id, [row for row in rows if reasons[row.activity_id]], reasons)
    left = [row for row in rows if reasons[row.activity_id] is None]
    if left:
        return Decision(Letter(mail, actor, left), clock.now())
    settle(mail, "seen")
    return Decision(again_at=clock.now())


def _same() -> tuple[Any, Any]:
    return _d.actor_id == _n.actor_id, _d.activity_id == _n.activity_id


def _undecided() -> Any:
    """Build the condition that nobody has said the last word about a notification, and that it is not stale."""
    decided = exists().where(*_same(), _d.reason.not_in(policy.OPEN))
    return and_(~decided, _n.at > clock.now() - policy.MAILED_FOR - LOOK_AGAIN)


def _oldest_site(actor_id: str, *but: str) -> str | None:
    found = select(_n.site_id).where(_n.actor_id == actor_id, _n.site_id.not_in(but), _undecided())
    return session().scalar(found.order_by(_n.activity_id).limit(1))


def _next(actor_id: str, site_id: str) -> datetime | None:
    """Give when to look at what is left: at once where another site has something to tell."""
    return clock.now() if _oldest_site(actor_id, site_id) else None


def rows_of(actor: Actor, site_id: str, which: Any) -> Sequence[Any]:
    """Give the notifications of a person on a site with all that speaks for and against mail (1 query)."""
    found = _facts().where(_n.actor_id == actor.id, _n.site_id == site_id, which)
    read_as = reading_as(Principal(actor.id, site_id, guest=actor.guest))
    return session().execute(found.order_by(_n.activity_id).limit(MAX_GATHERED), read_as).all()


def _facts() -> Select[Any]:
    """Build the SELECT of notifications with what a mail says of them, and what speaks for and against it."""
    by, comment, why = Actor.__table__.alias("by"), Comment.__table__.alias("said"), Object.__table__.alias("why")
    topic, group = Topic.__table__.alias("topic"), Group.__table__.alias("target_group")
    audience = select(Audience.kind).where(Audience.object_id == _thread).scalar_subquery()
    found = joined(
        *(_n[name] for name in ("activity_id", "kind", "object_id", "target_id", "count", "at", "seen_at")),
        *(_p[name].label(f"page_{name}") for name in ("title", "url")),
        _thread.label("thread_id"),
        by.c.name.label("by_name"),
        comment.c.html,
        comment.c.root_id,
        comment.c.depth,
        why.c.kind.label("target_kind"),
        func.coalesce(topic.c.label, group.c.name).label("target_name"),
        func.coalesce(audience, "none").label("audience"),
        *_JUDGED,
    )
    return (
        found.outerjoin(comment, comment.c.id == _n.object_id)
        .join(by, by.c.id == _n.by_id)
        .outerjoin(why, why.c.id == _n.target_id)
        .outerjoin(topic, topic.c.id == _n.target_id)
        .outerjoin(group, group.c.id == _n.target_id)
    )


def _unread_threads(actor_id: str) -> set[str]:
    """Give the threads about which a mail was sent that the person has not read since (1 query)."""
    unread = (
        select(_d.thread_id)
        .join(Notification.__table__, and_(*_same()))
        .where(_d.actor_id == actor_id, _d.reason == "sent", _n.seen_at.is_(None))
    )
    return set(session().scalars(unread.distinct()))
