"""What comes in about topics, and what goes out as the API documents it."""

from __future__ import annotations

from marshmallow import Schema, fields


class TopicQuery(Schema):
    """Which topics: those that begin so, or the one that is written so."""

    cursor = fields.String(metadata={"description": "The `next` of the answer before."})
    query = fields.String(metadata={"description": "The beginning of a topic, in any case, without diacritics too."})
    name = fields.String(metadata={"description": "A whole topic, also one that was merged into another."})


class Topic(Schema):
    """A topic."""

    id = fields.String(required=True)
    label = fields.String(required=True)


class Topics(Schema):
    """Topics by name."""

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
