"""The two readings that every page view takes, answered in front of Flask: a first visit, and a thread from its top.

Flask's way through a request costs more than what is answered. Only the plain case is answered here: a bearer token, no
query, the service's own name, nothing to refuse. All else, faults too, goes on to Flask as if it had just come, and a
test compares the two answers byte for byte.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from io import BytesIO
from typing import Any

from flask import Flask

from widget_server.access.policy import Principal
from widget_server.access.routes import principal_of
from widget_server.boot import schemas, service
from widget_server.boot.routes import booted
from widget_server.pages.service import get_page
from widget_server.sessions.service import tokens
from widget_server.sites.routes import allowed
from widget_server.threads.routes import first_page, parts_of
from widget_server.web import api, hosts
from widget_server.web.json import NOT_KEPT, parse
from widget_server.web.manners import ROUTE

BOOT = f"{api.PREFIX}/boot"
THREAD = re.compile(rf"{api.PREFIX}/pages/([^/]+)/thread")
THREAD_ROUTE = f"{api.PREFIX}/pages/<page_id>/thread"
SCHEMA = schemas.Boot()
BODY_BYTES = 4000  # of a first visit; a longer one is Flask's
Environ = dict[str, Any]
Found = tuple[str, dict[str, str], bytes]  # status, headers, body


def install(app: Flask, public_url: str) -> None:
    """Stand in front of `app`."""
    app.wsgi_app = _in_front_of(app, app.wsgi_app, public_url)  # type: ignore[method-assign]


def _in_front_of(app: Flask, flask: Callable[..., Any], public_url: str) -> Callable[..., Any]:
    def answer(environ: Environ, start_response: Callable[..., Any]) -> Any:
        found = _found(app, environ) if _is_plain(environ, public_url) else None
        if found is None:
            return flask(environ, start_response)
        status, headers, body = found
        start_response(status, [*headers.items()])
        return [body]

    return answer


def _is_plain(environ: Environ, public_url: str) -> bool:
    return (
        not environ.get("QUERY_STRING")
        and environ.get("HTTP_AUTHORIZATION", "").startswith("Bearer ")
        and environ.get("HTTP_ACCEPT", "*/*") == "*/*"
        and hosts.is_ours(environ.get("HTTP_HOST", ""), public_url)
    )


def _found(app: Flask, environ: Environ) -> Found | None:
    """Give the answer, or None where Flask gives it."""
    method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
    named = THREAD.fullmatch(path) if method == "GET" else None
    if named is None and (method, path, environ.get("CONTENT_TYPE")) != ("POST", BOOT, "application/json"):
        return None
    try:
        with app.app_context():
            return _thread(environ, named[1]) if named else _first_visit(environ)
    except Exception:  # of any kind: Flask meets it again, answers it as a problem and logs it
        return None


def _thread(environ: Environ, page_id: str) -> Found | None:
    """Answer as threads.routes.get_thread does (3 queries, 4 when nothing is kept)."""
    principal = _reader(environ)
    page = get_page(principal, page_id)
    if page.state == "off":
        return None
    parts, etag = parts_of(principal, page, first_page(page), b"")
    environ[ROUTE] = THREAD_ROUTE
    if api.is_known(etag, environ.get("HTTP_IF_NONE_MATCH")):
        return "304 NOT MODIFIED", _readable({"ETag": etag, "Cache-Control": NOT_KEPT, "Vary": "Origin"}, environ), b""
    return _finished(environ, parts, etag)


def _first_visit(environ: Environ) -> Found | None:
    """Answer as boot.routes.post_boot does, where the visit says nothing new (3 queries, 4 when nothing is kept)."""
    length = int(environ["CONTENT_LENGTH"])
    if length > BODY_BYTES:
        return None
    body = environ["wsgi.input"].read(length)
    environ["wsgi.input"] = BytesIO(body)  # for Flask to read again
    data = _parsed(body)
    if data["page"] and data["page"]["group"]:
        return None
    principal = _reader(environ)
    visit = service.first_visit(principal, data["site"], data["page"])
    if data["page"] and not service.is_noted(principal, visit, data["page"]):
        return None
    environ[ROUTE] = BOOT
    return _finished(environ, booted(principal, visit, None, data["widgets"]))


@lru_cache(maxsize=512)
def _parsed(body: bytes) -> dict[str, Any]:
    """Give what a body says: the same for all readers of a page, so it is checked once. Nobody changes it."""
    return parse(body, SCHEMA)


def _reader(environ: Environ) -> Principal:
    token = environ["HTTP_AUTHORIZATION"].partition(" ")[2]
    return principal_of(tokens.find(token, environ.get("HTTP_ORIGIN")))


def _finished(environ: Environ, parts: api.Parts, etag: str | None = None) -> Found:
    body, headers = api.finished(parts, environ.get("HTTP_ACCEPT_ENCODING", ""), etag)
    headers |= {"Vary": f"{headers['Vary']}, Origin", "Content-Length": str(len(body))}
    return "200 OK", _readable(headers, environ), body


def _readable(headers: dict[str, str], environ: Environ) -> dict[str, str]:
    origin = environ.get("HTTP_ORIGIN")
    return headers | allowed(origin, environ["PATH_INFO"]) if origin else headers
