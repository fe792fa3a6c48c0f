"""The first visit and counts, over HTTP."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Response, request

from widget_server.access.policy import Principal
from widget_server.access.routes import principal_of, reader
from widget_server.boot import schemas, service
from widget_server.core.errors import N_, Invalid, NotSignedIn
from widget_server.db import transaction
from widget_server.follows.models import OFF
from widget_server.groups.routes import whole_group
from widget_server.pages.routes import page_data
from widget_server.sessions.routes import resume_here, send_cookie
from widget_server.sessions.service.grants import Resumed
from widget_server.sites.service import get_site
from widget_server.threads.routes import first_page, own_part_of
from widget_server.threads.service import ThreadPage, kept, person_data, read_own_part
from widget_server.web import api, limits
from widget_server.web.config import settings
from widget_server.web.json import answer

blueprint = api.room("boot", "The first visit in one request, and counts")
MAX_COUNTS = 100
NOTHING: dict[str, Any] = {}
NEW_PAGES_PER_MINUTE = 600  # and person: an overview may show hundreds that nobody has opened yet


@blueprint.post("/boot")
@blueprint.arguments(schemas.Boot)
@blueprint.response(200, schemas.Booted)
def post_boot(data: dict[str, Any]) -> Response:
    """Visit for the first time: person, site, page, thread and counts in one request."""
    principal, token = _who(data["site"])
    page, said = data["page"], {}
    if page and page["group"]:
        visit, group = service.group_visit(principal, data["site"], page["group"])
        said = {"group": whole_group(principal, group)}
    else:
        visit = _visit(principal, data["site"], page)
    return send_cookie(api.answer_parts(booted(principal, visit, token, data["widgets"], said)), token)


def _visit(principal: Principal, site_key: str, page: dict[str, str] | None) -> Any:
    """Give person, site and page, which is noted where that is new."""
    visit = service.first_visit(principal, site_key, page)
    if page and not service.is_noted(principal, visit, page):
        limits.spend("pages", NEW_PAGES_PER_MINUTE, principal.actor_id, principal.site_id)
        with transaction():
            visit = service.note_visit(principal, visit, site_key, page)
    return visit


def _who(site_key: str) -> tuple[Principal, Resumed | None]:
    """Give who visits: by the bearer token, else by the cookie, with a new token then. Raises NotSignedIn, Missing."""
    if "Authorization" in request.headers:
        return reader(), None
    site = get_site(site_key)
    resumed = resume_here(site)
    if resumed is None:
        raise NotSignedIn(site_name=site.name)
    return principal_of(resumed.bearer), resumed


def booted(
    principal: Principal, visit: Any, token: Resumed | None, widgets: list[str], more: dict[str, Any] = NOTHING
) -> api.Parts:
    """Give the answer to a first visit as finished parts (1 query when its thread is kept, 2 when not).

    `more` stands beside who visits which page.
    """
    head = orjson.dumps(_head(principal, visit, token) | more)[:-1]
    return head, *_tail(principal, visit, widgets), b"}"


def _head(principal: Principal, visit: Any, token: Any) -> dict[str, Any]:
    return {
        "me": _me(principal, visit),
        "access_token": token.access_token if token else None,
        "expires_in": token.expires_in if token else None,
        "site": {"name": visit.site_name, "locale": visit.site_locale, "reactions": list(settings().reaction_kinds)},
        "page": _page(principal, visit) if visit.id else None,
    }


def _me(principal: Principal, visit: Any) -> dict[str, Any]:
    return {**person_data(visit, "me_"), "locale": visit.me_locale, "roles": sorted(principal.roles)}


def _page(principal: Principal, visit: Any) -> dict[str, Any]:
    data = page_data(principal, visit)
    if visit.state != "off":
        data["may"].append("follow")
    return data | {"following": visit.me_following or OFF}


def _tail(principal: Principal, visit: Any, widgets: list[str]) -> tuple[Any, ...]:
    """Give counts, who reacted and the thread as finished parts (1 query when its bytes are kept, 2 when not)."""
    if not visit.id:
        return (b',"counts":null,"reactors":[],"thread":null',)
    off = visit.state == "off"
    reactions, newest = read_own_part(principal, visit.id)
    counts = {
        "comments": 0 if off else visit.comment_count,
        "reactions": 0 if off else sum(visit.tally.values()),
        "tally": {} if off else visit.tally,
    }
    middle = (
        b',"counts":'
        + orjson.dumps(counts)
        + b',"reactors":'
        + orjson.dumps([] if off else [person_data(p) for p in newest])
    )
    shown = _shown(visit, wanted="thread" in widgets and not off)
    mine = orjson.dumps(own_part_of(principal, visit, shown, reactions))
    return middle + b',"thread":', shown.block, b',"mine":' + mine + b"}"


def _shown(visit: Any, *, wanted: bool) -> kept.Kept:
    """Give the thread's first page; an empty one where it is not wanted, so that `mine` has its place."""
    if not wanted:
        return kept.finish(ThreadPage([], None), visit.version, visit.comment_count)
    return first_page(visit)


@blueprint.get("/me")
@blueprint.response(200, schemas.Me)
def get_me() -> Response:
    """Say who one is, in which language, with which roles on this site."""
    principal = reader()
    return answer(_me(principal, service.visitor(principal)))


@blueprint.get("/counts")
@blueprint.arguments(schemas.CountsQuery, location="query")
@blueprint.response(200, schemas.COUNTS_OF_PAGES)
def get_counts() -> Response:
    """Count comments and reactions of up to 100 pages."""
    principal = reader()
    keys, site = request.args.getlist("page"), request.args.get("site")
    if site is None:
        raise Invalid(errors={"site": [N_("This is needed.")]})
    if "\0" in site:
        raise Invalid(errors={"site": [N_("This is not the key of a site.")]})
    if len(keys) > MAX_COUNTS:
        raise Invalid(errors={"page": [N_("Ask for at most 100 pages at a time.")]})
    if any("\0" in key or len(key) > 500 for key in keys):
        raise Invalid(errors={"page": [N_("This is not the id of a page.")]})
    return answer(service.counts(principal, site, keys))
