"""People over HTTP."""

from __future__ import annotations

from typing import Any

from flask import Response, request

from widget_server.access.routes import reader, signed_in
from widget_server.core.errors import N_, Invalid
from widget_server.db import transaction
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
    """Find up to 10 people by name; with an object, only those who may read it, and one's own groups to mention."""
    principal = reader()
    query = request.args.get("query")
    if query is None:
        raise Invalid(errors={"query": [N_("This is needed.")]})
    if "\0" in query:
        raise Invalid(errors={"query": [NUL]})
    limits.spend("searches", settings().limit_comments * SEARCHES_A_COMMENT, principal.actor_id, principal.site_id)
    query, place = query[:MAX_QUERY], request.args.get("object")
    rows = service.find_people(principal, query, place)
    groups = {} if place is None else {"groups": [_group(row) for row in service.find_groups(principal, query, place)]}
    return answer({"items": [person(row) for row in rows], "next": None} | groups)


@blueprint.get("/people/<person_id>")
@blueprint.response(200, schemas.ProfileCard)
def get_person(person_id: str) -> Response:
    """Read what a person lets colleagues see."""
    return answer(service.get_profile(reader(), person_id))


@blueprint.get("/me/profile")
@blueprint.response(200, schemas.OwnProfile)
def get_my_profile() -> Response:
    """Read one's own profile, and what others see of it."""
    return answer(service.my_profile(reader()))


@blueprint.patch("/me/profile")
@blueprint.arguments(schemas.ProfileChange)
@blueprint.response(200, schemas.OwnProfile)
def patch_my_profile(data: dict[str, Any]) -> Response:
    """Change one's own profile."""
    principal = reader()
    limits.spend("profiles", settings().limit_comments, principal.actor_id, principal.site_id)
    with transaction():
        service.change_profile(principal, data)
        changed = service.my_profile(principal)
    return answer(changed)


@blueprint.put("/me/profile/nudged")
@blueprint.response(204)
def put_nudged() -> Response:
    """Say that one was asked to complete one's profile: it is not asked again for a week."""
    with transaction():
        service.note_nudge(reader())
    return Response(status=204)


def person(row: Any) -> dict[str, Any]:
    """Give the columns of an actor as `person`."""
    return {name: getattr(row, name) for name in ("id", "name", "department", "photo_url", "kind")}


def _group(row: Any) -> dict[str, Any]:
    return {"id": row.id, "name": row.name, "member_count": row.member_count}
