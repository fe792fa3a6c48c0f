"""The API: its document (OpenAPI 3.1, made from the code), its blueprints, and conditional answers."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, Response, g, request
from flask_smorest import Api, Blueprint
from marshmallow import Schema
from werkzeug.exceptions import NotAcceptable

from widget_server.core.packing import Block, join, join_gzip
from widget_server.web.json import answer_bytes, read_json

View = Callable[..., Any]
PREFIX = "/api/v1"
FORMATS = ("application/json", "application/problem+json")
SECURITY: list[dict[str, list[str]]] = [{"bearer": []}]


def make_api(app: Flask, version: str) -> Api:
    """Give the API of `app`, its document at /api/v1/openapi.json."""
    app.config.update(
        API_TITLE="Weerklank",
        API_VERSION=version,
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=PREFIX,
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={
            "info": {"description": "Replies, reactions and counts on the pages of an intranet."},
            "security": SECURITY,
            "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
        },
    )
    app.before_request(_check_accept)
    return Api(app)


def room(name: str, description: str) -> Room:
    """Give the blueprint of a room, below /api/v1."""
    return Room(name, f"widget_server.{name}", url_prefix=PREFIX, description=description)


class _Reader:
    """What flask-smorest asks to read arguments: bodies with our refusals; the rest is left to the view."""

    DEFAULT_VALIDATION_STATUS = 422

    def use_args(self, schema: type[Schema], *, location: str, **_words: Any) -> Callable[[View], View]:
        """Give a decorator that hands the checked body to a view as its first argument."""
        if location != "json":
            return lambda view: view
        body = schema()

        def decorate(view: View) -> View:
            @wraps(view)
            def reading(**path: Any) -> Any:
                return view(read_json(body), **path)

            return reading

        return decorate


class Room(Blueprint):
    """A blueprint whose `arguments` are read by us."""

    ARGUMENTS_PARSER = _Reader()


def _check_accept() -> None:
    """Refuse a request to the API that takes no JSON (RFC 9110, section 15.5.7)."""
    accept = request.headers.get("Accept")
    if accept is None or "*/*" in accept or not request.path.startswith(PREFIX):
        return
    if request.accept_mimetypes.best_match(FORMATS) is None:
        raise NotAcceptable


def etag_of(*parts: bytes) -> str:
    """Give a weak ETag over `parts`: the same content in another encoding is the same."""
    checksum = 0
    for part in parts:
        checksum = zlib.crc32(part, checksum)
    return f'W/"{checksum:08x}"'


def not_modified(etag: str) -> Response | None:
    """Give a 304 when the reader has `etag` already, else None (RFC 9110, section 13.1.2)."""
    given = request.headers.get("If-None-Match")
    if given is None or (given != "*" and etag not in (tag.strip() for tag in given.split(","))):
        return None
    response = Response(status=304)
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def answer_parts(parts: tuple[Block | bytes, ...], etag: str | None = None) -> Response:
    """Give JSON made of finished parts, gzipped where the reader takes it."""
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response = answer_bytes(join_gzip(*parts))
        response.headers["Content-Encoding"] = "gzip"
    else:
        response = answer_bytes(join(*parts))
    response.headers["Vary"] = "Accept-Encoding"
    if etag:
        response.headers["ETag"] = etag
    g.packed = True
    return response
