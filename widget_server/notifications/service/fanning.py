"""Tell of an activity whom it concerns: one INSERT..SELECT in its transaction; the many who may follow by a job.

Told is who may read the object, did not act, muted nothing that the activity stands on the timeline of, and did not
turn the thread down; of each activity once, for the strongest reason.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, String, bindparam, case, exists, func, or_, select, union_all
from sqlalchemy.orm import aliased

from widget_server.access.service import read_on
from widget_server.activities.models import ActivitySubject
from widget_server.core.events import Happened
from widget_server.db import Prepared
from widget_server.follows.models import Follow
from widget_server.groups.models import Group
from widget_server.identity.models import Actor
from widget_server.jobs.service import asking_if
from widget_server.notifications.models import Notification
from widget_server.notifications.service import acts
from widget_server.notifications.service.telling import (
    ACTIVITY,
    AT,
    BY,
    GROUP,
    OBJECT,
    PAGE,
    ROOT,
    concerns,
    insert_told,
    told,
)
from widget_server.pages.models import Page
from widget_server.people.models import Mention
from widget_server.threads.models import Comment

_a, _c, _f, _p = (model.__table__.c for model in (Actor, Comment, Follow, Page))
# A reason to be told: how strong it is (1 is strongest) before the id of one's own thing, or of what one follows.
KIND_OF = {"1": "mention", "2": "reply", "3": "reply", "4": "page", "5": "new"}


MANY = 200  # who follows, up to whom whoever writes tells them; then a job does
AT_ONCE = 500  # of them in one transaction of the job: some 25 ms
JOB = "tell"
_AFTER, _UNTIL = (bindparam(name, type_=String()) for name in ("after", "until"))


def fan_out(happened: Happened) -> None:
    """Write the notifications of an activity (1 statement for a verb that concerns others, 2 for a new comment)."""
    tell = _BY_VERB.get(happened.verb)
    if tell is None or happened.site_id is None:
        return
    if happened.object_id == happened.page_id and happened.verb in acts.REACTING:
        return  # to a page, which is nobody's
    act = _parameters(happened, happened.site_id)
    if tell is _NEW and _ASK_IF_MANY.run(**act):
        tell = _NEW_BUT_FOLLOWING
    tell.run(**act)


def fan_out_on(happened: Happened, after: str) -> str | None:
    """Tell the next of those who follow, in the order of their ids, of a comment (2 statements).

    Gives the last one's id, None when there was none. Nobody is told twice: to begin again does no harm.
    """
    if happened.site_id is None:
        return None
    act = _parameters(happened, happened.site_id) | {"after": after}
    until: str | None = _NEXT.first(**act).last
    if until is not None:
        _ON.run(**act, until=until)
    return until


def _parameters(happened: Happened, site_id: str) -> dict[str, Any]:
    act = {"activity": happened.id, "by": happened.actor_id, "at": happened.at, "lately": happened.at - acts.AGAIN}
    return act | read_on(site_id, happened.object_id)


def _many() -> Any:
    """Build the INSERT that asks for the job where more than MANY follow; no more than these are counted."""
    some = union_all(*_following()).limit(MANY + 1).subquery()
    return asking_if(JOB, ACTIVITY, select(func.count()).select_from(some).scalar_subquery() > MANY)


def _next() -> Any:
    """Build the query of the last of the next who follow."""
    found = union_all(*(some.where(_f.actor_id > _AFTER) for some in _following())).subquery()
    some = select(found.c.actor_id).distinct().order_by(found.c.actor_id).limit(AT_ONCE).subquery()
    return select(func.max(some.c.actor_id).label("last"))


def _new_comment() -> Any:
    """Build the INSERT for a new comment: all are told."""
    return insert_told(_told(*_personal(), *_following()))


def _new_comment_personally() -> Any:
    """Build the INSERT for a new comment: told is who has more of a reason than to follow."""
    return insert_told(_told(*_personal()))


def _new_comment_on() -> Any:
    """Build the INSERT for a comment that still stands: told are some of those who follow, unless they were."""
    stands = exists().where(_c.id == OBJECT, _c.removed_at.is_(None))
    some = (each.where(_f.actor_id > _AFTER, _f.actor_id <= _UNTIL, stands) for each in _following())
    return insert_told(_told(*some), once=True)


def _personal() -> tuple[Select[Any], ...]:
    """Build who has more of a reason than to follow: few."""
    return _mentioned(), _author_of(_c.parent_id, "2"), _author_of(_c.root_id, "3"), *_answerable()


def _told(*found: Select[Any]) -> Select[Any]:
    """Build what is told of a comment, to each once, for the strongest of the reasons found."""
    reasons = union_all(*found).subquery("reasons")
    strongest = func.min(reasons.c.reason)
    row = told(case(KIND_OF, value=func.substr(strongest, 1, 1)), func.substr(strongest, 2), AT)
    return (
        select(*row)
        .join(reasons, reasons.c.actor_id == _a.id)
        .where(concerns(), or_(reasons.c.reason < "2", _level() == "all"))
        .group_by(_a.id)
    )


def _new_mentions() -> Any:
    """Build the INSERT for a comment that was edited: who is mentioned in it now, and was not told of it before."""
    before = aliased(Notification.__table__).c
    known = exists().where(before.actor_id == _a.id, before.object_id == OBJECT, before.kind != "reaction")
    mentioned = _mentioned().subquery("mentioned")
    return insert_told(
        select(*told("mention", OBJECT, AT))
        .join(mentioned, mentioned.c.actor_id == _a.id)
        .where(concerns(), ~known.correlate(Actor.__table__))
    )


def _mentioned() -> Select[Any]:
    """Build who is mentioned, each once."""
    m = Mention.__table__.c
    return select(m.actor_id, ("1" + OBJECT).label("reason")).where(m.object_id == OBJECT)


def _level() -> Any:
    """Build what a person wants of the thread: the level of the thread itself, else of its page or group, else all.

    Who follows both page and group hears as little as the lower of the two says: as words, all < mentions < off.
    """
    places = (_f.object_id == ROOT, _f.object_id.in_([PAGE, GROUP]))
    levels = (select(func.max(_f.level)).where(_f.actor_id == _a.id, place) for place in places)
    return func.coalesce(*(found.correlate(Actor.__table__).scalar_subquery() for found in levels), "all")


def _author_of(above: Any, strength: str) -> Select[Any]:
    """Build who wrote the comment above (the parent or the root) that still stands, if it is another."""
    upper = aliased(Comment.__table__).c
    found = select(upper.author_id.label("actor_id"), (strength + upper.id).label("reason"))
    return found.join(Comment.__table__, above == upper.id).where(
        _c.id == OBJECT, upper.id != OBJECT, upper.removed_at.is_(None)
    )


def _answerable() -> tuple[Select[Any], ...]:
    """Build who owns the page, and the deputy."""
    return tuple(
        select(person.label("actor_id"), ("4" + _p.id).label("reason")).where(_p.id == PAGE, person.is_not(None))
        for person in (_p.owner_id, _p.deputy_id)
    )


def _following() -> tuple[Select[Any], ...]:
    """Build who follows, at level all, something that the activity is on the timeline of, or the group of its page.

    Two joins, not one with an OR: for that, PostgreSQL reads all that everybody follows.
    """
    subject, group = ActivitySubject.__table__.c, Group.__table__.c
    followers = select(_f.actor_id, ("5" + _f.object_id).label("reason")).where(_f.level == "all", _f.actor_id != BY)
    return (
        followers.join(ActivitySubject.__table__, subject.subject_id == _f.object_id).where(
            subject.activity_id == ACTIVITY
        ),
        followers.join(Group.__table__, group.id == _f.object_id).where(group.page_id == PAGE),
    )


_NEW, _NEW_BUT_FOLLOWING, _ON = map(Prepared, (_new_comment, _new_comment_personally, _new_comment_on))
_ASK_IF_MANY, _NEXT = Prepared(_many), Prepared(_next)
_BY_VERB = {
    "create": _NEW,
    "update": Prepared(_new_mentions),
    "like": Prepared(acts.new_reaction),
    "undo": Prepared(acts.no_reaction),
    "follow": Prepared(acts.new_follower),
    "offer": Prepared(acts.asked),
    "invite": Prepared(acts.let_in),
    "accept": Prepared(acts.let_in),
}
