"""Mentions: whom a text may name, and the rows that say whom it named."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import bindparam, delete, select

from widget_server.access.service import IS_READER, read_on
from widget_server.core.errors import N_, Invalid
from widget_server.core.text import mentioned_in
from widget_server.db import session, upsert
from widget_server.identity.models import Actor
from widget_server.people.models import Mention

MAX_MENTIONS = 10  # people in one text (SECURITY.md, section 4)
TOO_MANY = N_("This mentions %(count)s people; at most %(limit)s can be told at once. Take some names out.")
_a = Actor.__table__.c
_NAMES = select(_a.id, _a.name).where(_a.id.in_(bindparam("named", expanding=True)), IS_READER, _a.kind != "former")
_MENTIONED = (
    select(Mention.object_id, _a.id, _a.name)
    .join(Actor.__table__, _a.id == Mention.actor_id)
    .where(Mention.object_id.in_(bindparam("objects", expanding=True)))
)


def check_mentions(site_id: str, object_id: str, source: str) -> dict[str, str]:
    """Give {id: name} of those whom a text for an object may mention: they read it (1 query, none without mentions).

    Raises Invalid when the text names more than ten.
    """
    named = mentioned_in(source)
    if not named:
        return {}
    if len(named) > MAX_MENTIONS:
        raise Invalid(TOO_MANY, errors={"source": [TOO_MANY]}, count=len(named), limit=MAX_MENTIONS)
    rows = session().execute(_NAMES, {"named": sorted(named)} | read_on(site_id, object_id))
    return {row.id: row.name for row in rows}


def names_of(object_ids: Collection[str]) -> dict[str, dict[str, str]]:
    """Give {object: {id: name}} of those whom objects mention, as they are called now (1 query)."""
    found: dict[str, dict[str, str]] = {}
    for row in session().execute(_MENTIONED, {"objects": sorted(object_ids)}):
        found.setdefault(row.object_id, {})[row.id] = row.name
    return found


def set_mentions(object_id: str, actor_ids: Collection[str]) -> None:
    """Write whom a new object mentions (1 statement, none for nobody)."""
    if actor_ids:
        rows = [{"object_id": object_id, "actor_id": actor_id, "group_id": None} for actor_id in sorted(actor_ids)]
        session().execute(upsert(Mention.__table__).values(rows).on_conflict_do_nothing())


def keep_mentions(object_id: str, actor_ids: Collection[str]) -> None:
    """Let an object mention these and nobody else any more; those whom it did already stay (1 or 2 statements)."""
    session().execute(delete(Mention).where(Mention.object_id == object_id, Mention.actor_id.not_in(actor_ids)))
    set_mentions(object_id, actor_ids)
