"""What every request and answer gets: an id, security headers, a line in the log, a count. And no Flask session."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from typing import Any

from flask import Flask, Request, Response, g, request
from flask.sessions import SessionInterface
from uuid_utils import uuid4

from widget_server.core.errors import Malformed, TooLarge
from widget_server.web import metrics
from widget_server.web.json import MAX_BODY_BYTES

REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
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


class _NoSessions(SessionInterface):
    """Keeps nothing between requests; who uses Flask's session is told so by an error."""

    def open_session(self, app: Flask, request: Request) -> None:
        """Give none."""


def install(app: Flask) -> None:
    """Give `app` its manners."""
    app.session_interface = _NoSessions()
    app.ensure_sync = _as_it_is  # type: ignore[method-assign, assignment]
    app.wsgi_app = _with_headers(app.wsgi_app)  # type: ignore[method-assign]
    app.before_request(_begin)
    app.after_request(_finish)


def _with_headers(wsgi_app: Any) -> Any:
    """Give `wsgi_app` with the headers that all answers carry, put on the finished list: Flask's own way costs more."""

    def answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            given = {name.lower() for name, _ in headers}
            headers += [pair for name, pair in _BY_SMALL_NAME.items() if name not in given]
            if environ["wsgi.url_scheme"] == "https":
                headers.append(HSTS)
            return start_response(status, headers, exc_info)

        return wsgi_app(environ, start)

    return answer


def _as_it_is(function: Callable[..., Any]) -> Callable[..., Any]:
    """Take the place of Flask's look at each function of each request: none of ours is async."""
    return function


def _begin() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if REQUEST_ID.fullmatch(given) else uuid4().hex
    g.started = time.perf_counter()
    if request.method in WITH_BODY:
        _read_body()


def _read_body() -> None:
    """Read the body, now: a slow sender must not hold a connection to the database. Raises Malformed, TooLarge."""
    try:
        body = request.get_data()
    except OSError:  # chunks that are none
        raise Malformed() from None
    if request.content_length is None and len(body) >= MAX_BODY_BYTES:  # Werkzeug cuts chunks off there, and is silent
        raise TooLarge()


def _finish(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.get("request_id", "")
    seconds = time.perf_counter() - g.get("started", time.perf_counter())
    route = request.url_rule.rule if request.url_rule else "none"
    metrics.observe(request.method, route, response.status_code, seconds)
    if log.isEnabledFor(logging.INFO):
        said = {"request_id": g.get("request_id"), "method": request.method, "route": route}
        said |= {"status": response.status_code, "milliseconds": round(seconds * 1000, 2)}
        log.info("request", extra=said)
    return response
