"""Follow and mute, and take it back; who follows is told as a number only."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, func, select, update

from widget_server.access.policy import Principal
from widget_server.access.service import get_object
from widget_server.activities.service import record
from widget_server.core import clock
from widget_server.core.errors import N_, Invalid, NotAllowed
from widget_server.db import Prepared, changed, insert_new, session, upsert
from widget_server.follows.models import ALL, LEVELS, OFF, Follow, Mute
from widget_server.follows.policy import may_follow
from widget_server.pages.service import read_locked

_f, _m = Follow.__table__.c, Mute.__table__.c
_INSERT = insert_new(Follow.__table__)
_MUTE = insert_new(Mute.__table__)
_LEVEL = Prepared(select(_f.level).where(_f.actor_id == bindparam("actor"), _f.object_id == bindparam("followed")))
_COUNT = Prepared(select(func.count().label("number")).where(_f.object_id == bindparam("followed"), _f.level != OFF))


def _keep_or_follow() -> Any:
    """Build the INSERT that leaves a row of the same key as it is, and gives the level that then stands."""
    values: dict[str, Any] = {column.name: bindparam(column.name) for column in Follow.__table__.c}
    inserted = upsert(Follow.__table__).values(values)
    kept = inserted.on_conflict_do_update(index_elements=["actor_id", "object_id"], set_={"level": _f.level})
    return kept.returning(_f.level)


_KEEP_OR_FOLLOW = Prepared(_keep_or_follow)


@dataclass(frozen=True, slots=True)
class Following:
    """How one follows an object, how many do, and whether anything changed."""

    level: str
    followers: int
    changed: bool = False


def following(principal: Principal, object_id: str) -> Following:
    """Give how one follows an object (3 queries). Raises Missing."""
    get_object(principal, object_id)
    return Following(_level(principal, object_id), _count(object_id))


def follow(principal: Principal, object_id: str, level: str = ALL) -> Following:
    """Follow at a level; `off` is kept too, so that nothing follows it by itself (3 to 8 statements).

    Raises Missing, NotAllowed, Invalid.
    """
    if level not in LEVELS:
        raise Invalid(errors={"level": [N_("Choose all, mentions or off.")]})
    found = _followable(principal, object_id)
    before, moved = _set(principal.actor_id, object_id, level)
    if level != OFF and before == OFF:
        page_id = {"page": object_id, "comment": found.context_id}.get(found.kind)
        record(principal, "follow", object_id, page_id=page_id)
    return Following(level, _count(object_id), moved)


def unfollow(principal: Principal, object_id: str) -> bool:
    """Forget that one followed; tell whether one did (2 or 3 statements). Raises Missing."""
    _kept(principal, object_id)
    return changed(delete(Follow).where(_f.actor_id == principal.actor_id, _f.object_id == object_id)) > 0


def follow_thread(principal: Principal, page_id: str) -> str:
    """Follow the page one speaks on, unless one has said otherwise before; give the level that stands (1 statement).

    For objects that the caller found readable; nobody is told.
    """
    return begin(principal.actor_id, page_id)


def begin(actor_id: str, object_id: str) -> str:
    """Let a person follow an object, unless they have said otherwise before; give the level that stands (1 statement).

    For objects that the person may read, by something they did; nobody is told.
    """
    row = _KEEP_OR_FOLLOW.first(actor_id=actor_id, object_id=object_id, level=ALL, at=clock.now())
    return str(row.level)


def end(actor_id: str, object_ids: Iterable[str]) -> None:
    """Forget that a person follows any of these objects, and at which level (1 statement)."""
    session().execute(delete(Follow).where(_f.actor_id == actor_id, _f.object_id.in_(list(object_ids))))


def mute(principal: Principal, object_id: str) -> bool:
    """Want nothing of an object in feed and notifications; tell whether that is new (2 or 3 statements).

    Raises Missing, NotAllowed.
    """
    _followable(principal, object_id)
    return _MUTE.run(actor_id=principal.actor_id, object_id=object_id, at=clock.now()) > 0


def unmute(principal: Principal, object_id: str) -> bool:
    """Want to hear of an object again; tell whether it was muted (2 or 3 statements). Raises Missing."""
    _kept(principal, object_id)
    return changed(delete(Mute).where(_m.actor_id == principal.actor_id, _m.object_id == object_id)) > 0


def move(from_id: str, to_id: str) -> None:
    """Let followers and mutes of an object go over to another; what stands there already stays (4 statements)."""
    for table in (Follow.__table__, Mute.__table__):
        doubles = select(table.c.actor_id).where(table.c.object_id == to_id)
        session().execute(delete(table).where(table.c.object_id == from_id, table.c.actor_id.in_(doubles)))
        session().execute(update(table).where(table.c.object_id == from_id).values(object_id=to_id))


def _followable(principal: Principal, object_id: str) -> Any:
    found = _kept(principal, object_id)
    if not may_follow(found.kind, object_id, principal.actor_id):
        raise NotAllowed(N_("This cannot be followed or muted: it is you, or it was removed."))
    return found


def _kept(principal: Principal, object_id: str) -> Any:
    """Give an object to write about; its page is merged into no other until the transaction ends. Raises Missing."""
    return read_locked(object_id, lambda: get_object(principal, object_id), lambda found: found.context_id or found.id)


def _set(actor_id: str, object_id: str, level: str) -> tuple[str, bool]:
    """Set a level; give what stood before and whether it changed (1 to 3 statements)."""
    if _INSERT.run(actor_id=actor_id, object_id=object_id, level=level, at=clock.now()):
        return OFF, True
    mine = (_f.actor_id == actor_id) & (_f.object_id == object_id)
    before = session().scalar(select(_f.level).where(mine)) or OFF
    if before == level:
        return before, False
    return before, changed(update(Follow).where(mine, _f.level == before).values(level=level)) > 0


def _level(principal: Principal, object_id: str) -> str:
    row = _LEVEL.first(actor=principal.actor_id, followed=object_id)
    return row.level if row else OFF


def _count(object_id: str) -> int:
    return int(_COUNT.first(followed=object_id).number)
