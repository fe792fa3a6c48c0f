"""The API: its document (OpenAPI 3.1, made from the code), its blueprints, and conditional answers."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, Response, request
from flask_smorest import Api, Blueprint
from marshmallow import Schema
from werkzeug.exceptions import NotAcceptable

from widget_server.core.packing import Block, join, join_gzip
from widget_server.web.json import NOT_KEPT, read_json

View = Callable[..., Any]
Parts = tuple[Block | bytes, ...]
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
    if not is_known(etag, request.headers.get("If-None-Match")):
        return None
    return Response(status=304, headers={"ETag": etag, "Cache-Control": NOT_KEPT})


def is_known(etag: str, given: str | None) -> bool:
    """Tell whether `given`, an If-None-Match, names `etag`."""
    return given is not None and (given == "*" or etag in (tag.strip() for tag in given.split(",")))


def answer_parts(parts: Parts, etag: str | None = None) -> Response:
    """Give JSON made of finished parts, gzipped where the reader takes it."""
    body, headers = finished(parts, request.headers.get("Accept-Encoding", ""), etag)
    return Response(body, headers=headers)


def finished(parts: Parts, accepted: str, etag: str | None = None) -> tuple[bytes, dict[str, str]]:
    """Give the body and the headers of JSON made of finished parts, for a reader of the `accepted` encodings."""
    headers = {"Content-Type": "application/json", "Cache-Control": NOT_KEPT, "Vary": "Accept-Encoding"}
    if etag:
        headers["ETag"] = etag
    if "gzip" not in accepted:
        return join(*parts), headers
    return join_gzip(*parts), headers | {"Content-Encoding": "gzip"}
