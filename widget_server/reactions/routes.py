"""Reactions over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, request

from widget_server.access.routes import reader, signed_in
from widget_server.core.clock import iso
from widget_server.db import transaction
from widget_server.reactions import schemas, service
from widget_server.web import api, limits
from widget_server.web.config import settings
from widget_server.web.json import answer

blueprint = api.room("reactions", "Likes and other reactions")
blueprint.before_request(signed_in)


@blueprint.put("/objects/<object_id>/reactions/<kind>")
@blueprint.response(200, schemas.Outcome)
def put_reaction(object_id: str, kind: str) -> Response:
    """React to a page or a comment; another kind takes the place of the first."""
    return _set(service.react, object_id, kind)


@blueprint.delete("/objects/<object_id>/reactions/<kind>")
@blueprint.response(200, schemas.Outcome)
def delete_reaction(object_id: str, kind: str) -> Response:
    """Take back a reaction."""
    return _set(service.unreact, object_id, kind)


@blueprint.get("/objects/<object_id>/reactions")
@blueprint.arguments(schemas.Cursor, location="query")
@blueprint.response(200, schemas.Reactors)
def get_reactions(object_id: str) -> Response:
    """Read who reacted, newest first."""
    rows, following = service.who_reacted(reader(), object_id, request.args.get("cursor"))
    return answer({"items": [_who(row) for row in rows], "next": following})


def _set(act: Callable[..., service.Outcome], object_id: str, kind: str) -> Response:
    principal = reader()
    with transaction():
        outcome = act(principal, object_id, kind, settings().reaction_kinds)
        if outcome.changed:  # a repeat that changes nothing costs nothing
            limits.spend("reactions", settings().limit_reactions, principal.actor_id, principal.site_id)
    return answer({"tally": outcome.tally, "mine": outcome.mine})


def _who(row: Any) -> dict[str, Any]:
    person = {
        "id": row.id,
        "name": row.name,
        "department": row.department,
        "photo_url": row.photo_url,
        "kind": row.actor_kind,
    }
    return {"kind": row.kind, "person": person, "at": iso(row.at)}
