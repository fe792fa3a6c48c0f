"""Topics over HTTP."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Response, request

from widget_server.access.routes import reader, signed_in
from widget_server.core.errors import N_, Invalid
from widget_server.db import transaction
from widget_server.pages.service import get_page
from widget_server.topics import schemas, service
from widget_server.web import api
from widget_server.web.json import answer

blueprint = api.room("topics", "What conversations are about")
blueprint.before_request(signed_in)


@blueprint.get("/topics")
@blueprint.arguments(schemas.TopicQuery, location="query")
@blueprint.response(200, schemas.Topics)
def get_topics() -> Response:
    """Find topics by their beginning, or the one with a name; only what something that one may read carries."""
    principal, asked = reader(), request.args
    for name in ("query", "name"):
        if "\0" in asked.get(name, ""):
            raise Invalid(errors={name: [N_("This is not the name of a topic.")]})
    if "name" in asked:
        found = service.find_topic(principal, asked["name"])
        return _list([found] if found else [])
    sort = asked.get("sort", schemas.SORTS[0])
    if sort not in schemas.SORTS:
        raise Invalid(errors={"sort": [N_("Choose name or used.")]})
    find = service.find_used_topics if sort == "used" else service.find_topics
    return _list(*find(principal, asked.get("query", ""), asked.get("cursor")))


@blueprint.get("/topics/<topic_id>")
@blueprint.response(200, schemas.Topic)
def get_topic(topic_id: str) -> Response:
    """Read a topic, or the one that it was merged into."""
    return answer(_said(service.get_topic(reader(), topic_id)))


@blueprint.patch("/topics/<topic_id>")
@blueprint.arguments(schemas.Label)
@blueprint.response(200, schemas.Topic)
def patch_topic(data: dict[str, Any], topic_id: str) -> Response:
    """Write a topic otherwise; its old name leads to it. For managers."""
    principal = reader()
    with transaction():
        body = _said(service.rename(principal, topic_id, data["label"]))
    return answer(body)


@blueprint.post("/topics/<topic_id>/merge")
@blueprint.arguments(schemas.Into)
@blueprint.response(200, schemas.Topic)
def post_merge(data: dict[str, Any], topic_id: str) -> Response:
    """Let a topic become part of another, with its followers; there is no way back. For managers."""
    principal = reader()
    with transaction():
        body = _said(service.merge(principal, topic_id, data["into"]))
    return answer(body)


@blueprint.get("/pages/<page_id>/topics")
@blueprint.response(200, schemas.Topics)
def get_page_topics(page_id: str) -> Response:
    """Read what a page is about."""
    return _list(service.topics_of(get_page(reader(), page_id).id))


@blueprint.put("/pages/<page_id>/topics")
@blueprint.arguments(schemas.Labels)
@blueprint.response(200, schemas.Topics)
def put_page_topics(data: dict[str, Any], page_id: str) -> Response:
    """Say what a page is about, at most ten topics; for its owner, editors and managers."""
    principal = reader()
    with transaction():
        service.set_page_topics(principal, page_id, data["topics"])
        found = service.topics_of(page_id)
    return _list(found)


def _list(rows: Sequence[Any], following: str | None = None) -> Response:
    return answer({"items": [_said(row) for row in rows], "next": following})


def _said(topic: Any) -> dict[str, Any]:
    uses = getattr(topic, "uses", None)
    return {"id": topic.id, "label": topic.label} | ({} if uses is None else {"uses": uses})
