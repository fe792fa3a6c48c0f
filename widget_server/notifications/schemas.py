"""Notifications as the API takes and documents them."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from widget_server.identity.schemas import Person
from widget_server.notifications.models import CHANNELS, KINDS

MAX_IDS = 100


class About(Schema):
    """The page that a notification stands on."""

    id = fields.String(required=True)
    key = fields.String(required=True, allow_none=True)
    title = fields.String(required=True)
    url = fields.String(required=True)


class Target(Schema):
    """Why one is told: one's own comment or page, or what one follows. `name`: of a person, topic or group.

    Of `group`, it is who comes in, and `name` the group's.
    """

    id = fields.String(required=True)
    kind = fields.String(required=True, allow_none=True)
    name = fields.String(required=True, allow_none=True)


class Notification(Schema):
    """What one is told: who did what. `count` people did it since it was seen; `url` leads there, if anywhere."""

    id = fields.String(required=True)
    kind = fields.String(required=True, validate=validate.OneOf(KINDS))
    verb = fields.String(required=True)
    by = fields.Nested(Person, required=True)
    count = fields.Integer(required=True)
    object = fields.String(required=True)
    target = fields.Nested(Target, required=True)
    page = fields.Nested(About, required=True, allow_none=True)
    excerpt = fields.String(required=True, allow_none=True)
    url = fields.String(required=True, allow_none=True)
    at = fields.String(required=True)
    seen = fields.Boolean(required=True)


class Notifications(Schema):
    """One's notifications, newest first."""

    items = fields.List(fields.Nested(Notification), required=True)
    next = fields.String(required=True, allow_none=True)


class Known(Schema):
    """What the reader has already."""

    if_none_match = fields.String(data_key="If-None-Match")


class Count(Schema):
    """How many are unseen, at most 100; `undo` takes back what was marked, if anything was."""

    unseen = fields.Integer(required=True)
    undo = fields.String(allow_none=True)


class WhatIsSeen(Schema):
    """What one has seen: all up to one (`until`), some by `ids`, or those of a `page` that one reads."""

    until = fields.String()
    ids = fields.List(fields.String(), validate=validate.Length(1, MAX_IDS))
    page = fields.String()


class Undo(Schema):
    """What takes back a marking."""

    undo = fields.String(required=True)


class Channels(Schema):
    """Whether one is told through each channel."""

    bell = fields.Boolean(truthy={True}, falsy={False})
    mail = fields.Boolean(truthy={True}, falsy={False})
    push = fields.Boolean(truthy={True}, falsy={False})


class QuietTime(Schema):
    """When one is sent no mail and no push: evenings from `start` to `end`, days (1 is Monday), dates, a holiday.

    That goes from `off_from` to `off_until`, both included; both empty: none.
    """

    evenings = fields.Boolean(truthy={True}, falsy={False})
    start = fields.String()
    end = fields.String()
    days = fields.List(fields.Integer(strict=True), validate=validate.Length(max=7))
    dates = fields.List(fields.String(), validate=validate.Length(max=366))
    timezone = fields.String()
    off_from = fields.String()
    off_until = fields.String()


class Settings(Schema):
    """What one is told of through which channel, and when one is left in peace; what is left out stays."""

    channels = fields.Dict(
        keys=fields.String(validate=validate.OneOf(KINDS)),
        values=fields.Nested(Channels),
        metadata={"description": f"Kinds: {', '.join(KINDS)}. Channels: {', '.join(CHANNELS)}."},
    )
    quiet = fields.Nested(QuietTime)
