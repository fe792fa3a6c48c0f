"""Where a request comes from: the registered origin of a widget, or a page of our own; and the cookies it brings."""

from __future__ import annotations

import re

from flask import Response, g, request

from widget_server.db import transaction
from widget_server.sessions.service import grants
from widget_server.sessions.service.browsers import Place
from widget_server.sessions.service.cookies import REFRESH, login_name
from widget_server.sessions.service.grants import Resumed
from widget_server.sites.models import Site
from widget_server.sites.service import is_registered, url_origin
from widget_server.web.config import settings

SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
# What a browser says of a script's fetch; navigations, images, forms have no business at these addresses.
FETCH_METADATA = {
    "Sec-Fetch-Site": ("same-origin", "same-site", "cross-site"),
    "Sec-Fetch-Mode": ("cors", "same-origin"),
    "Sec-Fetch-Dest": ("empty",),
}


def own_origin() -> str:
    """Give the origin of the service itself."""
    return url_origin(settings().public_url) or ""


def place_at(site: Site | None) -> Place | None:
    """Give the place this request speaks for: `site` at an exactly registered Origin, or our own (frames). Or None."""
    origin = request.headers.get("Origin")
    if site is None or not origin or not _is_fetch():
        return None
    if origin != own_origin() and not is_registered(site.id, origin):
        return None
    g.cors_origin = origin
    return Place(site.id, origin, site.same_site)


def is_own_page() -> bool:
    """Tell whether this request was sent by a page of ours."""
    fetch_site = request.headers.get("Sec-Fetch-Site", "same-origin")
    return request.headers.get("Origin") == own_origin() and fetch_site == "same-origin"


def refresh_secrets() -> list[str]:
    """Give the refresh secrets of the request's cookies. For /oauth/token and /api/v1/boot, nobody else.

    There are two when a site has moved between cross-site and same-site: one cookie of each kind.
    """
    return [value for value in request.cookies.getlist(REFRESH) if SECRET.fullmatch(value)][:2]


def browser_secret() -> str | None:
    """Give the secret that ties an attempt to this browser, None without one of our form."""
    value = request.cookies.get(login_name(settings().public_url), "")
    return value if SECRET.fullmatch(value) else None


def resume_here(site: Site) -> Resumed | None:
    """Give who is signed in at `site` by the request's cookie, None for nobody or a foreign origin. Commits.

    Send its cookie with `send_cookie`.
    """
    place, old_secrets = place_at(site), refresh_secrets()
    if place is None or not old_secrets:
        return None
    with transaction():
        return grants.resume(old_secrets, place, settings())


def send_cookie(response: Response, resumed: Resumed | None) -> Response:
    """Put the cookie of `resumed`, if it has a new one, on `response`."""
    if resumed:
        response.headers["Cache-Control"] = "no-store"  # the answer holds a token: RFC 6749, section 5.1
    if resumed and resumed.cookie:
        response.headers.add("Set-Cookie", resumed.cookie)
    return response


def _is_fetch() -> bool:
    return all(request.headers.get(name, allowed[0]) in allowed for name, allowed in FETCH_METADATA.items())
