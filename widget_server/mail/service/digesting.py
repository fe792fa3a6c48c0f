"""Decide whether a person is mailed what they missed: who chose so, was away, and missed something.

What waits for an answer of theirs stands first. What was mailed already is not mailed again.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, or_, select

from widget_server.core import clock
from widget_server.db import session, upsert
from widget_server.feed.models import FeedSetting
from widget_server.identity.models import Actor
from widget_server.jobs import service as jobs
from widget_server.mail import policy
from widget_server.mail.models import Delivery, Digest
from widget_server.mail.service import deciding
from widget_server.mail.service.deciding import Decision, Letter
from widget_server.notifications.models import Notification
from widget_server.notifications.policy import when_loud
from widget_server.notifications.service import quiet_of
from widget_server.sessions.models import BrowserSession
from widget_server.threads.models import Comment

JOB = "digest"
MOST = 20  # notifications in a digest
ASKING = ("mention", "reply")  # kinds that somebody may be waiting with for this person
_n, _d, _b = Notification.__table__.c, Delivery.__table__.c, BrowserSession.__table__.c
_f = FeedSetting.__table__.c


def digest_of(actor_id: str) -> str:
    """Give how often a person wants a digest: never, daily or weekly (1 query)."""
    chosen = session().get(Digest, actor_id)
    return chosen.every if chosen else policy.NEVER


def choose_digest(actor_id: str, every: str) -> None:
    """Set how often a person wants a digest (1 or 2 statements)."""
    statement = upsert(Digest.__table__).values(actor_id=actor_id, every=every)
    session().execute(statement.on_conflict_do_update(index_elements=["actor_id"], set_={"every": every}))
    if every in policy.DIGESTS:
        jobs.ask(JOB, [actor_id], clock.now() + policy.DIGESTS[every][0])


def decide_digest(actor_id: str) -> Decision:
    """Give the digest that is due for a person, written down, and why not where there is none (3 to 9 statements)."""
    actor, chosen = session().get(Actor, actor_id), session().get(Digest, actor_id)
    if actor is None or chosen is None or chosen.every not in policy.DIGESTS:
        return Decision()
    now, (every, away) = clock.now(), policy.DIGESTS[chosen.every]
    unsent = session().scalar(deciding.unsent_of(actor_id, "digest"))
    if unsent is not None:
        letter = deciding.decide_again(unsent, actor).letter
        chosen.reason = "sending" if letter else "empty"
        return Decision(letter, now + every)
    loud_at = when_loud(quiet_of(actor_id), now)
    if loud_at is None or loud_at > now:
        chosen.reason, chosen.looked_at = "quiet", now
        return Decision(again_at=loud_at or now + every)
    letter, reason = None, policy.reason_against_person(actor, now)
    if reason is None:
        letter, reason = (None, "here") if _was_here(actor, now - away) else _written(actor)
    chosen.reason, chosen.looked_at = reason, now
    return Decision(letter, now + every)


def settle_digest(actor_id: str, reason: str) -> None:
    """Write down what became of a digest: sent, or refused (1 statement)."""
    session().get_one(Digest, actor_id).reason = reason


def _was_here(actor: Actor, since: datetime) -> bool:
    """Tell whether a person came to any page, looked at their feed or read what they were told, since a moment.

    By moments that are kept for other ends, in 1 query or none: whoever is vouched for has no session with us.
    """
    came = exists().where(_b.actor_id == actor.id, _b.used_at > since)
    looked = exists().where(_f.actor_id == actor.id, _f.seen_at > since)
    read = exists().where(_n.actor_id == actor.id, _n.seen_at > since)
    return actor.confirmed_at > since or bool(session().scalar(select(or_(came, looked, read))))


def _written(actor: Actor) -> tuple[Letter | None, str]:
    """Write down a digest of what was missed on the site of the latest of it, if anything."""
    missed = [_n.actor_id == actor.id, _n.seen_at.is_(None), ~_mailed(), _n.at > clock.now() - policy.MAILED_FOR]
    site_id = session().scalar(select(_n.site_id).where(*missed).order_by(_n.activity_id.desc()).limit(1))
    if site_id is None:
        return None, "empty"
    waiting = frozenset(
        session().scalars(select(_n.activity_id).where(*missed, *_waits()).limit(deciding.MAX_GATHERED))
    )
    found = [
        row
        for which in ([_n.activity_id.in_(waiting)] if waiting else [], [_n.activity_id.not_in(waiting)])
        if which
        for row in deciding.rows_of(actor, site_id, _all_of(missed + which))
        if policy.reason_against(row, clock.now(), "digest") is None
    ][:MOST]
    if not found:
        return None, "empty"
    mail = deciding.write(actor.id, site_id, found, "digest")
    return Letter(mail, actor, found, waiting), "sending"


def _all_of(conditions: list[Any]) -> Any:
    first, *more = conditions
    for each in more:
        first = first & each
    return first


def _mailed() -> Any:
    """Build the condition that a mail has told of a notification, or is about to."""
    told = _d.reason.in_(("sent", "sending"))
    return exists().where(_d.actor_id == _n.actor_id, _d.activity_id == _n.activity_id, told)


def _waits() -> tuple[Any, ...]:
    """Build the condition that somebody waits: for whom a notification is for, who has said nothing there since.

    Or for anybody: what was asked on a page of theirs, as long as nobody answered.
    """
    about, said = Comment.__table__.alias("about").c, Comment.__table__.alias("since").c
    answered = exists().where(
        about.id == _n.object_id,
        said.root_id == about.root_id,
        said.id > about.id,
        said.author_id == _n.actor_id,
        said.removed_at.is_(None),
    )
    asked = exists().where(about.id == _n.object_id, about.depth == 0, about.thread_count == 0)
    return (or_(and_(_n.kind.in_(ASKING), ~answered), and_(_n.kind == "page", asked)),)
