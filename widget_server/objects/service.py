"""New objects."""

from __future__ import annotations

from widget_server.core.ids import new_id
from widget_server.db import insert_into
from widget_server.objects.models import Object

_INSERT = insert_into(Object.__table__, "id", "kind", "site_id", "context_id", "tally")


def new_object(kind: str, site_id: str | None, context_id: str | None = None) -> str:
    """Insert an object and give its id (1 statement)."""
    object_id = new_id()
    _INSERT.run(id=object_id, kind=kind, site_id=site_id, context_id=context_id, tally={})
    return object_id
