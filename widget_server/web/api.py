"""The API: its rooms, which declare what their views take and give, and conditional answers."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable
from functools import cache, wraps
from typing import Any

from flask import Blueprint, Flask, Response, request
from marshmallow import Schema
from werkzeug.exceptions import NotAcceptable

from widget_server.core.packing import Block, join, join_gzip
from widget_server.web.json import NOT_KEPT, read_json

View = Callable[..., Any]
Parts = tuple[Block | bytes, ...]
PREFIX = "/api/v1"
FORMATS = ("application/json", "application/problem+json")
DECLARED = "declared"  # on a view: what it takes and gives, as (name of a decorator, its arguments, named ones)


class Room(Blueprint):
    """A blueprint below /api/v1 whose views say what they take and give, in flask-smorest's words.

    They are only noted: the document is made of them when somebody asks for it (web/document.py).
    """

    def __init__(self, name: str, description: str) -> None:
        """Give the blueprint of the room `name`."""
        super().__init__(name, f"widget_server.{name}", url_prefix=PREFIX)
        self.description = description
        self.rules: list[tuple[str, View, dict[str, Any]]] = []  # each with its view and options

    def add_url_rule(self, rule: str, *named: Any, **options: Any) -> None:
        """Answer `rule` with a view: `named` is its name or None, and the view."""
        self.rules.append((rule, named[1], options))
        super().add_url_rule(rule, *named, **options)

    def arguments(self, schema: type[Schema], *, location: str = "json") -> Callable[[View], View]:
        """Say what a view takes. A body is read with our refusals, as its first argument; the rest is left to it."""
        declaring = _declaring("arguments", schema, location=location)
        if location != "json":
            return declaring
        checks = cache(schema)

        def decorate(view: View) -> View:
            @wraps(view)
            def reading(**path: Any) -> Any:
                return view(read_json(checks()), **path)

            return declaring(reading)

        return decorate

    def response(self, status: int, schema: Any = None) -> Callable[[View], View]:
        """Say what a view gives when all is well."""
        return _declaring("response", status, schema)

    def alt_response(self, status: int, **words: Any) -> Callable[[View], View]:
        """Say what else a view gives."""
        return _declaring("alt_response", status, **words)

    def doc(self, **words: Any) -> Callable[[View], View]:
        """Say of a view what no schema can."""
        return _declaring("doc", **words)


def room(name: str, description: str) -> Room:
    """Give the blueprint of a room, below /api/v1."""
    return Room(name, description)


def install(app: Flask, rooms: Iterable[Room]) -> None:
    """Answer for `rooms`, to those who take JSON."""
    app.before_request(_check_accept)
    for each in rooms:
        app.register_blueprint(each)


def _declaring(how: str, *given: Any, **words: Any) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        setattr(view, DECLARED, (*getattr(view, DECLARED, ()), (how, given, words)))
        return view

    return decorate


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
