"""Set and take back a reaction; who reacted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import JSON, bindparam, delete, select, tuple_, update

from widget_server.access.policy import Principal
from widget_server.activities.service import record
from widget_server.core import clock, cursor
from widget_server.core.errors import N_, Missing, NotAllowed
from widget_server.db import Prepared, insert_new, session
from widget_server.identity.models import Actor
from widget_server.objects.models import Object
from widget_server.pages.service import Place, get_place
from widget_server.reactions.models import Reaction
from widget_server.reactions.policy import may_list_reactors, may_react_to, why_not

PAGE_SIZE = 50
_r = Reaction.__table__.c
_INSERT = insert_new(Reaction.__table__)
_SET_TALLY = Prepared(
    update(Object.__table__).where(Object.id == bindparam("object")).values(tally=bindparam("counted", type_=JSON()))
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a reaction came to: the object's tally, mine, and whether anything changed."""

    tally: dict[str, int]
    mine: list[str]
    changed: bool


def react(principal: Principal, object_id: str, kind: str, kinds: Iterable[str]) -> Outcome:
    """Set one's reaction; again changes nothing (6 statements, 3 when it stood). Raises Missing, NotAllowed."""
    place = _reactable(principal, object_id, kind, kinds)
    row = {
        "object_id": object_id,
        "actor_id": principal.actor_id,
        "context_id": place.id,
        "kind": kind,
        "at": clock.now(),
    }
    if _INSERT.run(**row):
        return _changed(principal, place, {kind: 1}, [kind])
    mine = (_r.object_id == object_id) & (_r.actor_id == principal.actor_id)
    before = session().scalar(select(_r.kind).where(mine))
    if before == kind or before is None:
        return Outcome(place.object_tally, [kind], changed=False)
    session().execute(update(Reaction.__table__).where(mine).values(kind=kind, at=row["at"]))
    return _changed(principal, place, {before: -1, kind: 1}, [kind])


def unreact(principal: Principal, object_id: str, kind: str, kinds: Iterable[str]) -> Outcome:
    """Take back one's reaction; again changes nothing (6 statements, 3 when gone). Raises Missing, NotAllowed."""
    place = _reactable(principal, object_id, kind, kinds)
    mine = (_r.object_id == object_id) & (_r.actor_id == principal.actor_id)
    gone = delete(Reaction.__table__).where(mine, _r.kind == kind).returning(_r.kind)
    if session().scalar(gone):
        return _changed(principal, place, {kind: -1}, [])
    left = session().scalar(select(_r.kind).where(mine))
    return Outcome(place.object_tally, [left] if left else [], changed=False)


def who_reacted(principal: Principal, object_id: str, after: str | None) -> tuple[list[Any], str | None]:
    """Give (up to 50 rows of kind, at, actor; newest first) and the next cursor (2 queries).

    Raises Missing, also for what shows nobody's reactions.
    """
    if not may_list_reactors(get_place(principal, object_id)):
        raise Missing()
    person = (Actor.id, Actor.name, Actor.department, Actor.photo_url, Actor.kind.label("actor_kind"))
    found = (
        select(_r.kind, _r.at, *person).join(Actor.__table__, Actor.id == _r.actor_id).where(_r.object_id == object_id)
    )
    if after:
        at, actor_id = cursor.decode(after, (str, str))
        found = found.where(tuple_(_r.at, _r.actor_id) < tuple_(cursor.moment(at), actor_id))
    rows = list(session().execute(found.order_by(_r.at.desc(), _r.actor_id.desc()).limit(PAGE_SIZE + 1)))
    more = len(rows) > PAGE_SIZE
    last = rows[PAGE_SIZE - 1] if more else None
    return rows[:PAGE_SIZE], cursor.encode(last.at.isoformat(), last.id) if last else None


def clear(object_id: str) -> None:
    """Drop all reactions to an object that is removed (1 statement)."""
    session().execute(delete(Reaction.__table__).where(_r.object_id == object_id))


def move(from_page_id: str, to_page_id: str) -> None:
    """Let reactions follow when a page is merged into another (5 statements).

    One person keeps one reaction to the page itself.
    """
    doubles = select(_r.actor_id).where(_r.object_id == to_page_id)
    session().execute(delete(Reaction.__table__).where(_r.object_id == from_page_id, _r.actor_id.in_(doubles)))
    session().execute(update(Reaction.__table__).where(_r.object_id == from_page_id).values(object_id=to_page_id))
    session().execute(update(Reaction.__table__).where(_r.context_id == from_page_id).values(context_id=to_page_id))
    tally: dict[str, int] = {}
    for kind in session().scalars(select(_r.kind).where(_r.object_id == to_page_id)):
        tally[kind] = tally.get(kind, 0) + 1
    session().execute(update(Object.__table__).where(Object.id == to_page_id).values(tally=tally))


def _reactable(principal: Principal, object_id: str, kind: str, kinds: Iterable[str]) -> Place:
    if kind not in kinds:
        raise Missing(N_("This site has no such reaction."))
    place = get_place(principal, object_id, lock=True)
    if not may_react_to(place):
        raise NotAllowed(why_not(place))
    return place


def _changed(principal: Principal, place: Place, by: dict[str, int], mine: list[str]) -> Outcome:
    tally = dict(place.object_tally)
    for kind, count in by.items():
        tally[kind] = tally.get(kind, 0) + count
    tally = {kind: count for kind, count in tally.items() if count > 0}
    _SET_TALLY.run(object=place.object_id, counted=tally)
    record(principal, "like" if mine else "undo", place.object_id, page_id=place.id)
    return Outcome(tally, mine, changed=True)
