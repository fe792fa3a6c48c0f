"""People over HTTP."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, request

from widget_server.access.routes import reader, signed_in
from widget_server.core.errors import N_, Invalid, Missing, TooLarge, Unavailable, WrongMedia
from widget_server.db import session, transaction
from widget_server.files.policy import MAX_IMAGE_BYTES
from widget_server.files.routes import ANY_BYTES, BODY, SEND_BYTES
from widget_server.files.service.keeping import IMAGE_TOO_LARGE
from widget_server.files.tasks import store
from widget_server.people import schemas, service
from widget_server.people.service import photos as shown
from widget_server.web import api, limits
from widget_server.web.bodies import read_in_pieces, reads_own_body
from widget_server.web.config import settings
from widget_server.web.json import NUL, answer

blueprint = api.room("people", "Colleagues, and how they are found")
blueprint.before_request(signed_in)
photos = Blueprint("photos", __name__)
MAX_QUERY = 100  # characters
PHOTO_MANNERS = {
    "Cache-Control": "private, max-age=3600",
    "Content-Disposition": "inline",
    "Content-Security-Policy": "sandbox; default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "cross-origin",  # it is shown on the host's pages
    "Referrer-Policy": "no-referrer",
}
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


@blueprint.put("/me/photo")
@blueprint.doc(requestBody={"required": True, **ANY_BYTES})
@blueprint.response(200, schemas.OwnProfile)
@reads_own_body
def put_my_photo() -> Response:
    """Give a photo of oneself, the body; it is made anew, square, and shown in place of the issuer's."""
    principal = reader()
    if request.mimetype != BODY:
        raise WrongMedia(SEND_BYTES)
    limits.spend("profiles", settings().limit_comments, principal.actor_id, principal.site_id)
    session().close()  # no connection to the database waits for a slow sender
    with tempfile.TemporaryDirectory(prefix="weerklank-") as folder:
        given = Path(folder) / "given"
        if not read_in_pieces(given, MAX_IMAGE_BYTES):
            raise TooLarge(IMAGE_TOO_LARGE)
        made = shown.make_squares(given)
        try:
            with transaction():
                shown.set_photo(principal, made, store())
                changed = service.my_profile(principal)
        except OSError:
            raise Unavailable("file store") from None
    return answer(changed)


@blueprint.delete("/me/photo")
@blueprint.response(204)
def delete_my_photo() -> Response:
    """Take one's own photo away; the issuer's shows again."""
    with transaction():
        shown.drop_photo(reader(), store())
    return Response(status=204)


@photos.get("/photos/<key>/<int:size>")
def get_photo(key: str, size: int) -> Response:
    """Read a photo by its name of chance; see service.photos why there is no token."""
    if size not in shown.SIZES:
        raise Missing()
    shown.check_photo(key)
    try:
        response = Response(store().read(shown.name_of(key, size)), mimetype="image/webp")
    except OSError:
        raise Missing() from None
    response.headers.update(PHOTO_MANNERS)
    return response


def person(row: Any) -> dict[str, Any]:
    """Give the columns of an actor as `person`."""
    return {name: getattr(row, name) for name in ("id", "name", "department", "photo_url", "kind")}


def _group(row: Any) -> dict[str, Any]:
    return {"id": row.id, "name": row.name, "member_count": row.member_count}
