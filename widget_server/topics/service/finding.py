"""Find topics: only those that something readable to the asker carries, so that closed conversations do not leak."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from widget_server.access.policy import Principal
from widget_server.access.service import READABLE_OR_CARRIED, get_object, reading_as
from widget_server.core import cursor
from widget_server.core.errors import Missing
from widget_server.core.ids import is_id
from widget_server.db import session
from widget_server.objects.models import Object
from widget_server.topics.models import Tagging, Topic
from widget_server.topics.policy import fold

PAGE_SIZE = 20
_t, _g = Topic.__table__.c, Tagging.__table__.c


def find_topics(principal: Principal, beginning: str, after: str | None = None) -> tuple[list[Any], str | None]:
    """Give (up to 20 topics whose name begins so, by name; id, name, label) and the next cursor (1 query)."""
    found = _readable().where(_t.merged_into_id.is_(None), _t.name.startswith(fold(beginning), autoescape=True))
    if after:
        found = found.where(_t.name > cursor.decode(after, (str,))[0])
    rows = list(session().execute(found.order_by(_t.name).limit(PAGE_SIZE + 1), reading_as(principal)))
    return rows[:PAGE_SIZE], cursor.encode(rows[PAGE_SIZE - 1].name) if len(rows) > PAGE_SIZE else None


def find_topic(principal: Principal, label: str) -> Any:
    """Give the topic that is written so, or the one that it was merged into, or None (1 query)."""
    named = Topic.__table__.alias("named").c
    meant = select(func.coalesce(named.merged_into_id, named.id)).where(
        named.site_id == principal.site_id, named.name == fold(label)
    )
    found = _readable().where(_t.id == meant.scalar_subquery())
    return session().execute(found, reading_as(principal)).first()


def get_topic(principal: Principal, topic_id: str) -> Any:
    """Give a topic, or the one that it was merged into (2 or 3 queries). Raises Missing."""
    found = session().get(Topic, topic_id) if is_id(topic_id) else None
    if found is not None and found.merged_into_id:
        found = session().get_one(Topic, found.merged_into_id)
    if found is None:
        raise Missing()
    get_object(principal, found.id)
    return found


def topics_of(object_id: str) -> Sequence[Any]:
    """Give what an object is about (id, label; by name; 1 query). The caller has looked whether it may be read."""
    found = select(_t.id, _t.label).join(Tagging.__table__, _g.topic_id == _t.id).where(_g.object_id == object_id)
    return session().execute(found.order_by(_t.name)).all()


def _readable() -> Any:
    joined = select(_t.id, _t.name, _t.label).join(Object.__table__, Object.id == _t.id)
    return joined.where(READABLE_OR_CARRIED)
