"""What every request and answer gets: an id, security headers, a line in the log, a count."""

from __future__ import annotations

import logging
import re
import time

from flask import Flask, Response, g, request
from uuid_utils import uuid4

from widget_server.core.errors import Malformed, TooLarge
from widget_server.web import metrics
from widget_server.web.json import MAX_BODY_BYTES

REQUEST_ID = re.compile(r"[A-Za-z0-9_-]{8,64}")
log = logging.getLogger("request")

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "unsafe-none",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
WITH_BODY = ("POST", "PUT", "PATCH")
API_POLICY = "default-src 'none'; frame-ancestors 'none'"
HSTS = "max-age=31536000"


def install(app: Flask) -> None:
    """Give `app` its manners."""
    app.before_request(_begin)
    app.after_request(_finish)


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
    headers = response.headers
    for name, value in HEADERS.items():
        if name not in headers:
            headers[name] = value
    if "Content-Security-Policy" not in headers:
        headers["Content-Security-Policy"] = API_POLICY
    if request.scheme == "https":
        headers["Strict-Transport-Security"] = HSTS
    headers["X-Request-ID"] = g.get("request_id", "")
    seconds = time.perf_counter() - g.get("started", time.perf_counter())
    route = request.url_rule.rule if request.url_rule else "none"
    metrics.observe(request.method, route, response.status_code, seconds)
    if log.isEnabledFor(logging.INFO):
        said = {"request_id": g.get("request_id"), "method": request.method, "route": route}
        said |= {"status": response.status_code, "milliseconds": round(seconds * 1000, 2)}
        log.info("request", extra=said)
    return response
