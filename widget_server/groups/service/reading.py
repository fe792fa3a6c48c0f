"""Groups as a reader sees them, and their members, a page at a time."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, select, tuple_

from widget_server.access.policy import Principal
from widget_server.access.service import READABLE, reading_as
from widget_server.core import cursor
from widget_server.core.errors import N_, Invalid, Missing, NotAllowed
from widget_server.core.ids import is_id
from widget_server.db import Prepared, session
from widget_server.groups.models import STATES, Group, Membership
from widget_server.groups.policy import may_run, may_see_members
from widget_server.identity.models import Actor
from widget_server.objects.models import Object

PAGE_SIZE = 50
SLUG = re.compile(r"[a-z0-9-]{1,60}")
_g = Group.__table__.c
_m = Membership.__table__.c
_mine = Membership.__table__.alias("mine")
_manager = Membership.__table__.alias("manager")
_has_manager = exists().where(
    _manager.c.group_id == _g.id,
    _manager.c.role == "manager",
    Actor.id == _manager.c.actor_id,
    Actor.disabled_at.is_(None),
)
_SEEN = (
    select(*_g, _mine.c.role.label("my_role"), _mine.c.state.label("my_state"), _has_manager.label("has_manager"))
    .join(Object.__table__, Object.id == _g.id)
    .outerjoin(_mine, and_(_mine.c.group_id == _g.id, _mine.c.actor_id == bindparam("reader_id")))
    .where(READABLE)
)
_GET = Prepared(_SEEN.where(_g.id == bindparam("wanted_id")))
_GET_NAMED = Prepared(_SEEN.where(_g.site_id == bindparam("reader_site"), _g.slug == bindparam("slug")))


def get_group(principal: Principal, group_id: str) -> Any:
    """Give a group that may be seen, with `my_role`, `my_state`, `has_manager` (1 query). Raises Missing."""
    row = _GET.first(wanted_id=group_id, **reading_as(principal)) if is_id(group_id) else None
    if row is None:
        raise Missing()
    return row


def get_named(principal: Principal, name: str) -> Any:
    """Give a group as get_group does, by its id or by its slug (1 query). Raises Missing."""
    if is_id(name):
        return get_group(principal, name)
    row = _GET_NAMED.first(slug=name, **reading_as(principal)) if SLUG.fullmatch(name) else None
    if row is None:
        raise Missing()
    return row


def groups_of(principal: Principal, after: str | None, mine: str) -> tuple[list[Any], str | None]:
    """Give (up to 50 groups as get_group does, by name) and the next cursor (1 query). Raises Invalid.

    `mine` true: those the principal belongs to, is invited to or asked for; else all that may be seen. None archived.
    """
    seen = _SEEN.where(_g.archived_at.is_(None)).order_by(_g.name, _g.id).limit(PAGE_SIZE + 1)
    if mine not in ("", "true", "false"):
        raise Invalid(errors={"mine": [N_("Choose true or false.")]})
    if mine == "true":
        seen = seen.where(_mine.c.state.is_not(None))
    if after:
        seen = seen.where(tuple_(_g.name, _g.id) > tuple_(*cursor.decode(after, (str, str))))
    return _paged(session().execute(seen, reading_as(principal)).all(), lambda row: cursor.encode(row.name, row.id))


def members_of(principal: Principal, group_id: str, state: str, after: str | None) -> tuple[list[Any], str | None]:
    """Give (up to 50 memberships in a state with their persons, oldest first) and the next cursor (2 queries).

    Who asked or is invited is for those who run the group. Raises Missing, NotAllowed, Invalid.
    """
    group = get_group(principal, group_id)
    if state not in STATES:
        raise Invalid(errors={"state": [N_("Choose member, asked or invited.")]})
    if not (may_see_members if state == "member" else may_run)(principal, group):
        raise NotAllowed(N_("Only its members see who belongs to this group, and only its managers who wants to."))
    found = MEMBERS.where(_m.group_id == group_id, _m.state == state, Actor.disabled_at.is_(None))
    if after:
        at, actor_id = cursor.decode(after, (str, str))
        found = found.where(tuple_(_m.at, _m.actor_id) > tuple_(cursor.moment(at), actor_id))
    rows = session().execute(found.order_by(_m.at, _m.actor_id).limit(PAGE_SIZE + 1)).all()
    return _paged(rows, lambda row: cursor.encode(row.at.isoformat(), row.id))


def asked_count(group_id: str) -> int:
    """Count those who wait to be accepted (1 query)."""
    waiting = select(func.count()).where(_m.group_id == group_id, _m.state == "asked")
    return session().scalar(waiting) or 0


_person = (Actor.id, Actor.name, Actor.department, Actor.photo_url, Actor.kind)
MEMBERS = select(_m.role, _m.state, _m.at, *_person).join(Actor.__table__, Actor.id == _m.actor_id)


def _paged(rows: Any, key: Any) -> tuple[list[Any], str | None]:
    return list(rows[:PAGE_SIZE]), key(rows[PAGE_SIZE - 1]) if len(rows) > PAGE_SIZE else None
