"""CORS: which origin may read our answers. Exactly the registered ones, never a pattern, never a reflection.

A handler that verified the Origin says so in `g.cors_origin`. What never got that far (a preflight, an error) is
readable for an origin that some site has registered. /embed answers for itself.
"""

from __future__ import annotations

import logging

from flask import Flask, Response, g, request
from sqlalchemy.exc import SQLAlchemyError

from widget_server.db import session
from widget_server.sites.service import is_known

PATHS = ("/api/", "/oauth/")
WITH_COOKIES = ("/oauth/token", "/oauth/revoke", "/oauth/device_authorization", "/api/v1/boot")
ANSWER_HEADERS = "ETag, Retry-After, X-Request-ID, Idempotency-Replayed, Link"
PREFLIGHT = {
    "Access-Control-Allow-Methods": "GET, POST, PUT, PATCH, DELETE",
    "Access-Control-Allow-Headers": (
        "Authorization, Content-Type, If-Match, If-None-Match, Idempotency-Key, X-Request-ID"
    ),
    "Access-Control-Max-Age": "7200",  # seconds; the most that Chromium keeps
}
log = logging.getLogger(__name__)


def install_cors(app: Flask) -> None:
    """Give `app` its answers to preflights, and the headers by which browsers let a page read."""
    app.before_request(_answer_preflight)
    app.after_request(_add_headers)


def _answer_preflight() -> Response | None:
    asks = request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers
    return Response(status=204) if asks and request.path.startswith(PATHS) else None


def _add_headers(response: Response) -> Response:
    if not request.path.startswith(PATHS):
        return response
    varies = response.headers.get("Vary")
    response.headers["Vary"] = f"{varies}, Origin" if varies else "Origin"
    origin = request.headers.get("Origin")
    if origin and (g.get("cors_origin") == origin or (_is_unjudged(response) and _is_known(origin))):
        response.headers.update(allowed(origin, request.path))
        if request.method == "OPTIONS":
            response.headers.update(PREFLIGHT)
    return response


def allowed(origin: str, path: str) -> dict[str, str]:
    """Give the headers by which a browser lets a page of `origin` read the answer of `path`."""
    headers = {"Access-Control-Allow-Origin": origin, "Access-Control-Expose-Headers": ANSWER_HEADERS}
    return headers | {"Access-Control-Allow-Credentials": "true"} if path in WITH_COOKIES else headers


def _is_unjudged(response: Response) -> bool:
    return request.method == "OPTIONS" or response.status_code >= 400


def _is_known(origin: str) -> bool:
    try:
        return is_known(origin)
    except SQLAlchemyError as error:
        session().rollback()
        log.warning("cors_unknown", extra={"reason": type(error).__name__})
        return False
