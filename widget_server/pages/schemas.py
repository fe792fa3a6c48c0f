"""What comes in about pages, and a page as the API documents it."""

from __future__ import annotations

from marshmallow import Schema, fields

from widget_server.pages.models import STATES
from widget_server.pages.service import DECISIONS


class Copy(Schema):
    """A second address at which a page was seen."""

    url = fields.String(required=True)


class Page(Schema):
    """A page as its readers see it."""

    id = fields.String(required=True)
    key = fields.String(required=True, allow_none=True)
    title = fields.String(required=True)
    url = fields.String(required=True)
    canonical_url = fields.String(required=True)
    state = fields.String(required=True)
    reactions = fields.Boolean(required=True)
    may = fields.List(fields.String(), required=True)
    copies = fields.List(fields.Nested(Copy))


class PageChange(Schema):
    """What is set on a page."""

    state = fields.String(metadata={"enum": list(STATES)})
    reactions = fields.Boolean(truthy={True}, falsy={False})
    owner = fields.String(allow_none=True)
    deputy = fields.String(allow_none=True)


class CopyDecision(Schema):
    """What a second address is: same, new or moved."""

    url = fields.String(required=True)
    decision = fields.String(required=True, metadata={"enum": list(DECISIONS)})
