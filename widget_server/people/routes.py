"""People over HTTP."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from widget_server.access.routes import reader, signed_in
from widget_server.core.errors import N_, Invalid
from widget_server.people import schemas, service
from widget_server.web import api, limits
from widget_server.web.config import settings
from widget_server.web.json import NUL, answer

blueprint = api.room("people", "Colleagues, and how they are found")
blueprint.before_request(signed_in)
MAX_QUERY = 100  # characters
SEARCHES_A_COMMENT = 12  # one for nearly every letter that is typed after an @


@blueprint.get("/people")
@blueprint.arguments(schemas.PeopleQuery, location="query")
@blueprint.response(200, schemas.People)
def get_people() -> Response:
    """Find up to 10 people by name; with an object, only those who may read it."""
    principal = reader()
    query = request.args.get("query")
    if query is None:
        raise Invalid(errors={"query": [N_("This is needed.")]})
    if "\0" in query:
        raise Invalid(errors={"query": [NUL]})
    limits.spend("searches", settings().limit_comments * SEARCHES_A_COMMENT, principal.actor_id, principal.site_id)
    rows = service.find_people(principal, query[:MAX_QUERY], request.args.get("object"))
    return answer({"items": [person(row) for row in rows], "next": None})


def person(row: Any) -> dict[str, Any]:
    """Give the columns of an actor as `person`."""
    return {name: getattr(row, name) for name in ("id", "name", "department", "photo_url", "kind")}
