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


class NamedGroup(Schema):
    """A group of one's own, as one mentions it."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    member_count = fields.Integer(required=True)


class People(Schema):
    """Up to ten people, by name; for an object up to five groups, too."""

    items = fields.List(fields.Nested(Person), required=True)
    next = fields.String(required=True, allow_none=True)
    groups = fields.List(fields.Nested(NamedGroup))


class ProfileCard(Person):
    """A person as every colleague sees them."""

    job_title = fields.String(required=True, allow_none=True)
    about = fields.String(required=True, allow_none=True)
    topics = fields.List(fields.String(), required=True)
    contributions = fields.Boolean(required=True, metadata={"description": "Whether they let others see the list."})


class OwnProfile(Schema):
    """What one says of oneself and lets others see; what it lacks, and what to ask for now, at most once a week."""

    about = fields.String(required=True, allow_none=True)
    topics = fields.List(fields.String(), required=True)
    show_contributions = fields.Boolean(required=True)
    show_reactions = fields.Boolean(required=True)
    own_photo = fields.Boolean(required=True, metadata={"description": "Whether one gave a photo oneself."})
    others_see = fields.Nested(ProfileCard, required=True)
    missing = fields.List(fields.String(), required=True)
    nudge = fields.String(required=True, allow_none=True)


class ProfileChange(Schema):
    """What changes of one's profile."""

    about = fields.String(allow_none=True, metadata={"maxLength": 300})
    topics = fields.List(fields.String(), metadata={"maxItems": 10})
    show_contributions = fields.Boolean(truthy={True}, falsy={False})
    show_reactions = fields.Boolean(truthy={True}, falsy={False})
