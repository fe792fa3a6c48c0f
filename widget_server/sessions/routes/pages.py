"""/auth: the popup. To the issuer, back from it, and the last page that proves the opener or asks for the number."""

from __future__ import annotations

import logging
import secrets
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, redirect, request, url_for
from flask_babel import gettext as _

from widget_server.core.errors import TooMany, Unavailable
from widget_server.db import session, transaction
from widget_server.identity.models import Actor
from widget_server.identity.service import Claims, take_over
from widget_server.sessions.models import SignInAttempt
from widget_server.sessions.policy import Rejected
from widget_server.sessions.routes.guards import browser_secret, is_own_page
from widget_server.sessions.routes.views import page, speak
from widget_server.sessions.service import attempts, issuer, oidc
from widget_server.sessions.service.cookies import login_cookie
from widget_server.sites.models import Site
from widget_server.web import json, limits
from widget_server.web.config import settings

blueprint = Blueprint(
    "auth", __name__, template_folder="../templates", static_folder="../static", static_url_path="/auth/static"
)
log = logging.getLogger(__name__)
VISITS_PER_MINUTE = 600  # and address, as attempts: a whole company may stand behind one


@blueprint.get("/auth/login")
def go() -> Response:
    """Tie the attempt to this browser and send the person to the issuer."""
    try:
        limits.spend("login", VISITS_PER_MINUTE, str(request.remote_addr))
    except TooMany as fault:
        return crowded(fault)
    browser = browser_secret() or secrets.token_urlsafe(32)
    user_code = request.args.get("user_code", "")
    with transaction():
        attempt = attempts.find(user_code, browser)
        if attempt is None or attempt.status not in ("waiting", "returned"):
            return over()
        asked = attempts.take_up(attempt, browser)
    speak(attempt)
    prompt = "select_account" if request.args.get("other") else attempt.prompt
    try:
        response = redirect(oidc.authorization_url(settings(), asked, prompt, attempt.locale), 303)
    except (Unavailable, Rejected) as fault:
        response = unreachable(attempt, fault)  # the cookie goes along, to try again
    response.headers["Cache-Control"] = "no-store"
    response.headers.add("Set-Cookie", login_cookie(settings().public_url, browser))
    return response  # type: ignore[return-value]


@blueprint.get("/auth/callback")
def come_back() -> Response:
    """Take what the issuer says of who comes back; then to the last page, out of the address with the code."""
    browser = browser_secret()
    with transaction():
        attempt = attempts.come_back(request.args.get("state", ""), browser)
    if attempt is None or browser is None:
        return over()
    speak(attempt)
    try:
        came = oidc.exchange(settings(), request.args, attempt.nonce_hash or "", attempts.verifier(attempt, browser))
    except Unavailable as fault:
        return unreachable(attempt, fault)
    except Rejected as fault:
        return refused(attempt, fault)
    return _receive(attempt, came)


@blueprint.get("/auth/finish")
def finish() -> Response:
    """Give the last page: it asks its opener for the proof, or the person for the number."""
    attempt = _attempt(request.args)
    if attempt is None or attempt.status not in ("returned", "approved", "redeemed"):
        return over()
    speak(attempt)
    if attempt.status != "returned":
        return signed_in(attempt)
    numbers = attempts.choices(attempt)
    return page("finish.html", **_who(attempt), numbers=numbers, user_code=attempt.user_code, origin=attempt.origin)


@blueprint.post("/auth/proof")
def prove() -> Response:
    """Approve an attempt whose opener proved itself to the last page."""
    with transaction():
        attempt = _attempt(request.form) if is_own_page() else None
        approved = attempt is not None and attempts.prove_opener(attempt, request.form.get("opener_proof", ""))
    return json.answer({"status": "approved" if approved else "denied"}, 200 if approved else 403)


@blueprint.post("/auth/number")
def choose() -> Response:
    """Approve an attempt whose number the person chose; end it for any other."""
    with transaction():
        attempt = _attempt(request.form) if is_own_page() else None
        approved = attempt is not None and attempts.choose_number(attempt, request.form.get("number", ""))
    if attempt is None:
        return over()
    speak(attempt)
    if approved:
        return signed_in(attempt)
    words = _("You are not signed in, and nobody else is. Go back to the page and try again there.")
    return ended(attempt, _("That was not the number"), words, 403)


