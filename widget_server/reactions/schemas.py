"""Reactions as the API documents them."""

from __future__ import annotations

from marshmallow import Schema, fields

from widget_server.identity.schemas import Person


class Cursor(Schema):
    """Where a list goes on."""

    cursor = fields.String(metadata={"description": "The `next` of the answer before."})


class Outcome(Schema):
    """An object's tally after a reaction, and mine."""

    tally = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    mine = fields.List(fields.String(), required=True)


class Who(Schema):
    """Who reacted, with what, when."""

    kind = fields.String(required=True)
    person = fields.Nested(Person, required=True)
    at = fields.String(required=True)


class Reactors(Schema):
    """Those who reacted, newest first."""

    items = fields.List(fields.Nested(Who), required=True)
    next = fields.String(required=True, allow_none=True)
