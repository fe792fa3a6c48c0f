"""/oauth: attempts begun, tokens given and taken back (RFC 8628, RFC 6749, RFC 7009)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request

from widget_server.core.errors import WrongMedia
from widget_server.db import transaction
from widget_server.sessions.routes.guards import place_at, refresh_secrets, send_cookie
from widget_server.sessions.service import attempts, grants
from widget_server.sessions.service.browsers import Place
from widget_server.sessions.service.grants import Resumed
from widget_server.sites.service import find_site
from widget_server.web import json, limits
from widget_server.web.config import settings
from widget_server.web.locale import LOCALES, reader_locale

blueprint = Blueprint("oauth", __name__)

DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code"
ATTEMPTS_PER_MINUTE = 600  # and address: a whole company may stand behind one
PROMPTS = ("select_account", "login")


class Fault(Exception):
    """An error answer of OAuth (RFC 6749, section 5.2)."""

    def __init__(self, error: str, status: int = 400) -> None:
        super().__init__(error)
        self.error, self.status = error, status


@blueprint.errorhandler(Fault)
def answer_fault(fault: Fault) -> Response:
    """Give the error as OAuth clients read it."""
    return _unkept({"error": fault.error}, fault.status)


@blueprint.post("/oauth/device_authorization")
def begin_attempt() -> Response:
    """Begin an attempt for the widget that asks."""
    place = _place()
    limits.spend("sign_in", ATTEMPTS_PER_MINUTE, str(request.remote_addr))
    asked, prompt = request.form.get("lang", "")[:2].lower(), request.form.get("prompt")
    locale = asked if asked in LOCALES else reader_locale()
    with transaction():
        begun = attempts.begin(place, locale, prompt if prompt in PROMPTS else None)
    uri = settings().public_url.rstrip("/") + "/auth/login"
    return _unkept(
        {
            "device_code": begun.device_code,
            "user_code": begun.user_code,
            "verification_uri": uri,
            "verification_uri_complete": f"{uri}?user_code={begun.user_code}",
            "expires_in": attempts.LIFE_SECONDS,
            "interval": attempts.INTERVAL_SECONDS,
            "opener_proof": begun.opener_proof,
            "number": begun.number,
        }
    )


@blueprint.post("/oauth/token")
def give_token() -> Response:
    """Give an access token for a grant; the cookie travels beside it."""
    grant = GRANTS.get(request.form.get("grant_type", ""))
    place = _place()
    if grant is None:
        raise Fault("unsupported_grant_type")
    with transaction():
        outcome = grant(place)
    if isinstance(outcome, str):
        raise Fault(outcome)
    body = {"access_token": outcome.access_token, "token_type": "Bearer", "expires_in": outcome.expires_in}
    return send_cookie(_unkept(body), outcome)


@blueprint.post("/oauth/revoke")
def take_back() -> Response:
    """Sign out of this site: access tokens, refresh secret, cookie. Says where the issuer's own session ends."""
    place = _place()
    with transaction():
        cookie = grants.revoke(request.form.get("token", ""), place)
    response = _unkept({"logout_uri": settings().public_url.rstrip("/") + "/auth/logout"})
    if cookie:
        response.headers.add("Set-Cookie", cookie)
    return response


def _redeem(place: Place) -> Resumed | str:
    return grants.redeem(request.form.get("device_code", ""), place, refresh_secrets(), settings())


def _refresh(place: Place) -> Resumed | str:
    return grants.resume(refresh_secrets(), place, settings()) or "invalid_grant"


GRANTS: dict[str, Callable[[Place], Resumed | str]] = {DEVICE_CODE: _redeem, "refresh_token": _refresh}


def _place() -> Place:
    if request.mimetype != "application/x-www-form-urlencoded":
        raise WrongMedia()
    site = find_site(request.form.get("client_id", ""))
    if site is None:
        raise Fault("invalid_client", 401)
    place = place_at(site)
    if place is None:
        raise Fault("unauthorized_client")
    return place


def _unkept(body: dict[str, Any], status: int = 200) -> Response:
    response = json.answer(body, status)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Pragma"] = "no-cache"
    return response
