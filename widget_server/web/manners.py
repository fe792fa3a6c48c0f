"""What every request and answer gets: an id, security headers, a line in the log, a count. And no Flask session.

It stands around the application, not in it: Flask's own way to the same costs more, and what answers in front of Flask
has the same manners.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from typing import Any

from flask import Flask, Request, g, request
from flask.sessions import SessionInterface
from uuid_utils import uuid4

from widget_server.web import metrics
from widget_server.web.bodies import WholeRequest, is_read_by_view

REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
ID, ROUTE = "weerklank.request_id", "weerklank.route"  # in the WSGI environment
log = logging.getLogger("request")

HEADERS = {  # unless an answer brings its own
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "unsafe-none",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
}
WITH_BODY = ("POST", "PUT", "PATCH")
HSTS = ("Strict-Transport-Security", "max-age=31536000")
_BY_SMALL_NAME = {name.lower(): (name, value) for name, value in HEADERS.items()}
Answer = Callable[..., Any]


class _NoSessions(SessionInterface):
    """Keeps nothing between requests; who uses Flask's session is told so by an error."""

    def open_session(self, app: Flask, request: Request) -> None:
        """Give none."""


def install(app: Flask) -> None:
    """Give `app` its manners."""
    app.request_class = WholeRequest
    app.session_interface = _NoSessions()
    app.ensure_sync = _as_it_is  # type: ignore[method-assign, assignment]
    app.wsgi_app = _around(app.wsgi_app)  # type: ignore[method-assign]
    app.before_request(_begin)


def _around(wsgi_app: Answer) -> Answer:
    def answer(environ: dict[str, Any], start_response: Answer) -> Any:
        began = time.perf_counter()
        given = environ.get("HTTP_X_REQUEST_ID", "")
        environ[ID] = given if REQUEST_ID.fullmatch(given) else uuid4().hex

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            own = {name.lower() for name, _ in headers}
            headers += [pair for name, pair in _BY_SMALL_NAME.items() if name not in own]
            headers.append(("X-Request-ID", environ[ID]))
            if environ["wsgi.url_scheme"] == "https":
                headers.append(HSTS)
            _note(environ, int(status[:3]), time.perf_counter() - began)
            return start_response(status, headers, exc_info)

        return wsgi_app(environ, start)

    return answer


def _note(environ: dict[str, Any], status: int, seconds: float) -> None:
    method, route = environ["REQUEST_METHOD"], environ.get(ROUTE, "none")
    metrics.observe(method, route, status, seconds)
    if log.isEnabledFor(logging.INFO):
        said = {"request_id": environ[ID], "method": method, "route": route, "status": status}
        log.info("request", extra=said | {"milliseconds": round(seconds * 1000, 2)})


def _begin() -> None:
    g.request_id = request.environ.get(ID)
    if request.url_rule:
        request.environ[ROUTE] = request.url_rule.rule
    if request.method in WITH_BODY and not is_read_by_view():
        request.get_data()  # whole, now: a slow sender must not hold a connection to the database meanwhile


def _as_it_is(function: Answer) -> Answer:
    """Take the place of Flask's look at each function of each request: none of ours is async."""
    return function
