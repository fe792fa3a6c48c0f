"""What one wants mail about; and the end of mail, from a mail: a page with a button, and one click (RFC 8058)."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, g, request

from widget_server.access.routes import reader, signed_in
from widget_server.core.errors import Missing
from widget_server.db import session, transaction
from widget_server.mail.schemas import DigestChoice
from widget_server.mail.service import digesting, stopping
from widget_server.mail.service.stopping import Wish
from widget_server.sessions.routes.views import page
from widget_server.web import api
from widget_server.web.config import settings
from widget_server.web.json import answer
from widget_server.web.locale import LOCALES

blueprint = Blueprint("mail", __name__, template_folder="templates")
choices = api.room("digest", "What one is mailed of what one missed")
choices.before_request(signed_in)


@choices.get("/me/digest")
@choices.response(200, DigestChoice)
def get_digest() -> Response:
    """Read how often one is mailed what one missed."""
    return answer({"every": digesting.digest_of(reader().actor_id)})


@choices.put("/me/digest")
@choices.arguments(DigestChoice)
@choices.response(200, DigestChoice)
def put_digest(data: dict[str, Any]) -> Response:
    """Set how often one is mailed what one missed."""
    with transaction():
        digesting.choose_digest(reader().actor_id, data["every"])
    return answer(data)


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
