"""The feed: what comes, what does not, why, and in which order."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.factories import Factory, MadeSite
from tests.helpers import expected, following
from tests.helpers.http import Visitor, fault
from tests.helpers.uploads import attached, uploaded
from widget_server.core import clock


def feed(who: Visitor, query: str = "", tongue: str = "en") -> dict[str, Any]:
    """Read a page of somebody's feed."""
    answer = who.get(f"/feed{query}", headers={"Accept-Language": tongue})
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def cards(who: Visitor, query: str = "?tab=for-you") -> list[dict[str, Any]]:
    """Give the cards that come because of what somebody follows."""
    return [each for each in feed(who, query)["items"] if each["why"]["kind"] != "new_here"]


@pytest.fixture
def other(make: Factory, site: MadeSite) -> str:
    """A page that Anna never opened."""
    return make.page(site, "canteen", title="Canteen")


@pytest.mark.parametrize("tongue", ["en", "nl"])
def test_what_somebody_one_follows_attached_says_so_but_of_a_post_that_they_shared_it(
    anna: Visitor, bram: Visitor, other: str, make: Factory, tongue: str
) -> None:
    following.follow(make, anna, bram.id)
    attached(bram, other)
    bram.post("/posts", {"source": "Mijn plan", "files": [{"id": uploaded(bram, b"plan", "plan.txt")["id"]}]})
    found = [each["why"] for each in feed(anna, "?tab=for-you", tongue)["items"]]
    assert {each["kind"]: each["sentence"] for each in found} == {
        "en": {
            "person_posted": "Shared by Bram Visser, whom you follow",
            "person_attached": "Because Bram Visser, whom you follow, attached a file",
        },
        "nl": {
            "person_posted": "Gedeeld door Bram Visser, die je volgt",
            "person_attached": "Omdat Bram Visser, die je volgt, een bestand meestuurde",
        },
    }[tongue]


def test_who_follows_a_person_sees_what_they_answered_and_why(
    anna: Visitor, bram: Visitor, other: str, make: Factory, site: MadeSite
) -> None:
    following.follow(make, anna, bram.id)
    comment = bram.reply(other, "De soep is *op*.")
    (card,) = cards(anna)
    assert card == {
        "id": card["id"],
        "thread": other,
        "title": "Canteen",
        "page": {"id": other, "key": "canteen", "title": "Canteen", "url": f"{site.origin}/canteen"},
        "group": None,
        "topics": [],
        "comment": {name: comment[name] for name in card["comment"]},
        "answers": 1,
        "unanswered": True,
        "unseen": True,
        "following": {"thread": "off", "person": "all"},
        "why": {
            "kind": "person_answered",
            "person": expected.person(bram),
            "object": None,
            "sentence": "Because Bram Visser, whom you follow, replied",
        },
        "score": card["score"],
    }


def test_the_reason_is_a_sentence_in_the_readers_language(
    anna: Visitor, bram: Visitor, other: str, make: Factory
) -> None:
    following.follow(make, anna, bram.id)
    bram.reply(other)
    (card,) = feed(anna, tongue="nl")["items"]
    assert card["why"]["sentence"] == "Omdat Bram Visser, die je volgt, reageerde"


def test_every_thing_that_one_can_follow_leads_to_its_cards(
    anna: Visitor, bram: Visitor, page: str, other: str, make: Factory, site: MadeSite
) -> None:
    group, conversation = following.closed_group(make, site, "Planning", [anna, bram])
    root = bram.reply(other)["id"]
    bram.reply(root)
    bram.reply(page)
    bram.reply(conversation)
    following.follow(make, anna, page)
    following.follow(make, anna, root)
    following.follow(make, anna, group, "mentions")
    why = {each["thread"]: (each["why"]["kind"], each["why"]["sentence"]) for each in cards(anna)}
    post = next(each for each in why if each not in (page, other))
    assert why == {
        page: ("page_followed", "On a page that you follow"),
        other: ("thread_followed", "In a conversation that you follow"),
        post: ("group_followed", "In your group Planning"),
    }


