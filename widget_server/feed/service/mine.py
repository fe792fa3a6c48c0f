"""What a person follows and what they muted, as lists to look at and to end; only what they may still read."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, String, and_, bindparam, case, func, or_, select

from widget_server.access.policy import Principal
from widget_server.access.service import READABLE_OR_CARRIED, reading_as
from widget_server.core import cursor
from widget_server.db import Prepared, UtcDateTime
from widget_server.follows.models import OFF, Follow, Mute
from widget_server.groups.models import Group
from widget_server.identity.models import Actor
from widget_server.objects.models import Object
from widget_server.pages.models import Page
from widget_server.threads.models import Comment
from widget_server.topics.models import Topic

PAGE_SIZE = 50
NEWEST = "9999-12-31T00:00:00+00:00", "~"  # after everything
_o, _c, _p = Object.__table__.c, Comment.__table__.c, Page.__table__.c


def follows_of(principal: Principal, after: str | None = None) -> tuple[list[Any], str | None]:
    """Give (up to 50 rows of what somebody follows, the newest first) and the next cursor (1 query). Raises Invalid."""
    return _read(_FOLLOWS, principal, after)


def mutes_of(principal: Principal, after: str | None = None) -> tuple[list[Any], str | None]:
    """Give (up to 50 rows of what somebody muted, the newest first) and the next cursor (1 query). Raises Invalid."""
    return _read(_MUTES, principal, after)


def _read(query: Prepared, principal: Principal, after: str | None) -> tuple[list[Any], str | None]:
    at, before = cursor.decode(after, (str, str)) if after else NEWEST
    rows = query.rows(until=cursor.moment(at), before=before, **reading_as(principal))
    last = rows[PAGE_SIZE - 1] if len(rows) > PAGE_SIZE else None
    return rows[:PAGE_SIZE], cursor.encode(last.at.isoformat(), last.id) if last else None


def _listed(table: Any, *more: Any) -> Select[Any]:
    """Build the list of a person's rows in a table of (actor_id, object_id, at), with what each is called."""
    mine, until = table.c, bindparam("until", type_=UtcDateTime())
    stands = and_(_c.removed_at.is_(None), _c.hidden_at.is_(None))
    name = func.coalesce(Actor.name, Topic.label, Group.name, Page.title)
    found = select(_o.id, _o.kind, mine.at, *more, name.label("name"), _p.url, case((stands, _c.html)).label("html"))
    return (
        found.select_from(table)
        .join(Object.__table__, _o.id == mine.object_id)
        .outerjoin(Comment.__table__, _c.id == mine.object_id)
        .outerjoin(Page.__table__, _p.id == func.coalesce(_c.page_id, mine.object_id))
        .outerjoin(Actor.__table__, Actor.id == mine.object_id)
        .outerjoin(Topic.__table__, Topic.id == mine.object_id)
        .outerjoin(Group.__table__, Group.id == mine.object_id)
        .where(mine.actor_id == bindparam("reader_id"), READABLE_OR_CARRIED)
        .where(or_(mine.at < until, and_(mine.at == until, _o.id < bindparam("before", type_=String()))))
        .order_by(mine.at.desc(), _o.id.desc())
        .limit(PAGE_SIZE + 1)
    )


def _followed() -> Select[Any]:
    """Build the list of what is followed; a group and its conversation are one row."""
    mine, other = Follow.__table__, Follow.__table__.alias()
    too = select(other.c.level).where(other.c.actor_id == mine.c.actor_id, other.c.level != OFF)
    of_page = too.where(other.c.object_id == Group.page_id).correlate(mine, Group.__table__)
    around = Group.__table__.alias()
    of_group = too.join(around, around.c.id == other.c.object_id).where(around.c.page_id == mine.c.object_id)
    columns = (mine.c.level, Group.page_id.label("group_page_id"), of_page.scalar_subquery().label("page_level"))
    return _listed(mine, *columns).where(mine.c.level != OFF, ~of_group.correlate(mine).exists())


_FOLLOWS = Prepared(_followed)
_MUTES = Prepared(_listed(Mute.__table__))
