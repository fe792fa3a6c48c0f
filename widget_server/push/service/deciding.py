"""Decide what a person's devices are told of, and write down why or why not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, exists, select, update

from widget_server.access.policy import Principal
from widget_server.access.service import READABLE, reading_as
from widget_server.core import clock
from widget_server.db import session, upsert
from widget_server.identity.models import Actor
from widget_server.notifications.models import Notification
from widget_server.notifications.policy import when_loud
from widget_server.notifications.service import STANDING, count_unseen, joined, muted, quiet_of, wanted
from widget_server.objects.models import Object
from widget_server.pages.models import Page
from widget_server.push import policy
from widget_server.push.models import PushDelivery, PushSubscription

MAX_GATHERED = 50  # notifications in one push
LOOK_AGAIN = timedelta(days=1)
WANTED_NOW = ("mention", "reply", "page")  # what somebody wants of a person; the rest may wait for a network
_n, _o, _p, _d = Notification.__table__.c, Object.__table__.c, Page.__table__.c, PushDelivery.__table__.c


@dataclass(frozen=True, slots=True)
class Word:
    """What devices are told: that there is something new for `actor`, `unseen` in all, the newest last in `rows`."""

    actor: Actor
    site_id: str
    devices: Sequence[PushSubscription]
    rows: Sequence[Any]
    unseen: int

    @property
    def urgency(self) -> str:
        """How soon a device that saves power is to fetch it (RFC 8030, section 5.3)."""
        return "normal" if any(row.kind in WANTED_NOW for row in self.rows) else "low"


@dataclass(frozen=True, slots=True)
class Decision:
    """What came of a look at a person: a word or None, and when to look again."""

    word: Word | None = None
    again_at: datetime | None = None


def decide(actor_id: str) -> Decision:
    """Give the word that a person's devices are told now, and log why the rest is not in it (4 to 8 statements)."""
    actor = session().get(Actor, actor_id)
    devices = session().scalars(select(PushSubscription).where(PushSubscription.actor_id == actor_id)).all()
    site_id = _oldest_site(actor_id, [device.site_id for device in devices])
    if actor is None or site_id is None:
        return Decision()
    here = [device for device in devices if device.site_id == site_id]
    rows = _rows(actor, site_id, min(device.created_at for device in here))
    against = policy.reason_against_person(actor, clock.now())
    reasons = {row.activity_id: against or policy.reason_against(row, clock.now()) for row in rows}
    log(actor_id, [row for row in rows if reasons[row.activity_id]], reasons)
    left = [row for row in rows if reasons[row.activity_id] is None]
    others = [device.site_id for device in devices if device.site_id != site_id]
    again_at = clock.now() if _oldest_site(actor_id, others) else None
    if not left:
        return Decision(again_at=again_at)
    loud_at = when_loud(quiet_of(actor_id), clock.now())
    if loud_at is None or loud_at > clock.now():
        log(actor_id, left, "quiet")
        return Decision(again_at=loud_at or clock.now() + LOOK_AGAIN)
    log(actor_id, left, "sending")
    untold = [device for device in here if device.told_id < left[-1].activity_id]
    unseen = max(count_unseen(Principal(actor_id, site_id, guest=actor.guest)), len(left))
    return Decision(Word(actor, site_id, untold, left, unseen), again_at)


def settle(word: Word, outcomes: Mapping[str, str]) -> None:
    """Write down what became of a word: {device: outcome of service.sending} (2 to 3 statements).

    While a push service is down the word is open: told again then, but to no device that has it.
    """
    told, gone = ([each for each, outcome in outcomes.items() if outcome == which] for which in ("sent", "gone"))
    at, newest = clock.now(), word.rows[-1].activity_id
    if told:
        said = {"told_id": newest, "last_used_at": at}
        session().execute(update(PushSubscription).where(PushSubscription.id.in_(told)).values(**said))
    if gone:
        session().execute(delete(PushSubscription).where(PushSubscription.id.in_(gone)))
    if "down" not in outcomes.values():
        log(word.actor.id, word.rows, _last_word(set(outcomes.values())))


def _last_word(outcomes: set[str]) -> str:
    if not outcomes or "sent" in outcomes:  # none: every device was told before a push service went down
        return "sent"
    return "refused" if "refused" in outcomes else "no device"


def log(actor_id: str, rows: Iterable[Any], reason: str | dict[str, str | None]) -> None:
    """Write down why notifications are pushed or not, for all or for each (0 or 1 statement)."""
    at = clock.now()
    new = [
        {
            "actor_id": actor_id,
            "activity_id": row.activity_id,
            "reason": reason if isinstance(reason, str) else reason[row.activity_id],
            "at": at,
        }
        for row in rows
    ]
    if new:
        statement = upsert(PushDelivery.__table__).values(new)
        said = {name: statement.excluded[name] for name in ("reason", "at")}
        session().execute(statement.on_conflict_do_update(index_elements=["actor_id", "activity_id"], set_=said))


def _undecided() -> Any:
    """Build the condition that nobody has said the last word about a notification, and that it is not stale."""
    same = and_(_d.actor_id == _n.actor_id, _d.activity_id == _n.activity_id)
    decided = exists().where(same, _d.reason.not_in(policy.OPEN))
    return and_(~decided, _n.at > clock.now() - policy.PUSHED_FOR - LOOK_AGAIN)


def _oldest_site(actor_id: str, site_ids: Sequence[str]) -> str | None:
    """Give the site with the oldest undecided notification since a device was named there (0 or 1 query)."""
    if not site_ids:
        return None
    s = PushSubscription.__table__.c
    named = exists().where(s.actor_id == _n.actor_id, s.site_id == _n.site_id, s.created_at <= _n.at)
    found = select(_n.site_id).where(_n.actor_id == actor_id, _n.site_id.in_(site_ids), named, _undecided())
    return session().scalar(found.order_by(_n.activity_id).limit(1))


def _rows(actor: Actor, site_id: str, since: datetime) -> Sequence[Any]:
    """Give the undecided notifications of a person on a site with all that speaks for and against push (1 query)."""
    found = joined(
        *(_n[name] for name in ("activity_id", "kind", "object_id", "at", "seen_at")),
        _p.id.label("page_id"),
        STANDING.label("stands"),
        READABLE.label("readable"),
        wanted("push").label("wanted"),
        muted().label("muted"),
    ).where(_n.actor_id == actor.id, _n.site_id == site_id, _n.at >= since, _undecided())
    read_as = reading_as(Principal(actor.id, site_id, guest=actor.guest))
    return session().execute(found.order_by(_n.activity_id).limit(MAX_GATHERED), read_as).all()
