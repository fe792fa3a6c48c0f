"""Out: a person's own way, and the issuer's (OpenID Connect RP-Initiated Logout 1.0, Back-Channel Logout 1.0)."""

from __future__ import annotations

import logging

from flask import Blueprint, Response, redirect, request
from flask_babel import gettext as _

from widget_server.core.errors import TooMany, Unavailable
from widget_server.db import transaction
from widget_server.sessions.policy import Rejected
from widget_server.sessions.routes.guards import is_own_page
from widget_server.sessions.routes.views import page
from widget_server.sessions.service import issuer, logout, oidc
from widget_server.sessions.service.cookies import refresh_cookie
from widget_server.sites.service import url_origin
from widget_server.web import json, limits
from widget_server.web.config import settings
from widget_server.web.locale import reader_locale

blueprint = Blueprint("logout", __name__)
log = logging.getLogger(__name__)
REFUSED_PER_MINUTE = 60  # and address: an issuer's own tokens are good, however many come at once


@blueprint.get("/auth/logout")
def ask() -> Response:
    """Ask whether to sign out, at the issuer too: a GET ends nothing."""
    elsewhere = _end_session_url()
    allowed = url_origin(elsewhere) if elsewhere else ""
    return page("logout.html", form_action=allowed or "", issuer=issuer.name_of(settings()) if elsewhere else "")


@blueprint.post("/auth/logout")
def leave() -> Response:
    """Take the cookie out of our own jar, then go to the issuer's end, whose back-channel logout ends our sessions.

    The cookie is not read here: two handlers do that, and this is neither.
    """
    if not is_own_page():
        return page(
            "message.html", 403, title=_("Not signed out"), words=_("Sign out from the page of Weerklank itself.")
        )
    response = redirect(_end_session_url() or "/auth/signed-out", 303)
    response.headers.add("Set-Cookie", refresh_cookie("", same_site=True, seconds=0))
    response.headers["Cache-Control"] = "no-store"
    return response  # type: ignore[return-value]


@blueprint.get("/auth/signed-out")
def say_signed_out() -> Response:
    """Say that it is done."""
    return page("message.html", title=_("You are signed out"), words=_("You can close this window."), good=True)


@blueprint.post("/auth/backchannel-logout")
def hear_issuer() -> Response:
    """End the session that the issuer's logout token names (section 2.8: 200 when done, 400 when refused).

    An address whose tokens were refused too often is heard again after a minute. Raises TooMany, Unavailable.
    """
    who = ("refused_logout", REFUSED_PER_MINUTE, str(request.remote_addr))
    if limits.is_spent(*who):
        raise TooMany(60)
    try:
        claims = logout.read_logout_token(settings(), request.form.get("logout_token", ""))
        with transaction():
            ended = logout.end_by_claims(settings(), claims)
    except Rejected as fault:
        limits.spend(*who)
        log.warning("logout_token_rejected", extra={"rule": str(fault), "issuer": settings().oidc_issuer})
        return _unkept({"error": "invalid_request", "error_description": str(fault)}, 400)
    log.info("issuer_ended_sessions", extra={"ended": ended})
    return _unkept({}, 200)


def _end_session_url() -> str | None:
    try:
        return oidc.end_session_url(settings(), reader_locale())
    except (Unavailable, Rejected) as fault:
        said = {"issuer": settings().oidc_issuer, "reason": str(fault.__cause__ or fault)}
        log.warning("issuer_unavailable", extra=said)
        return None


def _unkept(body: dict, status: int) -> Response:
    response = json.answer(body, status)
    response.headers["Cache-Control"] = "no-store"
    return response
