"""What goes in and out about mail."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from widget_server.mail.policy import DIGESTS, NEVER


class DigestChoice(Schema):
    """How often one is mailed what one missed, if one was away: never unless one chooses."""

    every = fields.String(required=True, validate=validate.OneOf([NEVER, *DIGESTS]))
