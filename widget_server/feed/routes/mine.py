"""What one follows and what one muted, over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, request

from widget_server.access.routes import reader
from widget_server.core.clock import iso
from widget_server.core.text import excerpt
from widget_server.feed import schemas, service
from widget_server.feed.routes.views import blueprint
from widget_server.reactions.schemas import Cursor
from widget_server.web.json import answer


@blueprint.get("/me/follows")
@blueprint.arguments(Cursor, location="query")
@blueprint.response(200, schemas.Follows)
def get_follows() -> Response:
    """Read what one follows, the newest first; only what one may still read."""
    return _listed(service.follows_of, lambda row: {"level": row.level, "conversation": _conversation(row)})


@blueprint.get("/me/mutes")
@blueprint.arguments(Cursor, location="query")
@blueprint.response(200, schemas.Mutes)
def get_mutes() -> Response:
    """Read what one has muted, the newest first; only what one may still read."""
    return _listed(service.mutes_of, lambda row: {})


def _listed(read: Callable[..., Any], more: Callable[[Any], dict[str, Any]]) -> Response:
    rows, following = read(reader(), request.args.get("cursor"))
    return answer({"items": [_item(row) | more(row) for row in rows], "next": following})


def _conversation(row: Any) -> dict[str, str] | None:
    return {"id": row.group_page_id, "level": row.page_level} if row.page_level else None


def _item(row: Any) -> dict[str, Any]:
    name = (excerpt(row.html) if row.html else None) if row.kind == "comment" else row.name
    url = row.url + (f"#weerklank-{row.id}" if row.kind == "comment" else "") if row.url else None
    return {"id": row.id, "kind": row.kind, "name": name or None, "url": url, "at": iso(row.at)}
