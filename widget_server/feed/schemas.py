"""A feed as the API documents it, and what comes in about it."""

from __future__ import annotations

from marshmallow import Schema, fields

from widget_server.feed.models import TABS
from widget_server.feed.service.ranking import WEIGHTS
from widget_server.identity.schemas import Person
from widget_server.threads.schemas import Comment, NewComment

SNAPSHOT = "The `snapshot` of an answer of GET /feed."


class Named(Schema):
    """An object and how it is called."""

    id = fields.String(required=True)
    kind = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)


class Why(Schema):
    """Why a card is there: as data, and as a sentence in the reader's language."""

    kind = fields.String(required=True, metadata={"enum": list(WEIGHTS)})
    person = fields.Nested(Person, allow_none=True, required=True)
    object = fields.Nested(Named, allow_none=True, required=True)
    sentence = fields.String(required=True)


class Score(Schema):
    """The factors of a card's score, and their product."""

    reason = fields.Float(required=True)
    age_hours = fields.Float(required=True)
    recency = fields.Float(required=True)
    unanswered = fields.Float(required=True)
    unseen = fields.Float(required=True)
    total = fields.Float(required=True)


class CardPage(Schema):
    """The page of the host that a card leads to."""

    id = fields.String(required=True)
    key = fields.String(required=True, allow_none=True)
    title = fields.String(required=True)
    url = fields.String(required=True)


class FollowingOfCard(Schema):
    """At which level the reader follows the thread and its writer: all, mentions or off."""

    thread = fields.String(required=True)
    person = fields.String(required=True)


class TopicOfCard(Schema):
    """What a card is about, and at which level the reader follows it."""

    id = fields.String(required=True)
    label = fields.String(required=True)
    level = fields.String(required=True)


class Card(Schema):
    """A card: one activity of a thread, with its reason."""

    id = fields.String(required=True)
    thread = fields.String(required=True)
    title = fields.String(required=True)
    page = fields.Nested(CardPage, required=True, allow_none=True)
    group = fields.Nested(Named, required=True, allow_none=True)
    topics = fields.List(fields.Nested(TopicOfCard), required=True)
    comment = fields.Nested(Comment, required=True)
    answers = fields.Integer(required=True)
    unanswered = fields.Boolean(required=True)
    unseen = fields.Boolean(required=True)
    following = fields.Nested(FollowingOfCard, required=True)
    why = fields.Nested(Why, required=True)
    score = fields.Nested(Score, required=True, allow_none=True)


class Feed(Schema):
    """A page of a feed. `fresh`: the cursor was not good any more, a new snapshot begins here."""

    tab = fields.String(required=True, metadata={"enum": list(TABS)})
    items = fields.List(fields.Nested(Card), required=True)
    next = fields.String(required=True, allow_none=True)
    snapshot = fields.String(required=True)
    fresh = fields.Boolean(required=True)
    follows_nothing = fields.Boolean(required=True)


class MutedThing(Named):
    """Something that one muted: where it leads, and since when."""

    url = fields.String(required=True, allow_none=True)
    at = fields.String(required=True)


class FollowedConversation(Schema):
    """The conversation of a group, and at which level one follows it."""

    id = fields.String(required=True)
    level = fields.String(required=True, metadata={"enum": ["all", "mentions"]})


class FollowedThing(MutedThing):
    """Something that one follows. A group's conversation that one follows too stands with its group."""

    level = fields.String(required=True, metadata={"enum": ["all", "mentions"]})
    conversation = fields.Nested(FollowedConversation, required=True, allow_none=True)


class Follows(Schema):
    """What one follows, the newest first."""

    items = fields.List(fields.Nested(FollowedThing), required=True)
    next = fields.String(required=True, allow_none=True)


class Mutes(Schema):
    """What one muted, the newest first."""

    items = fields.List(fields.Nested(MutedThing), required=True)
    next = fields.String(required=True, allow_none=True)


class FeedQuery(Schema):
    """Which feed, from where."""

    tab = fields.String(metadata={"enum": list(TABS), "description": "Without it: the one chosen last."})
    cursor = fields.String(metadata={"description": "The `next` of the answer before."})


class NewsQuery(Schema):
    """Since when."""

    snapshot = fields.String(required=True, metadata={"description": SNAPSHOT})


class News(Schema):
    """How many threads have news since a snapshot, up to 99. `expired`: it is not good any more; read the feed anew."""

    count = fields.Integer(required=True)
    expired = fields.Boolean(required=True)


class KindSince(Schema):
    """In how many threads something came for a reason, the strongest of each."""

    kind = fields.String(required=True, metadata={"enum": list(WEIGHTS)})
    count = fields.Integer(required=True)


class Since(Schema):
    """How many threads have news since one's last visit, which ended half an hour before this one or earlier.

    `since`: null when there was none. Told to oneself only.
    """

    since = fields.String(required=True, allow_none=True)
    count = fields.Integer(required=True)
    kinds = fields.List(fields.Nested(KindSince), required=True)


class Weight(Schema):
    """A reason and its weight."""

    kind = fields.String(required=True)
    weight = fields.Float(required=True)
    sentence = fields.String(required=True)


class Formula(Schema):
    """How For you is sorted: the formula in words, and its numbers."""

    sentences = fields.List(fields.String(), required=True)
    half_life_hours = fields.Float(required=True)
    unanswered = fields.Float(required=True)
    unseen = fields.Float(required=True)
    reasons = fields.List(fields.Nested(Weight), required=True)


class Tab(Schema):
    """The tab to come back to."""

    tab = fields.String(required=True, metadata={"enum": list(TABS)})


class SeenFeed(Schema):
    """What was seen: a feed as it stood."""

    snapshot = fields.String(required=True, metadata={"description": SNAPSHOT})


class NewPost(NewComment):
    """Something to share: with everybody on the site, or with a group."""

    group = fields.String(allow_none=True, load_default=None)
