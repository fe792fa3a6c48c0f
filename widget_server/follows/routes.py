"""Follows and mutes over HTTP."""

from __future__ import annotations

from typing import Any

from flask import Response

from widget_server.access.policy import Principal
from widget_server.access.routes import reader, signed_in
from widget_server.db import transaction
from widget_server.follows import schemas, service
from widget_server.web import api, limits
from widget_server.web.config import settings
from widget_server.web.json import answer

blueprint = api.room("follows", "Whom and what one follows, and does not want to hear of")
blueprint.before_request(signed_in)


@blueprint.get("/objects/<object_id>/follow")
@blueprint.response(200, schemas.Following)
def get_follow(object_id: str) -> Response:
    """Read how one follows a page, comment, person, topic or group, and how many people do."""
    return _said(service.following(reader(), object_id))


@blueprint.put("/objects/<object_id>/follow")
@blueprint.arguments(schemas.Level)
@blueprint.response(200, schemas.Following)
def put_follow(data: dict[str, Any], object_id: str) -> Response:
    """Follow at a level: all, mentions, or off, which also keeps one's own replies from following it again."""
    principal = reader()
    with transaction():
        found = service.follow(principal, object_id, data["level"])
        _spend(principal, changed=found.changed)
    return _said(found)


@blueprint.delete("/objects/<object_id>/follow")
@blueprint.response(204)
def delete_follow(object_id: str) -> Response:
    """Follow no more, as if one never did."""
    principal = reader()
    with transaction():
        _spend(principal, changed=service.unfollow(principal, object_id))
    return Response(status=204)


@blueprint.put("/objects/<object_id>/mute")
@blueprint.response(200, schemas.Muted)
def put_mute(object_id: str) -> Response:
    """Hear nothing of a thread, a person or a topic; nobody else knows."""
    principal = reader()
    with transaction():
        _spend(principal, changed=service.mute(principal, object_id))
    return answer({"muted": True})


@blueprint.delete("/objects/<object_id>/mute")
@blueprint.response(204)
def delete_mute(object_id: str) -> Response:
    """Hear of it again."""
    principal = reader()
    with transaction():
        _spend(principal, changed=service.unmute(principal, object_id))
    return Response(status=204)


def _spend(principal: Principal, *, changed: bool) -> None:
    if changed:  # a repeat that changes nothing costs nothing
        limits.spend("follows", settings().limit_reactions, principal.actor_id, principal.site_id)


def _said(found: service.Following) -> Response:
    return answer({"level": found.level, "followers": found.followers})
