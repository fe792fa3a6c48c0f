"""What comes in, and what goes out as the API documents it."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from widget_server.core.errors import N_
from widget_server.core.text import MAX_LENGTH, MAX_LINE
from widget_server.files.schemas import File, WithFiles
from widget_server.identity.schemas import Person
from widget_server.threads.service.reading import SORTS


class Hidden(Schema):
    """Why and since when a comment is hidden."""

    reason = fields.String(required=True)
    at = fields.String(required=True)


class InReplyTo(Schema):
    """The comment that one below the third level answers."""

    id = fields.String(required=True)
    name = fields.String(required=True)


class Comment(Schema):
    """A comment as its readers see it."""

    id = fields.String(required=True)
    page = fields.String(required=True)
    parent = fields.String(required=True, allow_none=True)
    depth = fields.Integer(required=True)
    author = fields.Nested(Person, required=True, allow_none=True)
    html = fields.String(required=True, allow_none=True)
    files = fields.List(fields.Nested(File), required=True)
    lang = fields.String(required=True, allow_none=True)
    created_at = fields.String(required=True)
    edited_at = fields.String(required=True, allow_none=True)
    removed = fields.Boolean(required=True)
    hidden = fields.Nested(Hidden, required=True, allow_none=True)
    tally = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    replies = fields.Integer(required=True)
    hidden_replies = fields.Integer(required=True)
    version = fields.Integer(required=True)
    in_reply_to = fields.Nested(InReplyTo, required=True, allow_none=True)


class OwnComment(Comment):
    """A comment with what the reader may do, and its source for the author."""

    source = fields.String(allow_none=True)
    may = fields.List(fields.String(), required=True)


class NewOwnComment(OwnComment):
    """A new comment, and how its author now follows the page, or the post: all, mentions or off."""

    followed = fields.String(required=True)
    following = fields.String(required=True)


class Mine(Schema):
    """What is the reader's own about one object."""

    reactions = fields.List(fields.String(), required=True)
    may = fields.List(fields.String(), required=True)


class Thread(Schema):
    """A part of a thread."""

    items = fields.List(fields.Nested(Comment), required=True)
    next = fields.String(required=True, allow_none=True)
    previous = fields.String(required=True, allow_none=True)
    total = fields.Integer(required=True)
    version = fields.String(required=True)
    mine = fields.Dict(keys=fields.String(), values=fields.Nested(Mine), required=True)


class Replies(Schema):
    """Replies below a root."""

    items = fields.List(fields.Nested(Comment), required=True)
    next = fields.String(required=True, allow_none=True)
    mine = fields.Dict(keys=fields.String(), values=fields.Nested(Mine), required=True)


class Version(Schema):
    """What a comment said at a version."""

    version = fields.Integer(required=True)
    source = fields.String(required=True)
    html = fields.String(required=True)
    written_at = fields.String(required=True)


class Versions(Schema):
    """All versions of a comment, newest first."""

    items = fields.List(fields.Nested(Version), required=True)
    next = fields.String(required=True, allow_none=True)


class Contributions(Schema):
    """Comments of one person, newest first."""

    items = fields.List(fields.Nested(Comment), required=True)
    next = fields.String(required=True, allow_none=True)


class ThreadQuery(Schema):
    """Which part of a thread, in which order."""

    sort = fields.String(load_default=SORTS[0], metadata={"enum": list(SORTS)})
    cursor = fields.String(metadata={"description": "Goes on where `next` or `previous` of an answer says."})
    around = fields.String(metadata={"description": "A comment: the part that holds it, with all above it."})


class Known(Schema):
    """What the reader has already."""

    etag = fields.String(data_key="If-None-Match")


class Matching(Schema):
    """The version that a change is meant for."""

    version = fields.String(
        data_key="If-Match", metadata={"description": 'The comment\'s version, as "3"; 412 when stale.'}
    )


class Once(Schema):
    """What makes a write safe to send again."""

    key = fields.String(data_key="Idempotency-Key", metadata={"minLength": 1, "maxLength": 128})


class Source(Schema):
    """A text in Markdown."""

    source = fields.String(required=True, metadata={"minLength": 1, "maxLength": MAX_LENGTH})


class Draft(Source):
    """A text in Markdown, and for which page or comment."""

    object = fields.String(allow_none=True, load_default=None)


class NewComment(Source, WithFiles):
    """A new comment."""

    lang = fields.String(
        allow_none=True,
        load_default=None,
        validate=validate.Length(max=35, error=N_("A language is written as nl or en-GB.")),
    )


class Reason(Schema):
    """Why a comment is hidden, for every reader to see."""

    reason = fields.String(required=True, metadata={"minLength": 1, "maxLength": MAX_LINE})


class Alias(Schema):
    """Another id of the host."""

    id = fields.String(required=True, metadata={"minLength": 1, "maxLength": 500})


class Html(Schema):
    """Rendered text; for an object, how many others it tells, by mentioning them."""

    html = fields.String(required=True)
    told = fields.Integer()
