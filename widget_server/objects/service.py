"""New objects."""

from __future__ import annotations

from sqlalchemy import insert

from widget_server.core.ids import new_id
from widget_server.db import session
from widget_server.objects.models import Object


def new_object(kind: str, site_id: str | None, context_id: str | None = None) -> str:
    """Insert an object and give its id (1 statement)."""
    object_id = new_id()
    row = {"id": object_id, "kind": kind, "site_id": site_id, "context_id": context_id, "tally": {}}
    session().execute(insert(Object.__table__), row)
    return object_id
