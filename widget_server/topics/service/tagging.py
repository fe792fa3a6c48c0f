"""What an object is about: the topics it carries, made when they are first named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, func, select

from widget_server.access.policy import Principal
from widget_server.activities.service import record
from widget_server.core import clock
from widget_server.core.errors import N_, Invalid, NotAllowed
from widget_server.core.ids import new_id
from widget_server.core.text import MAX_TOPICS, topics_in
from widget_server.db import Prepared, insert_into, insert_new, session
from widget_server.objects.models import Object
from widget_server.pages.policy import may_settle
from widget_server.pages.service import get_page
from widget_server.topics.models import Tagging, Topic
from widget_server.topics.policy import fold

_t, _g = Topic.__table__.c, Tagging.__table__.c
_INSERT_OBJECT = insert_into(Object.__table__, "id", "kind", "site_id", "context_id", "tally")
_INSERT_TOPIC = insert_new(Topic.__table__)
_INSERT_TAGGING = insert_new(Tagging.__table__)
_UNTAG = Prepared(delete(Tagging.__table__).where(_g.object_id == bindparam("untagged")))


def tag(site_id: str, object_id: str, labels: Sequence[str]) -> list[str]:
    """Let an object carry these topics; give their ids (0 statements for none; else 2, and 4 when one is new)."""
    if not labels:
        return []
    ids = sorted(set(_ids_of(site_id, {fold(label): label for label in reversed(labels)})))
    _INSERT_TAGGING.run_many([{"object_id": object_id, "topic_id": topic_id} for topic_id in ids])
    return ids


def untag(object_id: str) -> None:
    """Let an object carry no topic any more (1 statement)."""
    _UNTAG.run(untagged=object_id)


def set_page_topics(principal: Principal, page_id: str, labels: Sequence[str]) -> list[str]:
    """Let a page carry exactly these topics; give their ids (3 to 10 statements).

    Raises Missing, NotAllowed, Invalid.
    """
    page = get_page(principal, page_id)
    if not may_settle(principal, page):
        raise NotAllowed(N_("Only the page's owner, an editor or a community manager sets this."))
    if len(labels) > MAX_TOPICS or not all(is_label(label) for label in labels):
        raise Invalid(errors={"topics": [N_("A topic has 2 to 50 letters, digits and hyphens; at most ten fit.")]})
    untag(page_id)
    ids = tag(principal.site_id, page_id, labels)
    record(principal, "tag", page_id, page_id=page_id, subjects=ids)
    return ids


def is_label(label: str) -> bool:
    """Tell whether a topic may be written so."""
    return topics_in(f"#{label}") == [label]


def _ids_of(site_id: str, wanted: dict[str, str]) -> Iterable[str]:
    """Give the ids of topics by name, those that they were merged into, made where they are new (1 to 5 statements)."""
    known = _known(site_id, wanted)
    new = [_row(site_id, name, label) for name, label in sorted(wanted.items()) if name not in known]
    if new:
        kept: dict[str, Any] = {"kind": "topic", "site_id": site_id, "context_id": None, "tally": {}}
        _INSERT_OBJECT.run_many([kept | {"id": row["id"]} for row in new])
        _INSERT_TOPIC.run_many(new)  # another writer may have been first: what stands is read again
        known |= _known(site_id, [row["name"] for row in new])
        if lost := {row["id"] for row in new} - set(known.values()):
            session().execute(delete(Object).where(Object.id.in_(lost)))
    return known.values()


def _known(site_id: str, names: Iterable[str]) -> dict[str, str]:
    found = select(_t.name, func.coalesce(_t.merged_into_id, _t.id).label("id"))
    found = found.where(_t.site_id == site_id, _t.name.in_(list(names)))
    return {row.name: row.id for row in session().execute(found)}


def _row(site_id: str, name: str, label: str) -> dict[str, Any]:
    row = {"id": new_id(), "site_id": site_id, "name": name, "label": label}
    return row | {"merged_into_id": None, "created_at": clock.now()}
