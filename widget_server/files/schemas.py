"""Files as the API documents them."""

from __future__ import annotations

from marshmallow import Schema, fields

from widget_server.files.policy import MAX_ALT, MAX_FILES
from widget_server.files.service import Wanted


class Named(Schema):
    """How a file is called."""

    name = fields.String(required=True, metadata={"description": "With its extension; folders are left out."})


class File(Schema):
    """A file; its content is read at /files/<id>. `alt` is what an image shows, empty where it only decorates."""

    id = fields.String(required=True)
    kind = fields.String(required=True, metadata={"enum": ["image", "document"]})
    name = fields.String(required=True)
    media_type = fields.String(required=True)
    size_bytes = fields.Integer(required=True)
    width = fields.Integer(required=True, allow_none=True, metadata={"description": "Pixels, of an image."})
    height = fields.Integer(required=True, allow_none=True)
    alt = fields.String(required=True, allow_none=True)


class Attached(Schema):
    """A file that was uploaded, and what it shows: needed for an image, empty where it only decorates."""

    id = fields.String(required=True)
    alt = fields.String(allow_none=True, load_default=None, metadata={"maxLength": MAX_ALT})


class WithFiles(Schema):
    """What may have files."""

    files = fields.List(fields.Nested(Attached), load_default=list, metadata={"maxItems": MAX_FILES})


def wanted(data: dict[str, list[dict[str, str | None]]]) -> list[Wanted]:
    """Give the files that a checked body wants attached."""
    return [Wanted(str(each["id"]), each["alt"]) for each in data["files"]]
