"""Groups over HTTP."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson
from flask import Response, request

from widget_server.access.policy import Principal
from widget_server.access.routes import reader, signed_in
from widget_server.activities.routes import once
from widget_server.core.clock import iso
from widget_server.db import transaction
from widget_server.groups import schemas, service
from widget_server.groups.policy import group_may, may_found
from widget_server.web import api, limits
from widget_server.web.config import settings
from widget_server.web.json import answer

blueprint = api.room("groups", "Groups, who belongs to them, and their conversations")
blueprint.before_request(signed_in)


@blueprint.get("/groups")
@blueprint.arguments(schemas.GroupsQuery, location="query")
@blueprint.response(200, schemas.Groups)
def get_groups() -> Response:
    """Read the groups one may see, by name; or one's own."""
    principal = reader()
    rows, following = service.groups_of(principal, request.args.get("cursor"), request.args.get("mine", ""))
    may = ["found"] if may_found(principal, settings().group_founders) else []
    return answer({"items": [group_data(principal, row) for row in rows], "next": following, "may": may})


@blueprint.post("/groups")
@blueprint.arguments(schemas.NewGroup)
@blueprint.response(201, schemas.Group)
def post_group(data: dict[str, Any]) -> Response:
    """Start a group, as its manager."""
    principal = reader()

    def write() -> tuple[int, bytes]:
        limits.spend("groups", settings().limit_comments, principal.actor_id, principal.site_id)
        group_id = service.found(principal, data, settings().group_founders)
        return 201, orjson.dumps(_one(principal, group_id))

    response = once(principal, write)
    response.headers["Location"] = f"{api.PREFIX}/groups/{orjson.loads(response.get_data())['id']}"
    return response


@blueprint.get("/groups/<group_id>")
@blueprint.response(200, schemas.Group)
def get_group(group_id: str) -> Response:
    """Read a group."""
    return answer(_one(reader(), group_id))


@blueprint.patch("/groups/<group_id>")
@blueprint.arguments(schemas.GroupChange)
@blueprint.response(200, schemas.Group)
def patch_group(changes: dict[str, Any], group_id: str) -> Response:
    """Set a group's name and purpose, and (managers) its kind and whether others see it."""
    return _change(group_id, lambda principal: service.change(principal, group_id, changes))


@blueprint.delete("/groups/<group_id>")
@blueprint.response(204)
def delete_group(group_id: str) -> Response:
    """Archive a group: its members still read it, nobody writes or joins."""
    principal = reader()
    with transaction():
        service.archive(principal, group_id)
    return Response(status=204)


@blueprint.put("/groups/<group_id>/members/me")
@blueprint.response(200, schemas.Group)
def put_me(group_id: str) -> Response:
    """Join an open group, ask to join one on request, or accept an invitation."""
    return _change(group_id, lambda principal: service.join(principal, group_id))


@blueprint.get("/groups/<group_id>/members")
@blueprint.arguments(schemas.MembersQuery, location="query")
@blueprint.response(200, schemas.Members)
def get_members(group_id: str) -> Response:
    """Read who belongs to a group, or (for who runs it) asked or is invited."""
    state, cursor = request.args.get("state", "member"), request.args.get("cursor")
    rows, following = service.members_of(reader(), group_id, state, cursor)
    return answer({"items": [_member(row) for row in rows], "next": following})


@blueprint.post("/groups/<group_id>/members")
@blueprint.arguments(schemas.Invitation)
@blueprint.response(201, schemas.Member)
def post_member(data: dict[str, Any], group_id: str) -> Response:
    """Invite a person; one who asked is accepted."""
    principal = reader()

    def write() -> tuple[int, bytes]:
        _spend(principal)
        return 201, orjson.dumps(_member(service.invite(principal, group_id, data["person"])))

    return once(principal, write)


@blueprint.delete("/groups/<group_id>/members/me")
@blueprint.response(204)
def delete_me(group_id: str) -> Response:
    """Leave a group, take back a request, or decline an invitation."""
    return _end(lambda principal: service.leave(principal, group_id))


@blueprint.put("/groups/<group_id>/members/<person_id>")
@blueprint.arguments(schemas.MemberChange)
@blueprint.response(200, schemas.Member)
def put_member(changes: dict[str, Any], group_id: str, person_id: str) -> Response:
    """Accept who asked, and (managers) make a member manager, deputy or member."""
    principal = reader()
    with transaction():
        body = _member(service.set_member(principal, group_id, person_id, changes))
    return answer(body)


@blueprint.delete("/groups/<group_id>/members/<person_id>")
@blueprint.response(204)
def delete_member(group_id: str, person_id: str) -> Response:
    """Let a member go, decline a request, or take back an invitation."""
    return _end(lambda principal: service.remove(principal, group_id, person_id))


def group_data(principal: Principal, row: Any) -> dict[str, Any]:
    """Give a row of a group as the API says it."""
    names = ("id", "page_id", "slug", "name", "purpose", "kind", "visible", "member_count")
    return {name: getattr(row, name) for name in names} | {
        "created_at": iso(row.created_at),
        "archived_at": iso(row.archived_at) if row.archived_at else None,
        "mine": {"role": row.my_role, "state": row.my_state} if row.my_state else None,
        "may": group_may(principal, row),
    }


def whole_group(principal: Principal, row: Any) -> dict[str, Any]:
    """Give a group with, for who runs it, how many wait to be accepted (1 query for them)."""
    data = group_data(principal, row)
    return data | ({"asked_count": service.asked_count(row.id)} if "run" in data["may"] else {})


def _one(principal: Principal, group_id: str) -> dict[str, Any]:
    return whole_group(principal, service.get_group(principal, group_id))


def _member(row: Any) -> dict[str, Any]:
    person = {name: getattr(row, name) for name in ("id", "name", "department", "photo_url", "kind")}
    return {"person": person, "role": row.role, "state": row.state, "at": iso(row.at)}


def _change(group_id: str, act: Callable[[Principal], object]) -> Response:
    """Act on a group and answer with it."""
    principal = reader()
    with transaction():
        _spend(principal)
        act(principal)
        body = _one(principal, group_id)
    return answer(body)


def _end(act: Callable[[Principal], object]) -> Response:
    principal = reader()
    with transaction():
        act(principal)
    return Response(status=204)


def _spend(principal: Principal) -> None:
    """Take one of the changes that a person may make in a minute, as many as reactions. Raises TooMany."""
    limits.spend("memberships", settings().limit_reactions, principal.actor_id, principal.site_id)
