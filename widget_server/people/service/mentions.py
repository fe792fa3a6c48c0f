"""Mentions: whom a text may name, and the rows that say whom it named.

A group is named by its members; a row is written for each of them who may read the text, so that telling them costs no
statement more. Who is named too has the row that says so.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import String, and_, bindparam, delete, exists, func, null, or_, select

from widget_server.access.policy import Principal
from widget_server.access.service import IS_READER, read_on
from widget_server.core.errors import N_, Invalid
from widget_server.core.text import mentioned_in
from widget_server.db import session, upsert
from widget_server.groups.models import Group, Membership
from widget_server.identity.models import Actor
from widget_server.people.models import Mention
from widget_server.people.service.circles import groups_among

MAX_MENTIONS = 10  # people and groups in one text: more is calling out to everybody
TOO_MANY = N_("This mentions %(count)s people; at most %(limit)s can be told at once. Take some names out.")
_a = Actor.__table__.c
_NAMES = select(_a.id, _a.name).where(_a.id.in_(bindparam("named", expanding=True)), IS_READER, _a.kind != "former")
_of_objects = Mention.object_id.in_(bindparam("objects", expanding=True))
_MENTIONED = (
    select(Mention.object_id, _a.id, _a.name)
    .join(Actor.__table__, _a.id == Mention.actor_id)
    .where(_of_objects, Mention.group_id.is_(None))
    .union(select(Mention.object_id, Group.id, Group.name).join(Group, Group.id == Mention.group_id).where(_of_objects))
)
_SHOWN: Any = bindparam("shown", expanding=True)
_belongs = exists().where(Membership.actor_id == _a.id, Membership.state == "member", Membership.group_id.in_(_SHOWN))
_TOLD = select(func.count()).where(_a.id != bindparam("speaker"), IS_READER, or_(_a.id.in_(_SHOWN), _belongs))


def check_mentions(principal: Principal, object_id: str, source: str) -> dict[str, str]:
    """Give {id: name} of people and groups whom the principal's text for an object may mention (0 or 2 queries).

    People who read it, and groups of one's own. Raises Invalid when the text names more than ten.
    """
    named = mentioned_in(source)
    if not named:
        return {}
    if len(named) > MAX_MENTIONS:
        raise Invalid(TOO_MANY, errors={"source": [TOO_MANY]}, count=len(named), limit=MAX_MENTIONS)
    rows = session().execute(_NAMES, {"named": sorted(named)} | read_on(principal.site_id, object_id))
    return {row.id: row.name for row in rows} | groups_among(principal, object_id, named)


def count_told(principal: Principal, object_id: str, shown: Collection[str]) -> int:
    """Count whom a text for an object tells that mentions these: others who read it, each once (1 query or none)."""
    params = {"shown": sorted(shown), "speaker": principal.actor_id} | read_on(principal.site_id, object_id)
    return session().scalar(_TOLD, params) or 0 if shown else 0


def names_of(object_ids: Collection[str]) -> dict[str, dict[str, str]]:
    """Give {object: {id: name}} of people and groups whom objects mention, as they are called now (1 query)."""
    found: dict[str, dict[str, str]] = {}
    for row in session().execute(_MENTIONED, {"objects": sorted(object_ids)}):
        found.setdefault(row.object_id, {})[row.id] = row.name
    return found


def set_mentions(principal: Principal, object_id: str, shown: Collection[str]) -> None:
    """Write whom a new object mentions: people, and those who belong to groups (2 statements, none for nobody)."""
    if shown:
        params = {"shown": sorted(shown)} | read_on(principal.site_id, object_id)
        for statement in _naming():
            session().execute(statement, params)


def keep_mentions(principal: Principal, object_id: str, shown: Collection[str]) -> None:
    """Let an object mention these and nobody else any more; those whom it did already stay (1 or 3 statements)."""
    m = Mention.__table__.c
    named, of_group = m.group_id.is_(None), m.group_id.is_not(None)  # NOT of an unknown is unknown, and deletes nothing
    stays = or_(and_(named, m.actor_id.in_(shown)), and_(of_group, m.group_id.in_(shown)))
    session().execute(delete(Mention).where(m.object_id == object_id, ~stays))
    set_mentions(principal, object_id, shown)


@cache
def _naming() -> tuple[Any, Any]:
    """Build what writes whom an object mentions, people and those in groups; at its first use, as `upsert` asks."""
    mentioned = bindparam("read_id", type_=String())
    people = select(mentioned, _a.id, null()).where(_a.id.in_(_SHOWN), IS_READER)
    of_groups = (
        select(mentioned, _a.id, Membership.group_id)
        .join(Membership, and_(Membership.actor_id == _a.id, Membership.state == "member"))
        .where(Membership.group_id.in_(_SHOWN), IS_READER)
    )
    return _inserting(people), _inserting(of_groups)


def _inserting(who: Any) -> Any:
    """Build the INSERT of what gives (object, actor, group); what stands stays."""
    return upsert(Mention.__table__).from_select(["object_id", "actor_id", "group_id"], who).on_conflict_do_nothing()
