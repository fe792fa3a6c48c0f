"""JSON in and out: orjson, and bodies read with clear refusals."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Response, request
from flask.json.provider import JSONProvider
from marshmallow import RAISE, Schema, ValidationError
from werkzeug.exceptions import RequestEntityTooLarge

from widget_server.core.errors import N_, Invalid, Malformed, TooLarge, WrongMedia

MAX_BODY_BYTES = 1_000_000
NOT_KEPT = "private, no-cache"  # by any cache, without asking again
MAX_FAULTS = 20  # that one answer names
NUL = N_("This holds characters that cannot be shown. Type it, or paste it as plain text.")
UNKNOWN = N_("This address takes no such field.")
WORDS = {  # marshmallow's own, in ours
    "Unknown field.": UNKNOWN,
    "Missing data for required field.": N_("This is needed."),
    "Field may not be null.": N_("This may not be empty."),
    "Not a valid string.": N_("This must be text."),
    "Not a valid boolean.": N_("This is true or false."),
    "Not a valid list.": N_("This must be a list."),
    "Invalid input type.": N_("This must be an object with fields."),
}
OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS


class OrjsonProvider(JSONProvider):
    """Flask's JSON through orjson; times as ISO 8601 with Z."""

    def dumps(self, obj: Any, **_kwargs: Any) -> str:
        """Give `obj` as JSON text."""
        return orjson.dumps(obj, option=OPTIONS).decode()

    def loads(self, s: str | bytes, **_kwargs: Any) -> Any:
        """Give what the JSON text `s` says."""
        return orjson.loads(s)


def answer(data: Any, status: int = 200) -> Response:
    """Give `data` as a JSON answer that no cache keeps."""
    return answer_bytes(orjson.dumps(data, option=OPTIONS), status)


def answer_bytes(body: bytes, status: int = 200) -> Response:
    """Give ready JSON bytes as an answer that no cache keeps."""
    response = Response(body, status, mimetype="application/json")
    response.headers["Cache-Control"] = NOT_KEPT
    return response


def read_json(schema: Schema) -> dict[str, Any]:
    """Give the request's body, checked against `schema`. Raises WrongMedia, TooLarge, Malformed, Invalid."""
    if request.mimetype != "application/json":
        raise WrongMedia()
    try:
        body = request.get_data(cache=True)
    except RequestEntityTooLarge:
        raise TooLarge() from None
    if len(body) > MAX_BODY_BYTES:
        raise TooLarge()
    return parse(body, schema)


def parse(body: bytes, schema: Schema) -> dict[str, Any]:
    """Give what a body says, checked against `schema`. Raises Malformed, Invalid."""
    try:
        data = orjson.loads(body)
    except orjson.JSONDecodeError:
        raise Malformed(N_("The body is not JSON.")) from None
    if not isinstance(data, dict):
        raise Malformed(N_("The body is not a JSON object."))
    if b"\\u0000" in body:  # the only way to write it in JSON
        _check_nul(data)
    return check_fields(schema, data)


def _check_nul(body: dict[str, Any]) -> None:
    """Refuse a NUL in any text of a body, which PostgreSQL cannot keep. Raises Invalid naming the field."""
    waiting: list[tuple[str, Any]] = [("", body)]
    while waiting:  # no recursion: orjson reads deeper than Python calls
        place, part = waiting.pop()
        inner = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
        texts = [part, *(name for name, _ in inner)] if isinstance(part, dict) else [part]
        if any(isinstance(text, str) and "\0" in text for text in texts):
            raise Invalid(NUL, errors={place or "body": [NUL]})
        waiting += [(f"{place}.{name}"[:100] if place else str(name)[:100], each) for name, each in inner]


def check_fields(schema: Schema, data: dict[str, Any]) -> dict[str, Any]:
    """Give `data` as `schema` loads it. Raises Invalid, code unknown_field where a field is not ours."""
    try:
        return schema.load(data, unknown=RAISE)
    except ValidationError as error:
        errors = _flat(error.messages)
    unknown = {name: messages for name, messages in errors.items() if UNKNOWN in messages}
    if unknown:
        raise Invalid(UNKNOWN, code="unknown_field", errors=unknown)
    raise Invalid(errors=errors)


def _flat(messages: Any, prefix: str = "") -> dict[str, list[str]]:
    if isinstance(messages, list):
        return {prefix or "body": [WORDS.get(str(said)) or str(said) for said in messages]}
    flat: dict[str, list[str]] = {}
    for name, inner in list(messages.items())[:MAX_FAULTS]:
        place = f"{prefix}.{name}"[:100] if prefix else str(name)[:100]
        flat.update(_flat(inner, prefix if name == "_schema" else place))
    return flat
