"""The end of mail, from a mail: a page with a button, and what a mail program sends by itself (RFC 8058)."""

from __future__ import annotations

from flask import Blueprint, Response, g, request

from widget_server.core.errors import Missing
from widget_server.db import session, transaction
from widget_server.mail.service import stopping
from widget_server.mail.service.stopping import Wish
from widget_server.sessions.routes.views import page
from widget_server.web.config import settings
from widget_server.web.locale import LOCALES

blueprint = Blueprint("mail", __name__, template_folder="templates")


@blueprint.get("/mail/unsubscribe")
def ask() -> Response:
    """Ask whether to end mail: a GET ends nothing, since mail scanners open every link."""
    wish = _wish()
    session().rollback()
    return _page(wish, "ask") if wish else _page(None, "unknown", 404)


@blueprint.post("/mail/unsubscribe")
def stop() -> Response:
    """End mail about a thread or of kinds, or take that back; whoever holds the signed word may, signed in or not."""
    wish = _wish()
    if wish is None:
        return _page(None, "unknown", 404)
    with transaction():
        stopping.resume(wish) if request.form.get("again") else stopping.stop(wish)
    return _page(wish, "resumed" if request.form.get("again") else "stopped")


def _wish() -> Wish | None:
    """Give the wish of the address, and answer in the language of whose it is; None for a word that is not ours."""
    try:
        wish = stopping.read(settings().secret_key, request.args.get("token", ""))
        actor = stopping.person_of(wish)
    except Missing:
        return None
    if actor.locale in LOCALES:
        g.locale = actor.locale
    return wish


def _page(wish: Wish | None, state: str, status: int = 200) -> Response:
    return page("mail/unsubscribe.html", status, state=state, wish=wish)
