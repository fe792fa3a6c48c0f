"""Whom something new concerns, of those who look at their feed: followers who may read it; and what a card is about."""

from __future__ import annotations

from sqlalchemy import select

from tests.contract.test_feed import cards
from tests.factories import Factory, MadeSite
from tests.helpers import following
from tests.helpers.http import Visitor
from widget_server.activities.models import Activity
from widget_server.core.events import Happened
from widget_server.db import session
from widget_server.feed.service import concerned


def told(make: Factory, comment: str, *here: Visitor) -> set[str]:
    """Give whom the writing of a comment concerns, of those here."""
    with make.app.app_context():
        act = session().scalars(select(Activity).where(Activity.object_id == comment, Activity.verb == "create")).one()
        happened = Happened(act.id, act.site_id, act.actor_id, act.verb, act.object_id, act.target_id, act.at)
        return set(concerned(happened, [each.id for each in here]))


def test_who_follows_the_page_the_writer_the_topic_or_the_group_is_concerned(
    anna: Visitor, bram: Visitor, carla: Visitor, page: str, make: Factory, site: MadeSite
) -> None:
    comment = bram.reply(page, "Over #wms")["id"]
    assert told(make, comment, anna, carla) == set()
    topic = anna.get("/topics?name=wms").json["items"][0]["id"]
    for thing in (page, bram.id, topic):
        following.follow(make, anna, thing)
        assert told(make, comment, anna, carla) == {anna.id}
        following.follow(make, anna, thing, "off")
    group, conversation = following.closed_group(make, site, "Planning", [anna, bram])
    following.follow(make, anna, group)
    following.follow(make, carla, group)
    assert told(make, bram.reply(conversation)["id"], anna, carla) == {anna.id}


def test_nobody_is_told_of_their_own_words(anna: Visitor, page: str, make: Factory) -> None:
    comment = anna.reply(page)["id"]
    assert told(make, comment, anna) == set()


def test_a_card_says_what_it_is_about_and_whether_one_follows_that(
    anna: Visitor, bram: Visitor, page: str, make: Factory, site: MadeSite
) -> None:
    following.follow(make, anna, bram.id)
    tagged = following.topic(make, site, "Verlof", [page])
    following.follow(make, anna, tagged)
    bram.reply(page, "Over #wms")
    (card,) = cards(anna)
    assert [(each["label"], each["level"]) for each in card["topics"]] == [("Verlof", "all"), ("wms", "off")]
