"""Tell of an activity whom it concerns: one INSERT..SELECT in its transaction, for any number of followers.

Told is who may read the object, did not act, muted nothing that the activity stands on the timeline of, and did not
turn the thread down; of each activity once, for the strongest reason.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, case, exists, func, or_, select, union_all
from sqlalchemy.orm import aliased

from widget_server.access.service import read_on
from widget_server.activities.models import ActivitySubject
from widget_server.core.events import Happened
from widget_server.db import Prepared
from widget_server.follows.models import Follow
from widget_server.groups.models import Group
from widget_server.identity.models import Actor
from widget_server.notifications.models import Notification
from widget_server.notifications.service import acts
from widget_server.notifications.service.telling import (
    ACTIVITY,
    AT,
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


def fan_out(happened: Happened) -> None:
    """Write the notifications of an activity (1 statement for a verb that concerns others, else none)."""
    tell = _BY_VERB.get(happened.verb)
    if tell is not None and happened.site_id is not None:
        act = {"activity": happened.id, "by": happened.actor_id, "at": happened.at, "lately": happened.at - acts.AGAIN}
        tell.run(**act, **read_on(happened.site_id, happened.object_id))


def _new_comment() -> Any:
    """Build the INSERT for a new comment."""
    answered = _author_of(_c.parent_id, "2"), _author_of(_c.root_id, "3")
    found = union_all(_mentioned(), *answered, *_answerable(), *_following())
    reasons = found.subquery("reasons")
    strongest = func.min(reasons.c.reason)
    row = told(case(KIND_OF, value=func.substr(strongest, 1, 1)), func.substr(strongest, 2), AT)
    return insert_told(
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
    followers = select(_f.actor_id, ("5" + _f.object_id).label("reason")).where(_f.level == "all")
    return (
        followers.join(ActivitySubject.__table__, subject.subject_id == _f.object_id).where(
            subject.activity_id == ACTIVITY
        ),
        followers.join(Group.__table__, group.id == _f.object_id).where(group.page_id == PAGE),
    )


_BY_VERB = {
    "create": Prepared(_new_comment),
    "update": Prepared(_new_mentions),
    "like": Prepared(acts.new_reaction),
    "undo": Prepared(acts.no_reaction),
    "follow": Prepared(acts.new_follower),
    "offer": Prepared(acts.asked),
    "invite": Prepared(acts.let_in),
    "accept": Prepared(acts.let_in),
}