def _receive(attempt: SignInAttempt, came: tuple[Claims, str | None]) -> Response:
    with transaction():
        actor = take_over(came[0], settings().roles)
        closed = actor.disabled_at is not None
        if closed:
            attempts.deny(attempt)
        noted = not closed and attempts.note_return(attempt, actor, (came[0].issuer, came[1]))
    if came[0].groups is None:
        log.warning("groups_unknown", extra={"issuer": came[0].issuer, "actor": actor.id})
    if closed:
        words = _("Ask your administrator if you think that this is a mistake.")
        return ended(attempt, _("Your account is closed here"), words, 403)
    if not noted:
        return over()
    return redirect(url_for("auth.finish", user_code=attempt.user_code), 303)  # type: ignore[return-value]


def over() -> Response:
    """Give the page for an attempt that is over, unknown, or another browser's."""
    words = _(
        "This sign-in took too long, or was opened in another browser. Go back to the page and choose Sign in again."
    )
    return page("message.html", 410, title=_("This sign-in is over"), words=words)


def crowded(fault: TooMany) -> Response:
    """Give the page for an address from which too many come; trying again is the whole remedy."""
    words = _("Too many people sign in from where you are at this moment. Try again in a minute.")
    response = page("message.html", 429, title=_("Signing in is not possible now"), words=words)
    response.headers["Retry-After"] = str(fault.retry_after_seconds)
    return response


def signed_in(attempt: SignInAttempt) -> Response:
    """Give the page that says it worked."""
    return page(
        "message.html",
        **_told(attempt, "weerklank-signed-in"),
        title=_("You are signed in"),
        words=_("You can close this window."),
        good=True,
    )


def ended(attempt: SignInAttempt, title: str, words: str, status: int) -> Response:
    """Give the page that says why it did not work; its script tells the widget."""
    return page("message.html", status, **_told(attempt, "weerklank-denied"), title=title, words=words)


def refused(attempt: SignInAttempt, fault: Rejected) -> Response:
    """End an attempt over an answer that is not believed, or a person who changed their mind."""
    with transaction():
        attempts.deny(attempt)
    if str(fault) == "answer: access_denied":
        return ended(
            attempt, _("You did not sign in"), _("Go back to the page and choose Sign in if you still want to."), 403
        )
    log.warning("sign_in_rejected", extra={"rule": str(fault), "issuer": settings().oidc_issuer})
    words = _(
        "What %(issuer)s says of you does not hold. It has been noted; tell your administrator if it stays so.",
        issuer=_issuer(),
    )
    return ended(attempt, _("Signing in failed"), words, 400)


def unreachable(attempt: SignInAttempt, fault: Exception) -> Response:
    """Give the page for an issuer that is down or set up wrongly; the attempt stays, to try again."""
    said = {"issuer": settings().oidc_issuer, "reason": str(fault.__cause__ or fault)}
    log.warning("issuer_unavailable", extra=said)
    words = _("%(issuer)s, where you sign in, does not answer as it should. Try again in a minute.", issuer=_issuer())
    again = url_for("auth.go", user_code=attempt.user_code)
    return page("message.html", 503, title=_("Signing in is not possible now"), words=words, again=again)


def _attempt(given: object) -> SignInAttempt | None:
    """Give the attempt that the request names, if it is this very browser's."""
    browser = browser_secret()
    attempt = attempts.find(given.get("user_code", ""), browser) if browser else None  # type: ignore[attr-defined]
    return attempt if attempt and attempt.browser_hash else None


def _who(attempt: SignInAttempt) -> dict[str, Any]:
    actor, site = session().get(Actor, attempt.actor_id), session().get(Site, attempt.site_id)
    parts = actor.name.split() if actor else []
    initials = "".join(part[0] for part in parts[:: max(1, len(parts) - 1)][:2]).upper()
    return {
        "person": actor,
        "initials": initials,
        "site": site.name if site else "",
        "host": urlsplit(attempt.origin).netloc,
    }


def _told(attempt: SignInAttempt, what: str) -> dict[str, Any]:
    return {"tell": what, "user_code": attempt.user_code, "origin": attempt.origin}


def _issuer() -> str:
    return issuer.name_of(settings())
