"""Groups that a person may mention: their own, that live; a hidden one only in its own conversation."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import bindparam, func, or_, select

from widget_server.access.policy import Principal
from widget_server.core.folding import words_of
from widget_server.db import session
from widget_server.groups.models import Group, Membership
from widget_server.objects.models import Object

MOST = 5  # groups in an answer
_MOST_OF_ONE = 200  # groups of a person that are looked at
_object = Object.__table__.c
_place = select(func.coalesce(_object.context_id, _object.id)).where(_object.id == bindparam("said_on"))
_MINE = (
    select(Group.id, Group.name, Group.member_count)
    .join(Membership.__table__, Membership.group_id == Group.id)
    .where(
        Membership.actor_id == bindparam("speaker"),
        Membership.state == "member",
        Group.site_id == bindparam("site"),
        Group.archived_at.is_(None),
        # Its name would tell others of a group that does not exist for them.
        or_(Group.visible, Group.page_id == _place.scalar_subquery()),
    )
    .order_by(Group.name, Group.id)
    .limit(_MOST_OF_ONE)
)
_AMONG = _MINE.where(Group.id.in_(bindparam("named", expanding=True)))


def find_groups(principal: Principal, query: str, object_id: str) -> list[Any]:
    """Give (up to 5 groups of one's own whose names have words that begin so, by name) for a text there (1 query)."""
    wanted = words_of(query)
    rows = session().execute(_MINE, _said_by(principal, object_id)) if wanted else ()
    return [row for row in rows if _begins(words_of(row.name), wanted)][:MOST]


def groups_among(principal: Principal, object_id: str, ids: Collection[str]) -> dict[str, str]:
    """Give {id: name} of those of these ids that are groups which the principal may mention there (1 query)."""
    rows = session().execute(_AMONG, _said_by(principal, object_id) | {"named": sorted(ids)})
    return {row.id: row.name for row in rows}


def _said_by(principal: Principal, object_id: str) -> dict[str, str]:
    return {"speaker": principal.actor_id, "site": principal.site_id, "said_on": object_id}


def _begins(words: list[str], wanted: list[str]) -> bool:
    return all(any(word.startswith(begin) for word in words) for begin in wanted)
