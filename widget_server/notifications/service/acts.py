"""Tell one person of an act on what is theirs: a reaction, a follow, and what happens between a person and a group.

Reactions to one comment are one notification while it is unseen: it counts who reacts, and forgets who takes it back.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, literal_column, select, update
from sqlalchemy.orm import aliased

from widget_server.db import UtcDateTime, upsert
from widget_server.groups.models import Membership
from widget_server.identity.models import Actor
from widget_server.notifications.models import GROUPED, Notification
from widget_server.notifications.service.telling import AT, BY, COLUMNS, OBJECT, concerns, insert_told, told
from widget_server.reactions.models import Reaction
from widget_server.threads.models import Comment

REACTING = ("like", "undo")
AGAIN = timedelta(days=1)  # who likes, takes it back and likes again within it is told of once
_a, _c, _n, _r = (model.__table__.c for model in (Actor, Comment, Notification, Reaction))
# As literals: by a parameter PostgreSQL would not find the indexes of these kinds.
_REACTION: Any = literal_column("'reaction'")
_FOLLOW: Any = literal_column("'follow'")
# Of the row that an ON CONFLICT updates, which SQLAlchemy would take for a table to be joined.
_RECIPIENT: Any = literal_column("notifications.actor_id")
_FIRST_AT: Any = literal_column("notifications.first_at")


def new_reaction() -> Any:
    """Build the INSERT for a reaction: its comment's author is told, in the row still unseen if there is one."""
    before = aliased(Notification.__table__).c
    known = exists().where(
        _told_to(before),
        before.object_id == OBJECT,
        before.kind == _REACTION,
        before.by_id == BY,
        before.seen_at.is_not(None),
        before.at > bindparam("lately", type_=UtcDateTime()),
    )
    found = (
        select(*told("reaction", OBJECT, _r.at))
        .join(Comment.__table__, and_(_c.id == OBJECT, _c.author_id == _a.id))
        .join(Reaction.__table__, and_(_r.object_id == OBJECT, _r.actor_id == BY))
        .where(concerns(), ~known.correlate(Actor.__table__))
    )
    statement = upsert(Notification.__table__).from_select(list(COLUMNS), found)
    latest = {name: statement.excluded[name] for name in ("activity_id", "by_id", "at")}
    return statement.on_conflict_do_update(
        index_elements=["actor_id", "object_id"], index_where=GROUPED, set_=latest | {"count": _reactors()}
    )


def no_reaction() -> Any:
    """Build the UPDATE for a reaction taken back: the author's unseen row counts who is left, and names the last."""
    author = select(_c.author_id).where(_c.id == OBJECT).scalar_subquery()
    last = select(_r.actor_id).where(*_since()).order_by(_r.at.desc()).limit(1)
    return (
        update(Notification.__table__)
        .where(_n.actor_id == author, _n.object_id == OBJECT, _n.kind == _REACTION, _n.seen_at.is_(None))
        .values(count=_reactors(), by_id=func.coalesce(last.scalar_subquery(), _n.by_id))
    )


def new_follower() -> Any:
    """Build the INSERT for a follow: a person who is followed is told, of one follower once in all."""
    before = aliased(Notification.__table__).c
    known = exists().where(_told_to(before), before.object_id == BY, before.kind == _FOLLOW)
    found = select(*told("follow", OBJECT, AT, about=BY)).where(
        _a.id == OBJECT, concerns(), ~known.correlate(Actor.__table__)
    )
    return insert_told(found)


def asked() -> Any:
    """Build the INSERT for somebody who asks to join a group: its managers and deputies are told."""
    return _in_group(BY, Membership.role != "member", Membership.state == "member")


def let_in() -> Any:
    """Build the INSERT for who was invited, or let in, by the actor just now."""
    return _in_group(_a.id, Membership.by_id == BY, Membership.at == _latest())


def _latest() -> Any:
    """Build when the actor last changed a membership of the group: that is the one it is about."""
    other = aliased(Membership.__table__).c
    return select(func.max(other.at)).where(other.group_id == OBJECT, other.by_id == BY).scalar_subquery()


def _in_group(newcomer: Any, *who: Any) -> Any:
    """Build the INSERT for some who belong to the group; its target is who comes in."""
    belongs = and_(Membership.group_id == OBJECT, Membership.actor_id == _a.id, *who)
    return insert_told(select(*told("group", newcomer, AT)).join(Membership.__table__, belongs).where(concerns()))


def _told_to(before: Any) -> Any:
    """Build that a notification is for the row of `actors`, in words that keep SQLite from its primary key.

    By that it would walk through all that somebody was ever told of, at each like.
    """
    return before.actor_id.concat("") == _a.id


def _since() -> tuple[Any, ...]:
    """Build who reacted since a notification began, but for the author."""
    return _r.object_id == OBJECT, _r.actor_id != _RECIPIENT, _r.at >= _FIRST_AT


def _reactors() -> Any:
    return select(func.count()).where(*_since()).scalar_subquery()
