"""Notifications over HTTP."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import orjson
from flask import Response, request

from widget_server.access.policy import Principal
from widget_server.access.routes import reader, signed_in
from widget_server.core.clock import iso
from widget_server.core.text import excerpt
from widget_server.db import transaction
from widget_server.notifications import schemas, service
from widget_server.reactions.schemas import Cursor
from widget_server.threads.service import person_data
from widget_server.web import api
from widget_server.web.config import app_url
from widget_server.web.json import answer

blueprint = api.room("notifications", "What one is told of")
blueprint.before_request(signed_in)


@blueprint.get("/notifications")
@blueprint.arguments(Cursor, location="query")
@blueprint.arguments(schemas.Known, location="headers")
@blueprint.alt_response(304, description="The reader has it already")
@blueprint.response(200, schemas.Notifications)
def get_notifications() -> Response:
    """Read what one is told of, newest first."""
    rows, following = service.read_page(reader(), request.args.get("cursor"))
    return _known_or({"items": [_item(row) for row in rows], "next": following})


@blueprint.get("/notifications/count")
@blueprint.arguments(schemas.Known, location="headers")
@blueprint.alt_response(304, description="The reader has it already")
@blueprint.response(200, schemas.Count)
def get_count() -> Response:
    """Count what one has not seen yet, up to 100."""
    return _known_or({"unseen": service.count_unseen(reader())})


@blueprint.post("/notifications/seen")
@blueprint.arguments(schemas.WhatIsSeen)
@blueprint.response(200, schemas.Count)
def post_seen(data: dict[str, Any]) -> Response:
    """Mark as seen: all up to one, some by their ids, or those of a page."""
    principal = reader()
    with transaction():
        undo = service.see(principal, until=data.get("until"), ids=data.get("ids", ()), page_id=data.get("page"))
    return answer({"unseen": service.count_unseen(principal), "undo": undo})


@blueprint.post("/notifications/unseen")
@blueprint.arguments(schemas.Undo)
@blueprint.response(200, schemas.Count)
def post_unseen(data: dict[str, Any]) -> Response:
    """Take back a marking as seen."""
    principal = reader()
    with transaction():
        service.unsee(principal, data["undo"])
    return answer({"unseen": service.count_unseen(principal)})


@blueprint.get("/me/notification-settings")
@blueprint.response(200, schemas.Settings)
def get_settings() -> Response:
    """Read through which channel one is told of what, and when one is left in peace."""
    return answer(_settings(reader()))


@blueprint.put("/me/notification-settings")
@blueprint.arguments(schemas.Settings)
@blueprint.response(200, schemas.Settings)
def put_settings(data: dict[str, Any]) -> Response:
    """Set through which channel one is told of what, and when one is left in peace."""
    principal = reader()
    with transaction():
        service.choose(principal, data.get("channels", {}))
        if "quiet" in data:
            service.choose_quiet(principal, data["quiet"])
        body = _settings(principal)
    return answer(body)


def _settings(principal: Principal) -> dict[str, Any]:
    return {
        "channels": service.choices_of(principal.actor_id),
        "quiet": asdict(service.quiet_of(principal.actor_id)),
    }


def _known_or(data: dict[str, Any]) -> Response:
    """Give a 304 to a reader who has it, else the answer with its ETag."""
    body = orjson.dumps(data)
    etag = api.etag_of(body, request.query_string)
    return api.not_modified(etag) or api.answer_parts((body,), etag)


def _item(row: Any) -> dict[str, Any]:
    page = {name: getattr(row, f"page_{name}") for name in ("id", "key", "title", "url")} if row.page_id else None
    return {
        "id": row.activity_id,
        "kind": row.kind,
        "verb": row.verb,
        "by": person_data(row, "by_"),
        "count": row.count,
        "object": row.object_id,
        "target": {"id": row.target_id, "kind": row.target_kind, "name": row.target_name},
        "page": page,
        "excerpt": excerpt(row.html) if row.html else None,
        "url": _url(row) if page else None,
        "at": iso(row.at),
        "seen": row.seen_at is not None,
    }


def _url(row: Any) -> str:
    """Give where it stands: on its page, or in the app what has no page on the host."""
    if not row.page_url:
        return app_url(row.object_id, row.site_key)
    return str(row.page_url) + (f"#weerklank-{row.object_id}" if row.object_id != row.page_id else "")