def test_a_topic_that_was_merged_leads_to_what_it_became(
    anna: Visitor, bram: Visitor, other: str, make: Factory, site: MadeSite
) -> None:
    wms = following.topic(make, site, "WMS")
    old = following.topic(make, site, "orders", into=wms)
    following.follow(make, anna, old)
    comment = bram.reply(other)["id"]
    following.put_on_timeline(make, wms, comment)
    (card,) = cards(anna)
    assert (card["why"]["kind"], card["comment"]["id"]) == ("topic_followed", comment)


def test_who_replied_to_me_counts_most(anna: Visitor, bram: Visitor, page: str, make: Factory) -> None:
    mine = anna.reply(page)["id"]
    following.follow(make, anna, mine)
    bram.reply(mine)
    (card,) = cards(anna)
    assert (card["why"]["kind"], card["why"]["sentence"]) == ("answered_you", "Bram Visser replied to you")


def test_what_i_wrote_and_what_was_liked_is_no_news(
    anna: Visitor, bram: Visitor, page: str, other: str, make: Factory
) -> None:
    following.follow(make, anna, bram.id)
    following.follow(make, anna, page)
    anna.reply(page)
    bram.put(f"/objects/{other}/reactions/like")
    assert cards(anna) == []


def test_a_level_of_off_follows_nothing(anna: Visitor, bram: Visitor, page: str, make: Factory) -> None:
    following.follow(make, anna, page, "off")
    bram.reply(page)
    assert cards(anna) == []


@pytest.mark.parametrize("what", ["thread", "person", "root", "topic"])
def test_what_is_muted_does_not_come(
    anna: Visitor, bram: Visitor, page: str, make: Factory, site: MadeSite, what: str
) -> None:
    following.follow(make, anna, page)
    root = bram.reply(page)["id"]
    assert len(cards(anna)) == 1
    muted = {"thread": page, "person": bram.id, "root": root}
    following.mute(make, anna, muted.get(what) or following.topic(make, site, "WMS", [page]))
    assert feed(anna)["items"] == []
    assert feed(anna, "?tab=newest")["items"] == []


def test_removed_hidden_and_switched_off_conversations_do_not_come(
    anna: Visitor, bram: Visitor, carla: Visitor, page: str, other: str, make: Factory, site: MadeSite
) -> None:
    off = make.page(site, "off")
    following.follow(make, anna, bram.id)
    removed, hidden = bram.reply(page)["id"], bram.reply(other)["id"]
    bram.reply(off)
    assert len(cards(anna)) == 3
    bram.delete(f"/comments/{removed}")
    carla.put(f"/comments/{hidden}/hidden", {"reason": "x"})
    carla.patch(f"/pages/{off}", {"state": "off"})
    assert feed(anna)["items"] == []


def test_a_thread_is_one_card_however_much_is_said_in_it(
    anna: Visitor, bram: Visitor, page: str, other: str, make: Factory
) -> None:
    following.follow(make, anna, page)
    with clock.moved(timedelta(hours=-2)):
        for number in range(5):
            bram.reply(page, f"Nummer {number}")
    (card,) = cards(anna)
    assert (card["thread"], card["answers"], card["comment"]["html"]) == (page, 5, "<p>Nummer 4</p>")


def test_the_page_of_a_group_gives_a_card_a_post(anna: Visitor, bram: Visitor, make: Factory, site: MadeSite) -> None:
    group, conversation = following.closed_group(make, site, "Planning", [anna, bram])
    following.follow(make, anna, group)
    first, second = bram.reply(conversation, "Een **eerste** vraag")["id"], bram.reply(conversation, "Tweede")["id"]
    found = cards(anna)
    assert {each["thread"]: each["title"] for each in found} == {first: "Een eerste vraag", second: "Tweede"}
    assert [each["page"] for each in found] == [None, None]
    assert found[0]["group"] == {"id": group, "kind": "group", "name": "Planning"}


