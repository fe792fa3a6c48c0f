"""What a first visit sends, and what it gets."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from widget_server.core.errors import N_
from widget_server.groups.schemas import Group
from widget_server.identity.schemas import Person
from widget_server.pages.schemas import Page
from widget_server.threads.schemas import Thread

WIDGETS = ("thread", "like", "follow", "count")


class PageName(Schema):
    """A page as its host names it."""

    id = fields.String(required=True)
    group = fields.String(
        allow_none=True,
        load_default=None,
        metadata={"description": "Id or slug of a group: its conversation is visited, and `id` means nothing."},
    )
    url = fields.String(required=True)
    title = fields.String(load_default="")


class Boot(Schema):
    """A first visit."""

    site = fields.String(required=True)
    page = fields.Nested(PageName, allow_none=True, load_default=None)
    widgets = fields.List(
        fields.String(validate=validate.OneOf(WIDGETS, error=N_("Choose thread, like, follow or count."))),
        load_default=["thread"],
        validate=validate.Length(max=20, error=N_("Ask for at most 20 widgets at a time.")),
    )
    ticket = fields.String(allow_none=True, load_default=None)


class CountsQuery(Schema):
    """Which pages of which site."""

    site = fields.String(required=True)
    page = fields.List(fields.String(), metadata={"maxItems": 100, "description": "An id of the host; repeatable."})


class Me(Person):
    """The person at work."""

    locale = fields.String(required=True)
    roles = fields.List(fields.String(), required=True)


class BootSite(Schema):
    """The site, as widgets need it."""

    name = fields.String(required=True)
    locale = fields.String(required=True)
    reactions = fields.List(fields.String(), required=True)


class BootPage(Page):
    """A page, and whether the reader follows it: all, mentions or off."""

    following = fields.String(required=True)


class Counts(Schema):
    """Comments and reactions of a page."""

    comments = fields.Integer(required=True)
    reactions = fields.Integer(required=True)
    tally = fields.Dict(keys=fields.String(), values=fields.Integer())


COUNTS_OF_PAGES = {
    "type": "object",
    "description": "By the ids asked for; what is unknown or not the reader's to see is 0.",
    "additionalProperties": {
        "type": "object",
        "required": ["comments", "reactions"],
        "properties": {"comments": {"type": "integer"}, "reactions": {"type": "integer"}},
        "additionalProperties": False,
    },
}


class Booted(Schema):
    """All that a first visit needs."""

    me = fields.Nested(Me, required=True)
    access_token = fields.String(required=True, allow_none=True)
    expires_in = fields.Integer(required=True, allow_none=True)
    site = fields.Nested(BootSite, required=True)
    page = fields.Nested(BootPage, required=True, allow_none=True)
    group = fields.Nested(
        Group, metadata={"description": "The group that was asked for; who only sees it has no page."}
    )
    counts = fields.Nested(Counts, required=True, allow_none=True)
    reactors = fields.List(fields.Nested(Person), required=True)
    thread = fields.Nested(Thread, required=True, allow_none=True)
