"""The one rule of reading, as SQL for lists and as `can_read` for one object; and the rows it reads."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Boolean, and_, bindparam, delete, exists, false, func, insert, or_, select

from widget_server.access.models import Audience, AudienceGroup, AudienceMember, Moderator, Tagging
from widget_server.access.policy import Principal
from widget_server.core.errors import Missing
from widget_server.core.ids import is_id
from widget_server.db import Prepared, session, upsert
from widget_server.identity.models import Actor, ActorGroup
from widget_server.objects.models import Object

AT_ONCE = 500  # people in one statement
_object = Object.__table__.c
_audience = Audience.__table__.c
_group = AudienceGroup.__table__.c
_place = func.coalesce(_object.context_id, _object.id)


def _rule(reader_id: Any, reader_guest: Any, thing: Any = Object.__table__) -> Any:
    """Build the rule as a condition on rows of `objects`, and of `actors` where the reader is a column of it."""
    is_member = exists().where(AudienceMember.object_id == _audience.object_id, AudienceMember.actor_id == reader_id)
    is_colleague = reader_guest == false()
    admitting = or_(
        and_(_audience.kind == "everyone", is_colleague),
        is_member.correlate(Audience.__table__, Actor.__table__),
        and_(_audience.kind == "groups", _in_group(reader_id)),
    )
    place = func.coalesce(thing.c.context_id, thing.c.id)
    admits = exists().where(_audience.object_id == place, admitting).correlate(thing, Actor.__table__)
    on_site = and_(thing.c.site_id == bindparam("reader_site"), admits)
    return or_(on_site, and_(thing.c.kind == "actor", is_colleague))


def _carried(reader_id: Any, reader_guest: Any) -> Any:
    """Build the condition on rows of `objects`: a topic, carried by something that the rule lets the reader read."""
    tagged = Object.__table__.alias("tagged")
    carriers = exists().where(
        Tagging.topic_id == _object.id, tagged.c.id == Tagging.object_id, _rule(reader_id, reader_guest, tagged)
    )
    return and_(_object.kind == "topic", carriers.correlate(Object.__table__))


def _in_group(reader_id: Any) -> Any:
    known = Actor.__table__.alias("known").c
    found = exists().where(
        _group.object_id == _audience.object_id,
        _group.name == ActorGroup.name,
        ActorGroup.actor_id == reader_id,
        known.id == ActorGroup.actor_id,
        known.groups_known,
    )
    return found.correlate(Audience.__table__, Actor.__table__)


# The one rule, as a condition on rows of `objects`: the reader's site, and an audience that admits the reader; or a
# colleague, who stands on no site. Every statement with it takes reading_as(principal) as parameters.
READABLE = _rule(bindparam("reader_id"), bindparam("reader_guest", type_=Boolean()))
# The same rule for many readers of one object: a condition on rows of `actors`. Who is disabled reads nothing any more.
# Every statement with it takes read_on(site_id, object_id) as parameters.
IS_READER = and_(
    Actor.__table__.c.disabled_at.is_(None),
    exists()
    .where(_object.id == bindparam("read_id"), _rule(Actor.__table__.c.id, Actor.__table__.c.guest))
    .correlate(Actor.__table__),
)
_READERS = select(Actor.id).where(Actor.id.in_(bindparam("reader_ids", expanding=True)), IS_READER)
# Whether the reader moderates the place of a row of `objects`. To be selected, with READABLE as the condition.
MODERATED = (
    exists().where(Moderator.object_id == _place, Moderator.actor_id == bindparam("reader_id")).label("moderated")
)
# The rule with topics, where a list may hold them: who reads nothing that carries a topic does not know that it exists.
READABLE_OR_CARRIED = or_(READABLE, _carried(bindparam("reader_id"), bindparam("reader_guest", type_=Boolean())))
_GET = Prepared(select(Object.__table__).where(_object.id == bindparam("wanted_id"), READABLE_OR_CARRIED))


def reading_as(principal: Principal) -> dict[str, Any]:
    """Give the parameters that READABLE takes."""
    return {"reader_id": principal.actor_id, "reader_site": principal.site_id, "reader_guest": principal.guest}


def read_on(site_id: str, object_id: str) -> dict[str, Any]:
    """Give the parameters that IS_READER takes."""
    return {"reader_site": site_id, "read_id": object_id}


def can_read(principal: Principal, object_id: str) -> bool:
    """Tell whether `principal` may read the object: the one rule, deny by default (1 query)."""
    return _find(principal, object_id) is not None


def get_object(principal: Principal, object_id: str) -> Any:
    """Give the row of `objects` that `principal` may read (1 query). Raises Missing."""
    found = _find(principal, object_id)
    if found is None:
        raise Missing()
    return found


def readers_among(site_id: str, object_id: str, actor_ids: Iterable[str]) -> set[str]:
    """Give those of these people who may read an object on a site, by the same rule (1 query each 500)."""
    asked = list(actor_ids)
    found: set[str] = set()
    for start in range(0, len(asked), AT_ONCE):
        some = {"reader_ids": asked[start : start + AT_ONCE]}
        found.update(session().scalars(_READERS, some | read_on(site_id, object_id)))
    return found


def set_audience(object_id: str, groups: Iterable[str] | None) -> None:
    """Set who may see an object: all on the site (None), or these groups (no group: nobody; 2 or 3 statements)."""
    session().execute(delete(AudienceGroup).where(AudienceGroup.object_id == object_id))
    row = {"object_id": object_id, "kind": "everyone" if groups is None else "groups"}
    statement = upsert(Audience.__table__).values(row)
    session().execute(statement.on_conflict_do_update(index_elements=["object_id"], set_={"kind": row["kind"]}))
    names = sorted(set(groups or ()))
    if names:
        session().execute(insert(AudienceGroup), [{"object_id": object_id, "name": name} for name in names])


def set_members_only(object_id: str) -> None:
    """Let only those see an object who are admitted by name, now or later: see admit() (2 statements)."""
    session().execute(delete(AudienceGroup).where(AudienceGroup.object_id == object_id))
    statement = upsert(Audience.__table__).values(object_id=object_id, kind="members")
    session().execute(statement.on_conflict_do_update(index_elements=["object_id"], set_={"kind": "members"}))


def admit(object_id: str, actor_ids: Iterable[str]) -> None:
    """Let persons see an object whatever the kind of its audience (1 statement; known ones stay)."""
    rows = [{"object_id": object_id, "actor_id": actor_id} for actor_id in sorted(set(actor_ids))]
    if rows:
        session().execute(upsert(AudienceMember.__table__).values(rows).on_conflict_do_nothing())


def dismiss(object_id: str, actor_id: str) -> None:
    """Let a person see an object only if its audience's kind lets them (1 statement)."""
    mine = (AudienceMember.object_id == object_id) & (AudienceMember.actor_id == actor_id)
    session().execute(delete(AudienceMember).where(mine))


