"""The API's documentation as a page of our own, made from its OpenAPI document."""

from __future__ import annotations

from functools import cache
from typing import Any

import orjson
from flask import Flask, Response, make_response, redirect, render_template
from werkzeug.wrappers import Response as BaseResponse

from widget_server.core.errors import Missing, Refusal
from widget_server.web.api import PREFIX, Room
from widget_server.web.json import answer_bytes

POLICY = "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'"
METHODS = ("get", "post", "put", "patch", "delete")
# What each code says to a program: {code: (status, sentence)}. `type` of a problem leads here.
CODES = {kind.code: (kind.status, (kind.__doc__ or "").partition(" (")[0]) for kind in Refusal.__subclasses__()} | {
    "token_expired": (401, "The token was good, and its ten minutes are over: renew it"),
    "method": (405, "The address does not take this method; Allow names those that it takes"),
    "not_acceptable": (406, "The answer is JSON, and Accept asks for something else"),
    "unknown_field": (422, "A field that this address does not take; errors names it"),
    "empty": (422, "Nothing that shows was written"),
    "too_long": (422, "More characters than fit; detail says how many do"),
    "fault": (500, "A mistake of the service; its log has it under the request's id"),
}


def install(app: Flask, rooms: list[Room], version: str) -> None:
    """Serve the document of `rooms`, its page at /api/docs and the codes of problems."""

    document = cache(lambda: orjson.dumps(_document(rooms, version)))

    def page() -> Response:
        spec = orjson.loads(document())
        response = make_response(render_template("docs.html", spec=spec, groups=_groups(spec), codes=CODES))
        response.headers["Content-Security-Policy"] = POLICY
        return response

    def problem(code: str) -> BaseResponse:
        if code not in CODES:
            raise Missing()
        return redirect(f"/api/docs#{code}")

    def style() -> Response:
        return app.response_class(STYLE, mimetype="text/css")

    def openapi() -> Response:
        return answer_bytes(document())

    app.add_url_rule("/api/docs", "docs", page)
    app.add_url_rule("/api/docs.css", "docs_style", style)
    app.add_url_rule("/problems/<code>", "problem", problem)
    app.add_url_rule(f"{PREFIX}/openapi.json", "openapi", openapi)


def _document(rooms: list[Room], version: str) -> dict[str, Any]:
    from widget_server.web.document import document  # here: few services are ever asked for it

    return document(rooms, version)


def _groups(spec: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, methods in spec["paths"].items():
        for method in METHODS:
            if method in methods:
                said = methods[method]
                tag = (said.get("tags") or ["other"])[0]
                entry = {"method": method.upper(), "path": path, **said, **_exchange(spec, said)}
                groups.setdefault(tag, []).append(entry)
    return groups


def _exchange(spec: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """Give what an operation takes and gives, as names for people; optional ones with a question mark."""
    asked = [each for each in said.get("parameters", []) if "name" in each]
    status, answer = next((code, found) for code, found in said["responses"].items() if code.startswith("2"))
    return {
        "query": [_name(each) for each in asked if each["in"] == "query"],
        "headers": [_name(each) for each in asked if each["in"] == "header"],
        "body": _fields(spec, said.get("requestBody", {})),
        "status": status,
        "gives": _fields(spec, answer),
    }


def _name(parameter: dict[str, Any]) -> str:
    return str(parameter["name"]) + ("" if parameter.get("required") else "?")


def _fields(spec: dict[str, Any], message: dict[str, Any]) -> list[str]:
    """Give the fields of a body or an answer, none for one without."""
    contents: list[dict[str, Any]] = list(message.get("content", {}).values())
    schema = contents[0]["schema"] if contents else {}
    if "$ref" in schema:
        schema = spec["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    required = schema.get("required", ())
    return [_name({"name": name, "required": name in required}) for name in schema.get("properties", {})]


STYLE = """
:root{color-scheme:light dark}
body{font:16px/1.55 ui-sans-serif,system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem}
h1,h2{letter-spacing:-.015em}
code{font-size:.95em}
section{border-top:1px solid color-mix(in srgb,currentColor 18%,transparent)}
dt{margin-top:1rem;font-weight:600;overflow-wrap:anywhere}
dd{margin:.2rem 0 0}
b{display:inline-block;min-width:4.5rem;color:light-dark(#1f6f5c,#6cc7ae)}
"""
