"""What comes in about topics, and what goes out as the API documents it."""

from __future__ import annotations

from marshmallow import Schema, fields

SORTS = ("name", "used")


class TopicQuery(Schema):
    """Which topics: those that begin so, or the one that is written so."""

    sort = fields.String(
        load_default=SORTS[0], metadata={"enum": list(SORTS), "description": "used: most used first, for managers."}
    )
    cursor = fields.String(metadata={"description": "The `next` of the answer before."})
    query = fields.String(metadata={"description": "The beginning of a topic, in any case, without diacritics too."})
    name = fields.String(metadata={"description": "A whole topic, also one that was merged into another."})


class Topic(Schema):
    """A topic."""

    id = fields.String(required=True)
    label = fields.String(required=True)
    uses = fields.Integer(metadata={"description": "Pages and comments that one may read; only of `sort=used`."})


class Topics(Schema):
    """Topics, twenty at a time."""

    items = fields.List(fields.Nested(Topic), required=True)
    next = fields.String(required=True, allow_none=True)


class Labels(Schema):
    """What a page is about."""

    topics = fields.List(fields.String(), required=True, metadata={"maxItems": 10})


class Into(Schema):
    """The topic that another becomes part of."""

    into = fields.String(required=True)


class Label(Schema):
    """How a topic is written."""

    label = fields.String(required=True, metadata={"minLength": 2, "maxLength": 50})
