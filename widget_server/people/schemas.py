"""People as the API documents them."""

from __future__ import annotations

from marshmallow import Schema, fields

from widget_server.identity.schemas import Person


class PeopleQuery(Schema):
    """Whom one looks for."""

    query = fields.String(
        required=True, metadata={"maxLength": 100, "description": "The beginning of any words of a name."}
    )
    object = fields.String(metadata={"description": "A page or a comment: only those who may read it."})


class People(Schema):
    """Up to ten people, by name."""

    items = fields.List(fields.Nested(Person), required=True)
    next = fields.String(required=True, allow_none=True)
