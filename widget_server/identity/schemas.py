"""A person as the API documents them."""

from __future__ import annotations

from marshmallow import Schema, fields, validate


class Person(Schema):
    """Somebody as others see them."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    department = fields.String(required=True, allow_none=True)
    photo_url = fields.String(required=True, allow_none=True)
    kind = fields.String(required=True, validate=validate.OneOf(["person", "shared", "former"]))
