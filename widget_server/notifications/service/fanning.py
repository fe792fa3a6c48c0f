"""Tell of an activity whom it concerns: one INSERT..SELECT in its transaction, for any number of followers.

Told is who may read the object, did not act, muted nothing that the activity stands on the timeline of, and did not
turn the thread down; of each activity once, for the strongest reason.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Select,
    String,
    and_,
    bindparam,
    case,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased

from widget_server.access.service import IS_READER, read_on
from widget_server.activities.models import ActivitySubject
from widget_server.core.events import Happened
from widget_server.db import Prepared, UtcDateTime
from widget_server.follows.models import Follow, Mute
from widget_server.identity.models import Actor
from widget_server.notifications.models import Notification
from widget_server.pages.models import Page
from widget_server.threads.models import Comment

_a, _c, _p = Actor.__table__.c, Comment.__table__.c, Page.__table__.c
_f, _m, _s = Follow.__table__.c, Mute.__table__.c, ActivitySubject.__table__.c
# A reason to be told: how strong it is (1 is strongest) before the id of one's own thing, or of what one follows.
KIND_OF = {"1": "mention", "2": "reply", "3": "reply", "4": "page", "5": "new"}
_object, _by = bindparam("read_id", type_=String()), bindparam("by", type_=String())
_at = bindparam("at", type_=UtcDateTime())
_subjects = select(_s.subject_id).where(_s.activity_id == bindparam("activity"))
_root = select(_c.root_id).where(_c.id == _object).scalar_subquery()
_page = select(_c.page_id).where(_c.id == _object).scalar_subquery()


def fan_out(happened: Happened) -> None:
    """Write the notifications of an activity (1 statement for a verb that concerns others, else none)."""
    tell = _BY_VERB.get(happened.verb)
    if tell is not None and happened.site_id is not None:
        about = read_on(happened.site_id, happened.object_id)
        tell.run(activity=happened.id, by=happened.actor_id, at=happened.at, **about)


def _new_comment() -> Any:
    """Build the INSERT for a new comment."""
    told = union_all(_author_of(_c.parent_id, "2"), _author_of(_c.root_id, "3"), *_answerable(), _following())
    reasons = told.subquery("reasons")
    strength = func.substr(func.min(reasons.c.reason), 1, 1)
    found = (
        select(
            *_who_is_told(case(KIND_OF, value=strength), func.substr(func.min(reasons.c.reason), 2), _at),
        )
        .join(reasons, reasons.c.actor_id == _a.id)
        .where(_concerns(), or_(reasons.c.reason < "2", _level() == "all"))
        .group_by(_a.id)
    )
    return _insert(found)


def _who_is_told(kind: Any, target: Any, first_at: Any) -> tuple[Any, ...]:
    """Give the columns of a notification, in the order of _COLUMNS."""
    activity, site = bindparam("activity", type_=String()), bindparam("reader_site", type_=String())
    return _a.id, activity, site, kind, _object, target, _by, literal(1), first_at, _at


_COLUMNS = (
    "actor_id", "activity_id", "site_id", "kind", "object_id", "target_id", "by_id", "count", "first_at", "at"
)  # fmt: skip


def _insert(found: Select[Any]) -> Any:
    return insert(Notification.__table__).from_select(list(_COLUMNS), found)


def _concerns() -> Any:
    """Build the condition on rows of `actors`: not who acted, may read the object, muted nothing of it."""
    muted = exists().where(_m.actor_id == _a.id, or_(_m.object_id.in_(_subjects), _m.object_id == _root))
    return and_(_a.id != _by, IS_READER, ~muted.correlate(Actor.__table__))


def _level() -> Any:
    """Build what a person wants of the thread: the level of the thread itself, else of its page, else all."""
    levels = (select(_f.level).where(_f.actor_id == _a.id, _f.object_id == place) for place in (_root, _page))
    return func.coalesce(*(found.correlate(Actor.__table__).scalar_subquery() for found in levels), "all")


def _author_of(above: Any, strength: str) -> Select[Any]:
    """Build who wrote the comment above (the parent or the root) that still stands, if it is another."""
    upper = aliased(Comment.__table__).c
    found = select(upper.author_id.label("actor_id"), (strength + upper.id).label("reason"))
    return found.join(Comment.__table__, above == upper.id).where(
        _c.id == _object, upper.id != _object, upper.removed_at.is_(None)
    )


def _answerable() -> tuple[Select[Any], ...]:
    """Build who owns the page, and the deputy."""
    return tuple(
        select(person.label("actor_id"), ("4" + _p.id).label("reason")).where(_p.id == _page, person.is_not(None))
        for person in (_p.owner_id, _p.deputy_id)
    )


def _following() -> Select[Any]:
    """Build who follows, at level all, something that the activity is on the timeline of."""
    found = select(_f.actor_id, ("5" + _f.object_id).label("reason"))
    return found.where(_f.object_id.in_(_subjects), _f.level == "all")


_BY_VERB = {"create": Prepared(_new_comment)}
