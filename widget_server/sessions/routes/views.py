"""How a page of sign-in is answered: its template, its language, its headers."""

from __future__ import annotations

from typing import Any

from flask import Response, g, make_response, render_template

from widget_server import __version__
from widget_server.sessions.models import SignInAttempt
from widget_server.web.locale import LOCALES, reader_locale

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'{more}; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)


def page(template: str, status: int = 200, form_action: str = "", **context: Any) -> Response:
    """Give a page that no cache keeps, nobody frames, that runs no script but ours. `form_action`: one origin more.

    A template of another room is named with its room: mail/unsubscribe.html.
    """
    name = template if "/" in template else f"sessions/{template}"
    body = render_template(name, locale=reader_locale(), version=__version__, **context)
    response = make_response(body, status)
    response.headers["Content-Security-Policy"] = POLICY.format(more=f" {form_action}" if form_action else "")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"  # not no-referrer: forms would then send `Origin: null`
    response.headers["Content-Language"] = reader_locale()
    return response


def speak(attempt: SignInAttempt) -> None:
    """Answer in the language of the page on which the attempt began."""
    if attempt.locale in LOCALES:
        g.locale = attempt.locale