def test_newer_and_stronger_reasons_come_first_and_the_numbers_say_why(
    anna: Visitor, bram: Visitor, page: str, other: str, make: Factory, site: MadeSite
) -> None:
    third = make.page(site, "third")
    following.follow(make, anna, bram.id)
    following.follow(make, anna, page)
    carla = make.visitor(make.person(), site)
    with clock.moved(timedelta(hours=-48)):
        make.comment(third, bram)
    with clock.moved(timedelta(hours=-1)):
        make.comment(page, carla)
        make.comment(other, bram)
    found = cards(anna)
    assert [each["thread"] for each in found] == [other, page, third]
    for each in found:
        factors = each["score"]
        product = factors["reason"] * factors["recency"] * factors["unanswered"] * factors["unseen"]
        assert factors["total"] == pytest.approx(product, rel=1e-3)
        assert factors["recency"] == pytest.approx(0.5 ** (factors["age_hours"] / 24), rel=1e-3)
    assert [each["score"]["reason"] for each in found] == [1.2, 0.8, 1.2]


def test_newest_is_the_whole_site_by_time_alone(
    anna: Visitor, bram: Visitor, page: str, other: str, make: Factory
) -> None:
    following.follow(make, anna, page)
    with clock.moved(timedelta(minutes=-9)):
        make.comment(page, bram)
    with clock.moved(timedelta(minutes=-5)):
        make.comment(other, anna)
    found = feed(anna, "?tab=newest")["items"]
    assert [(each["thread"], each["score"], each["unseen"]) for each in found] == [
        (other, None, False),
        (page, None, True),
    ]


def test_who_follows_nothing_sees_what_is_new_here_and_is_told_so(
    anna: Visitor, bram: Visitor, page: str, make: Factory
) -> None:
    bram.reply(page)
    found = feed(anna)
    assert (found["follows_nothing"], [each["why"]["sentence"] for each in found["items"]]) == (
        True,
        ["New on this site"],
    )
    following.follow(make, anna, bram.id)
    found = feed(anna)
    assert (found["follows_nothing"], [each["why"]["kind"] for each in found["items"]]) == (
        False,
        ["person_answered"],
    )


def test_a_short_feed_is_filled_up_and_a_long_one_is_not(
    anna: Visitor, bram: Visitor, page: str, make: Factory, site: MadeSite
) -> None:
    following.follow(make, anna, bram.id)
    make.comment(page, make.visitor(make.person(), site))
    for number in range(9):
        make.comment(make.page(site, f"p{number}"), bram)
    kinds = [each["why"]["kind"] for each in feed(anna)["items"]]
    assert sorted(kinds) == ["new_here"] + ["person_answered"] * 9
    make.comment(make.page(site, "p9"), bram)
    assert [each["why"]["kind"] for each in feed(anna)["items"]] == ["person_answered"] * 10


def test_the_tab_is_remembered_and_another_word_is_refused(anna: Visitor, bram: Visitor) -> None:
    assert feed(anna)["tab"] == "for-you"
    assert anna.put("/feed/tab", {"tab": "newest"}).status_code == 204
    assert (feed(anna)["tab"], feed(bram)["tab"], feed(anna, "?tab=for-you")["tab"]) == (
        "newest",
        "for-you",
        "for-you",
    )
    assert fault(anna.put("/feed/tab", {"tab": "best"})) == (422, "invalid")
    assert fault(anna.get("/feed?tab=best")) == (422, "invalid")


def test_what_was_seen_carries_no_dot_and_counts_less(anna: Visitor, bram: Visitor, page: str, make: Factory) -> None:
    following.follow(make, anna, page)
    bram.reply(page)
    before = feed(anna)
    assert anna.post("/feed/seen", {"snapshot": before["snapshot"]}).status_code == 204
    after = feed(anna)
    assert [(each["unseen"], each["score"]["unseen"]) for each in before["items"] + after["items"]] == [
        (True, 1.5),
        (False, 1.0),
    ]
    assert anna.post("/feed/seen", {"snapshot": "x"}).status_code == 204


def test_the_formula_is_told_with_its_numbers(anna: Visitor) -> None:
    told = anna.get("/feed/formula", headers={"Accept-Language": "nl"}).json
    assert told["sentences"][1] == "Dat halveert elke 24 uur."
    assert (told["half_life_hours"], told["unanswered"], told["unseen"]) == (24, 1.25, 1.5)
    assert told["reasons"][0] == {"kind": "answered_you", "weight": 2.0, "sentence": "iemand reageerde op jou"}
