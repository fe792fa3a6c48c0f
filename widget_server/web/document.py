"""The document of the API (OpenAPI 3.1), made of what its rooms declare.

Imported when the document is first asked for: what makes it takes 3 MiB and half of the time of a start.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import Flask
from flask_smorest import Api, Blueprint

from widget_server.web.api import DECLARED, PREFIX, Room, View

PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "code", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "errors": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
        "request_id": {"type": ["string", "null"]},
    },
}
METHODS = ("get", "post", "put", "patch", "delete")
ABOUT = {
    "info": {"description": "Replies, reactions and counts on the pages of an intranet."},
    "security": [{"bearer": []}],
    "components": {"securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}}},
}


def document(rooms: Iterable[Room], version: str) -> dict[str, Any]:
    """Give the OpenAPI document of `rooms`, every fault answered as problem details (RFC 9457)."""
    app = Flask(__name__)  # serves nobody: flask-smorest describes what is registered with one
    app.config.update(API_TITLE="Weerklank", API_VERSION=version, OPENAPI_VERSION="3.1.0", API_SPEC_OPTIONS=ABOUT)
    api = Api(app)
    for room in rooms:
        api.register_blueprint(_described(room))
    return _with_problems(api.spec.to_dict())


def _described(room: Room) -> Blueprint:
    """Give a room as flask-smorest would have it, its views with their declarations, the innermost first."""
    described = Blueprint(room.name, room.import_name, url_prefix=PREFIX, description=room.description)
    for rule, view, options in room.rules:
        described.add_url_rule(rule, view_func=_declared(described, view), **options)
    return described


def _declared(described: Blueprint, view: View) -> View:
    for how, given, words in getattr(view, DECLARED, ()):
        view = getattr(described, how)(*given, **words)(view)
    return view


def _with_problems(spec: dict[str, Any]) -> dict[str, Any]:
    schemas = spec.setdefault("components", {}).setdefault("schemas", {})
    for name in ("Error", "PaginationMetadata"):
        schemas.pop(name, None)
    schemas["Problem"] = PROBLEM
    answer = {
        "description": "A problem",
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
    spec["components"]["responses"] = {"Problem": answer}
    for path in spec["paths"].values():
        for method in METHODS:
            if method in path:
                responses = path[method].setdefault("responses", {})
                responses.pop("422", None)  # among the others: each is a problem
                responses["default"] = {"$ref": "#/components/responses/Problem"}
    return spec
