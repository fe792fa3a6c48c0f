"""Follow and mute: whom and what, how much, and back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.factories import Factory, MadeSite
from tests.helpers.http import Visitor, fault
from tests.helpers.parallel import at_once
from widget_server.activities.models import Activity, ActivitySubject
from widget_server.db import session
from widget_server.follows.models import Follow, Mute
from widget_server.pages.models import Page


def followed(visitor: Visitor, target: str, level: str = "all") -> dict:
    """Follow; give the answer."""
    answer = visitor.put(f"/objects/{target}/follow", {"level": level})
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def told(make: Factory, target: str) -> list[str]:
    """Give who is on the log as having begun to follow it."""
    with make.app.app_context():
        found = select(Activity.actor_id).where(Activity.verb == "follow", Activity.object_id == target)
        return list(session().scalars(found.order_by(Activity.id)))


def test_a_page_a_comment_and_a_person_are_followed_at_a_level_and_no_more(
    anna: Visitor, bram: Visitor, page: str
) -> None:
    comment = bram.reply(page)["id"]
    for target in (page, comment, bram.id):
        before = anna.get(f"/objects/{target}/follow").json
        assert before["level"] == "off"
        for level in ("all", "mentions", "mentions"):
            assert followed(anna, target, level) == {"level": level, "followers": before["followers"] + 1}
        for _ in range(2):
            assert anna.delete(f"/objects/{target}/follow").status_code == 204
        assert anna.get(f"/objects/{target}/follow").json == before


def test_off_is_kept_and_counts_for_nobody(anna: Visitor, bram: Visitor, make: Factory) -> None:
    assert followed(anna, bram.id, "off") == {"level": "off", "followers": 0}
    with make.app.app_context():
        assert session().scalars(select(Follow.level)).all() == ["off"]


def test_beginning_to_follow_is_on_the_log_once_and_stopping_is_not(
    anna: Visitor, bram: Visitor, make: Factory
) -> None:
    for level in ("all", "mentions", "all", "all", "off"):
        followed(anna, bram.id, level)
    assert told(make, bram.id) == [anna.id]
    with make.app.app_context():
        assert session().scalars(select(ActivitySubject.subject_id)).all() == []  # it is news in nobody's feed


def test_following_lists_a_page_and_leaves_what_its_readers_see(anna: Visitor, page: str, make: Factory) -> None:
    followed(anna, page)
    with make.app.app_context():
        found = session().get_one(Page, page)
        assert (found.version, found.listed_at is not None) == (1, True)


def test_boot_says_how_one_follows_the_page(anna: Visitor, bram: Visitor, page: str) -> None:
    assert anna.boot().json["page"]["following"] == "off"
    followed(anna, page, "mentions")
    assert anna.boot().json["page"]["following"] == "mentions"
    assert bram.boot().json["page"]["following"] == "off"


def test_where_a_conversation_is_off_following_is_not_offered(anna: Visitor, carla: Visitor, page: str) -> None:
    assert "follow" in anna.boot().json["page"]["may"]
    carla.patch(f"/pages/{page}", {"state": "off"})
    assert "follow" not in anna.boot().json["page"]["may"]


def test_what_is_not_there_and_what_one_may_not_read_are_missing_in_the_same_words(
    anna: Visitor, make: Factory, site: MadeSite
) -> None:
    closed = make.page(site, "board", groups=["board"])
    said = set()
    for target in (closed, "0" * 26, "x"):
        for method, what, body in [
            ("GET", "follow", None),
            ("PUT", "follow", {"level": "all"}),
            ("DELETE", "follow", None),
            ("PUT", "mute", None),
            ("DELETE", "mute", None),
        ]:
            answer = anna.call(method, f"/objects/{target}/{what}", body)
            assert fault(answer) == (404, "missing")
            said.add(answer.json["detail"])
    assert len(said) == 1


@pytest.mark.parametrize("body", [{}, {"level": "loud"}, {"level": 1}, {"level": "all", "actor_id": "x"}])
def test_a_level_is_one_of_three(anna: Visitor, page: str, body: dict) -> None:
    assert anna.put(f"/objects/{page}/follow", body).status_code == 422


def test_nobody_follows_or_mutes_themselves(anna: Visitor) -> None:
    assert fault(anna.put(f"/objects/{anna.id}/follow", {"level": "all"})) == (403, "not_allowed")
    assert fault(anna.put(f"/objects/{anna.id}/mute")) == (403, "not_allowed")


def test_a_removed_comment_is_not_followed(anna: Visitor, bram: Visitor, page: str) -> None:
    comment = anna.reply(page)["id"]
    bram.reply(comment)
    anna.delete(f"/comments/{comment}")
    assert fault(bram.put(f"/objects/{comment}/follow", {"level": "all"})) == (403, "not_allowed")


def test_a_guest_follows_no_colleague(make: Factory, site: MadeSite, anna: Visitor) -> None:
    guest = make.visitor(make.person(guest=True), site)
    assert fault(guest.put(f"/objects/{anna.id}/follow", {"level": "all"})) == (404, "missing")


def test_a_mute_is_set_and_taken_back_and_is_nobody_elses(anna: Visitor, bram: Visitor, make: Factory) -> None:
    for _ in range(2):
        assert anna.put(f"/objects/{bram.id}/mute").json == {"muted": True}
    with make.app.app_context():
        assert [(row.actor_id, row.object_id) for row in session().scalars(select(Mute))] == [(anna.id, bram.id)]
        assert session().scalars(select(Activity)).all() == []
    for _ in range(2):
        assert anna.delete(f"/objects/{bram.id}/mute").status_code == 204
    with make.app.app_context():
        assert session().scalars(select(Mute)).all() == []


def test_twenty_presses_at_once_are_one_follow(anna: Visitor, bram: Visitor, make: Factory) -> None:
    answers = at_once([lambda: anna.put(f"/objects/{bram.id}/follow", {"level": "all"})] * 20)
    assert [answer.json for answer in answers] == [{"level": "all", "followers": 1}] * 20
    assert told(make, bram.id) == [anna.id]


@pytest.mark.settings(limit_reactions=3)
def test_only_what_changes_something_is_counted_against_floods(anna: Visitor, bram: Visitor, page: str) -> None:
    for _ in range(4):
        followed(anna, bram.id)
    followed(anna, page)
    followed(anna, page, "off")
    assert fault(anna.put(f"/objects/{page}/follow", {"level": "all"})) == (429, "too_many")


def test_who_speaks_on_a_page_follows_it_and_is_told_so(anna: Visitor, bram: Visitor, page: str, make: Factory) -> None:
    first = anna.reply(page)
    assert (first["following"], bram.reply(first["id"])["following"]) == ("all", "all")
    assert anna.get(f"/objects/{page}/follow").json == {"level": "all", "followers": 2}
    assert told(make, page) == []


@pytest.mark.parametrize("level", ["mentions", "off"])
def test_what_one_said_of_a_page_before_stays_when_one_speaks_there(anna: Visitor, page: str, level: str) -> None:
    followed(anna, page, level)
    assert anna.reply(page)["following"] == level
    assert anna.boot().json["page"]["following"] == level


def test_a_reply_that_is_sent_again_says_the_same(anna: Visitor, page: str) -> None:
    key = {"Idempotency-Key": "once"}
    first = anna.reply(page, headers=key)
    assert anna.put(f"/objects/{page}/follow", {"level": "off"}).status_code == 200
    assert anna.reply(page, headers=key) == first
    assert anna.reply(page)["following"] == "off"


def test_followers_of_a_page_that_is_merged_follow_the_other_and_what_they_said_of_that_stays(
    anna: Visitor, bram: Visitor, carla: Visitor, page: str, make: Factory, site: MadeSite
) -> None:
    copy = make.page(site, "copy")
    followed(anna, copy, "mentions")
    followed(bram, copy)
    followed(bram, page, "off")
    anna.put(f"/objects/{copy}/mute")
    assert carla.put(f"/pages/{page}/aliases", {"id": "copy"}).status_code == 200
    levels = [who.get(f"/objects/{page}/follow").json for who in (anna, bram)]
    assert levels == [{"level": "mentions", "followers": 1}, {"level": "off", "followers": 1}]
    with make.app.app_context():
        assert session().scalars(select(Mute.object_id)).all() == [page]
