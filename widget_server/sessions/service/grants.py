"""The grants at /oauth/token: an approved attempt, or the cookie of a session, for an access token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from widget_server.core import clock
from widget_server.core.settings import Settings
from widget_server.db import session
from widget_server.identity.models import Actor
from widget_server.sessions.service import attempts, browsers, logout, tokens
from widget_server.sessions.service.browsers import Kept, Place
from widget_server.sessions.service.cookies import is_trustworthy, refresh_cookie


@dataclass(frozen=True, slots=True)
class Resumed:
    """A person signed in at a place: who, the access token and its seconds, and the Set-Cookie line to send, if any."""

    bearer: tokens.Bearer
    access_token: str
    expires_in: int
    cookie: str | None


def redeem(device_code: str, place: Place, old_secrets: Sequence[str], settings: Settings) -> Resumed | str:
    """Give a new session for an approved attempt, once, or the error to answer (RFC 8628, section 3.5)."""
    attempt = attempts.poll(device_code, place)
    if isinstance(attempt, str):
        return attempt
    actor = session().get(Actor, attempt.actor_id)
    if actor is None or actor.disabled_at:
        return "access_denied"
    for shelf in (tokens, browsers, logout):  # what has died; people sign in seldom enough to pay for it
        shelf.purge()
    kept = browsers.begin(actor, place, (attempt.issuer or "", attempt.idp_sid), settings)
    browsers.inherit(old_secrets, kept)
    return _answer(kept, place, settings)


def resume(old_secrets: Sequence[str], place: Place, settings: Settings) -> Resumed | None:
    """Give the person whose cookie this is at `place`, with a new access token; None when nobody is signed in there."""
    kept = browsers.resume(old_secrets, place, settings)
    return _answer(kept, place, settings) if kept else None


def revoke(token: str, place: Place) -> str | None:
    """Sign out of `place` whoever holds `token` there; gives the line that clears the cookie when all is over."""
    bearer = tokens.holder(token)
    if bearer is None or (bearer.site_id, bearer.origin) != (place.site_id, place.origin):
        return None
    tokens.end(token)
    if bearer.session_id is None:
        return None
    tokens.end_of_place(bearer.session_id, place.site_id, place.origin)
    if browsers.leave(bearer.session_id, place.site_id, place.origin):
        return refresh_cookie("", same_site=place.same_site, seconds=0)
    return None


def _answer(kept: Kept, place: Place, settings: Settings) -> Resumed:
    actor, browser = kept.actor, kept.session
    token = tokens.issue(actor.id, place.site_id, guest=actor.guest, origin=place.origin, browser=browser)
    left = int((browser.expires_at - clock.now()).total_seconds())
    keeps = kept.secret is not None and is_trustworthy(settings.public_url)
    cookie = refresh_cookie(str(kept.secret), same_site=place.same_site, seconds=left) if keeps else None
    return Resumed(tokens.find(token, place.origin), token, min(tokens.TOKEN_SECONDS, left), cookie)
