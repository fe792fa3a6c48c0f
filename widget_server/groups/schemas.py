"""What comes in about groups, and what goes out as the API documents it."""

from __future__ import annotations

from marshmallow import Schema, fields

from widget_server.groups.models import KINDS, ROLES, STATES
from widget_server.identity.schemas import Person


class NewGroup(Schema):
    """A group to be started."""

    name = fields.String(required=True)
    purpose = fields.String(load_default="")
    kind = fields.String(load_default="open", metadata={"enum": list(KINDS)})
    visible = fields.Boolean(load_default=True, truthy={True}, falsy={False})


class GroupChange(Schema):
    """What is set on a group."""

    name = fields.String()
    purpose = fields.String()
    kind = fields.String(metadata={"enum": list(KINDS)})
    visible = fields.Boolean(truthy={True}, falsy={False})


class Belonging(Schema):
    """What the reader is in the group."""

    role = fields.String(required=True)
    state = fields.String(required=True)


class Group(Schema):
    """A group as the reader sees it. Its conversation is the thread of `page_id`."""

    id = fields.String(required=True)
    page_id = fields.String(required=True)
    slug = fields.String(required=True, metadata={"description": "Names it on a page: the attribute `group`."})
    name = fields.String(required=True)
    purpose = fields.String(required=True)
    kind = fields.String(required=True)
    visible = fields.Boolean(required=True)
    member_count = fields.Integer(required=True)
    created_at = fields.String(required=True)
    archived_at = fields.String(required=True, allow_none=True)
    mine = fields.Nested(Belonging, required=True, allow_none=True)
    may = fields.List(fields.String(), required=True)
    asked_count = fields.Integer(metadata={"description": "Who waits to be accepted; for who runs the group."})


class Groups(Schema):
    """Groups by name; `may`: found, for who starts one here."""

    items = fields.List(fields.Nested(Group), required=True)
    next = fields.String(required=True, allow_none=True)
    may = fields.List(fields.String(), required=True)


class GroupsQuery(Schema):
    """Which groups."""

    cursor = fields.String()
    mine = fields.String(metadata={"enum": ["true", "false"]})


class MembersQuery(Schema):
    """Which of those who belong to a group, or want to."""

    cursor = fields.String()
    state = fields.String(metadata={"enum": list(STATES)})


class Member(Schema):
    """A person in a group; `at`: since when."""

    person = fields.Nested(Person, required=True)
    role = fields.String(required=True)
    state = fields.String(required=True)
    at = fields.String(required=True)


class Members(Schema):
    """Members, those who came first first."""

    items = fields.List(fields.Nested(Member), required=True)
    next = fields.String(required=True, allow_none=True)


class Invitation(Schema):
    """Whom to invite."""

    person = fields.String(required=True)


class MemberChange(Schema):
    """What is set on a member."""

    role = fields.String(metadata={"enum": list(ROLES)})
    state = fields.String(metadata={"enum": ["member"]})
