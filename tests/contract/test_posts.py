"""Sharing something that needs no page of the host."""

from __future__ import annotations

from tests.contract.test_feed import cards, feed
from tests.factories import Factory, MadeSite
from tests.helpers import following
from tests.helpers.http import Visitor, fault
from tests.helpers.parallel import at_once


def share(who: Visitor, source: str = "Wie heeft de sleutel?", **fields: str) -> dict:
    """Share a text; give the comment that it is."""
    answer = who.post("/posts", {"source": source} | fields)
    assert answer.status_code == 201, answer.text
    assert answer.headers["Location"] == f"/api/v1/comments/{answer.json['id']}"
    return dict(answer.json)


def test_followers_see_a_post_and_everybody_finds_it_among_the_newest(
    anna: Visitor, bram: Visitor, carla: Visitor, make: Factory
) -> None:
    following.follow(make, anna, bram.id)
    post = share(bram)
    (card,) = cards(anna)
    assert (card["thread"], card["title"], card["page"]) == (post["id"], "Wie heeft de sleutel?", None)
    assert card["why"]["sentence"] == "Shared by Bram Visser, whom you follow"
    assert [each["thread"] for each in feed(carla, "?tab=newest")["items"]] == [post["id"]]


def test_a_post_is_answered_liked_edited_and_removed_as_a_comment_is(anna: Visitor, bram: Visitor) -> None:
    post = share(bram)["id"]
    share(anna, "Iets anders")
    answer = anna.reply(post, "Ik!")
    assert anna.put(f"/objects/{post}/reactions/like").json["tally"] == {"like": 1}
    assert bram.patch(f"/comments/{post}", {"source": "Wie heeft de *grote* sleutel?"}).status_code == 200
    card = next(each for each in feed(bram, "?tab=newest")["items"] if each["thread"] == post)
    assert (card["title"], card["answers"], card["comment"]["id"]) == (
        "Wie heeft de grote sleutel?",
        1,
        answer["id"],
    )
    assert anna.delete(f"/comments/{answer['id']}").status_code == 204
    assert bram.delete(f"/comments/{post}").status_code == 204
    assert len(feed(bram, "?tab=newest")["items"]) == 1


def test_who_shares_or_answers_follows_the_post_and_not_all_that_is_shared(
    anna: Visitor, bram: Visitor, carla: Visitor
) -> None:
    first, other = share(anna)["id"], share(bram, "Iets anders")["id"]
    answer = anna.reply(other, "Ik ook")
    assert (answer["followed"], answer["following"]) == (other, "all")
    assert [anna.get(f"/objects/{each}/follow").json["level"] for each in (first, other)] == ["all", "all"]
    third = share(carla, "Nog iets")["id"]
    reasons = {card["thread"]: card["why"]["kind"] for card in feed(anna)["items"]}
    assert reasons[third] == "new_here"


def test_the_bell_leads_to_an_answer_in_the_app(anna: Visitor, bram: Visitor, site: MadeSite) -> None:
    answer = bram.reply(share(anna)["id"], "Ik!")["id"]
    (told,) = anna.get("/notifications").json["items"]
    assert told["url"].endswith(f"/app/t/{answer}?site={site.key}")


def test_the_answers_to_a_post_are_read_from_the_first_on(anna: Visitor, bram: Visitor) -> None:
    post = share(bram)["id"]
    answers = [anna.reply(post, f"Nummer {number}")["id"] for number in range(5)]
    found = anna.get(f"/objects/{post}/replies?cursor=start").json
    assert [each["id"] for each in found["items"]] == answers


def test_a_post_to_a_group_is_for_its_members(anna: Visitor, bram: Visitor, make: Factory, site: MadeSite) -> None:
    group, _ = following.closed_group(make, site, "Planning", [bram])
    post = share(bram, "geheim", group=group)
    following.follow(make, anna, bram.id)
    assert (feed(anna)["items"], anna.get(f"/comments/{post['id']}").status_code) == ([], 404)
    for target in (group, anna.id, "x"):
        assert fault(anna.post("/posts", {"source": "x", "group": target})) == (404, "missing")


def test_posts_of_the_same_moment_share_one_conversation(anna: Visitor, bram: Visitor) -> None:
    answers = at_once([lambda who=who: who.post("/posts", {"source": "x"}) for who in (anna, bram) * 5])
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json["page"] for answer in answers}) == 1


def test_a_post_sent_twice_under_a_key_is_one(anna: Visitor) -> None:
    headers = {"Idempotency-Key": "once"}
    first, second = (anna.post("/posts", {"source": "x"}, headers=headers).json["id"] for _ in range(2))
    assert first == second


def test_an_empty_post_is_refused_and_guests_share_nothing(anna: Visitor, make: Factory, site: MadeSite) -> None:
    assert fault(anna.post("/posts", {"source": " "})) == (422, "empty")
    guest = make.visitor(make.person(guest=True), site)
    assert fault(guest.post("/posts", {"source": "x"})) == (404, "missing")


def test_no_page_of_a_host_takes_the_place_of_posts(anna: Visitor) -> None:
    share(anna)
    assert fault(anna.boot("weerklank:other")) == (404, "missing")