def appoint(object_id: str, actor_id: str) -> None:
    """Let a person moderate an object and what has it as context; again changes nothing (1 statement)."""
    row = {"object_id": object_id, "actor_id": actor_id}
    session().execute(upsert(Moderator.__table__).values(row).on_conflict_do_nothing())


def relieve(object_id: str, actor_id: str) -> None:
    """Let a person not moderate an object any more (1 statement)."""
    mine = (Moderator.object_id == object_id) & (Moderator.actor_id == actor_id)
    session().execute(delete(Moderator).where(mine))


def copy_audience(from_id: str, to_id: str) -> None:
    """Give `to_id` the audience of `from_id`, none where that has none (1 to 5 statements)."""
    kind = session().scalar(select(_audience.kind).where(_audience.object_id == from_id))
    if kind == "members":
        set_members_only(to_id)
        admitted = select(AudienceMember.actor_id).where(AudienceMember.object_id == from_id)
        admit(to_id, session().scalars(admitted))
    elif kind is not None:
        groups = session().scalars(select(_group.name).where(_group.object_id == from_id)).all()
        set_audience(to_id, None if kind == "everyone" else groups)


def drop_audience(object_id: str) -> None:
    """Let nobody see an object any more (3 statements)."""
    for rows in (AudienceGroup, AudienceMember):
        session().execute(delete(rows).where(rows.object_id == object_id))
    session().execute(delete(Audience).where(Audience.object_id == object_id))


def _find(principal: Principal, object_id: str) -> Any:
    return _GET.first(wanted_id=object_id, **reading_as(principal)) if is_id(object_id) else None
