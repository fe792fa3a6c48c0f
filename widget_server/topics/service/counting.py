"""Topics by their use, for who puts them in order: what is used most stands first."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, func, or_, select

from widget_server.access.policy import Principal, may_manage
from widget_server.access.service import READABLE, reading_as
from widget_server.core import cursor
from widget_server.core.errors import N_, NotAllowed
from widget_server.db import session
from widget_server.objects.models import Object
from widget_server.topics.models import Tagging, Topic
from widget_server.topics.policy import fold
from widget_server.topics.service.finding import PAGE_SIZE

_t, _g = Topic.__table__.c, Tagging.__table__.c
_uses = func.count()


def find_used_topics(principal: Principal, beginning: str, after: str | None = None) -> tuple[list[Any], str | None]:
    """Give (up to 20 topics whose name begins so, most used first; id, name, label, uses) and the next cursor.

    `uses` counts the pages and comments that the manager may read, so that it tells nothing of closed conversations.
    1 query that reads all of the site's taggings. Raises NotAllowed for who is no manager.
    """
    if not may_manage(principal):
        raise NotAllowed(N_("Only a community manager merges and renames topics."))
    found = _counted().where(_t.site_id == principal.site_id, _t.name.startswith(fold(beginning), autoescape=True))
    if after:
        uses, name = cursor.decode(after, (int, str))
        found = found.having(or_(_uses < uses, and_(_uses == uses, _t.name > name)))
    rows = list(session().execute(found.order_by(_uses.desc(), _t.name).limit(PAGE_SIZE + 1), reading_as(principal)))
    last = rows[PAGE_SIZE - 1] if len(rows) > PAGE_SIZE else None
    return rows[:PAGE_SIZE], cursor.encode(last.uses, last.name) if last else None


def _counted() -> Any:
    carried = select(_t.id, _t.name, _t.label, _uses.label("uses")).join(Tagging.__table__, _g.topic_id == _t.id)
    readable = carried.join(Object.__table__, Object.id == _g.object_id).where(READABLE)
    return readable.where(_t.merged_into_id.is_(None)).group_by(_t.id, _t.name, _t.label)
