"""Follows as the API documents them."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from widget_server.core.errors import N_
from widget_server.follows.models import LEVELS


class Level(Schema):
    """How much of something one wants to hear."""

    level = fields.String(required=True, validate=validate.OneOf(LEVELS, error=N_("Choose all, mentions or off.")))


class Following(Schema):
    """How one follows an object, and how many people do."""

    level = fields.String(required=True, metadata={"enum": list(LEVELS)})
    followers = fields.Integer(required=True)


class Muted(Schema):
    """Whether one has muted an object."""

    muted = fields.Boolean(required=True)
