"""Pages over HTTP: read one, settle it, decide on a copy."""

from __future__ import annotations

from typing import Any

from flask import Response

from widget_server.access.policy import Principal
from widget_server.access.routes import reader, signed_in
from widget_server.db import transaction
from widget_server.pages import schemas, service
from widget_server.pages.policy import may_settle, page_may
from widget_server.web import api
from widget_server.web.json import answer

blueprint = api.room("pages", "Pages of the host")
blueprint.before_request(signed_in)


def page_data(principal: Principal, page: Any) -> dict[str, Any]:
    """Give a page as the API says it (1 query for those who may settle it)."""
    data = {
        "id": page.id,
        "key": page.key,
        "title": page.title,
        "url": page.url,
        "canonical_url": page.url,
        "state": page.state,
        "reactions": page.reactions,
        "may": page_may(principal, page),
    }
    if may_settle(principal, page):
        data["copies"] = [{"url": url} for url in service.pending_copies(page.id)]
    return data


@blueprint.get("/pages/<page_id>")
@blueprint.response(200, schemas.Page)
def get_page(page_id: str) -> Response:
    """Read a page."""
    principal = reader()
    return answer(page_data(principal, service.get_page(principal, page_id)))


@blueprint.patch("/pages/<page_id>")
@blueprint.arguments(schemas.PageChange)
@blueprint.response(200, schemas.Page)
def patch_page(changes: dict[str, Any], page_id: str) -> Response:
    """Set a page open, read-only or off, its reactions, and (managers) its owner and deputy."""
    principal = reader()
    with transaction():
        body = page_data(principal, service.set_state(principal, page_id, changes))
    return answer(body)


@blueprint.post("/pages/<page_id>/copies")
@blueprint.arguments(schemas.CopyDecision)
@blueprint.response(200, schemas.Page)
def post_copy(data: dict[str, Any], page_id: str) -> Response:
    """Decide what a second address of a page is: the same conversation, a new one, or where it moved."""
    principal = reader()
    with transaction():
        page = service.decide_copy(principal, page_id, data["url"], data["decision"])
        body = page_data(principal, service.get_page(principal, page.id))
    return answer(body)
