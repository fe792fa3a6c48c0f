"""Likes and the other kinds: one row a person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import Factory
from tests.helpers import expected
from tests.helpers.http import Visitor, fault
from tests.helpers.parallel import at_once
from widget_server.core import clock
from widget_server.db import session
from widget_server.reactions.models import Reaction

ALL_KINDS = ("like", "love", "laugh", "celebrate", "insightful", "thanks", "support")
every_kind = pytest.mark.settings(reaction_kinds=ALL_KINDS)


def rows(make: Factory) -> int:
    """Count the rows of reactions."""
    with make.app.app_context():
        return session().scalar(select(func.count()).select_from(Reaction)) or 0


def put(visitor: Visitor, target: str, kind: str = "like") -> dict:
    """React; give the answer."""
    answer = visitor.put(f"/objects/{target}/reactions/{kind}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def test_a_like_is_set_and_set_again_and_taken_back_and_taken_back_again(
    anna: Visitor, bram: Visitor, page: str
) -> None:
    comment = anna.reply(page)["id"]
    for target in (page, comment):
        assert put(anna, target) == {"tally": {"like": 1}, "mine": ["like"]}
        assert put(anna, target) == {"tally": {"like": 1}, "mine": ["like"]}
        assert put(bram, target) == {"tally": {"like": 2}, "mine": ["like"]}
        for _ in range(2):
            assert anna.delete(f"/objects/{target}/reactions/like").json == {"tally": {"like": 1}, "mine": []}
    items = bram.thread(page)
    assert items["items"][0]["tally"] == {"like": 1}
    assert items["mine"][page]["reactions"] == ["like"]


@every_kind
def test_another_kind_takes_the_place_of_the_first(anna: Visitor, bram: Visitor, page: str, make: Factory) -> None:
    put(bram, page, "like")
    assert put(anna, page, "like") == {"tally": {"like": 2}, "mine": ["like"]}
    assert put(anna, page, "thanks") == {"tally": {"like": 1, "thanks": 1}, "mine": ["thanks"]}
    assert rows(make) == 2
    assert anna.delete(f"/objects/{page}/reactions/like").json == {
        "tally": {"like": 1, "thanks": 1},
        "mine": ["thanks"],
    }
    assert anna.delete(f"/objects/{page}/reactions/thanks").json == {"tally": {"like": 1}, "mine": []}


@every_kind
def test_every_kind_that_exists_is_a_kind_one_can_choose(anna: Visitor, page: str) -> None:
    for kind in ALL_KINDS:
        assert put(anna, page, kind) == {"tally": {kind: 1}, "mine": [kind]}


@pytest.mark.parametrize("kind", ["dislike", "love", "LIKE", "like%20", "%00", "👎"])
def test_a_kind_that_is_not_configured_is_missing(anna: Visitor, page: str, kind: str) -> None:
    for method in ("PUT", "DELETE"):
        assert fault(anna.call(method, f"/objects/{page}/reactions/{kind}")) == (404, "missing")


def test_a_hundred_parallel_clicks_give_one_like(anna: Visitor, page: str, make: Factory) -> None:
    answers = at_once([lambda: anna.put(f"/objects/{page}/reactions/like")] * 100)
    assert {answer.status_code for answer in answers} == {200}
    assert [answer.json for answer in answers] == [{"tally": {"like": 1}, "mine": ["like"]}] * 100
    assert rows(make) == 1
    assert anna.boot().json["counts"]["reactions"] == 1


def test_likes_of_many_people_at_once_are_all_counted(page: str, make: Factory, site: object, anna: Visitor) -> None:
    people = [make.visitor(make.person(), site) for _ in range(20)]
    answers = at_once([lambda who=who: who.put(f"/objects/{page}/reactions/like") for who in people])
    assert {answer.status_code for answer in answers} == {200}
    assert anna.boot().json["counts"]["tally"] == {"like": 20}
    at_once([lambda who=who: who.delete(f"/objects/{page}/reactions/like") for who in people])
    assert anna.boot().json["counts"]["tally"] == {}


def test_who_reacted_is_told_newest_first(anna: Visitor, bram: Visitor, page: str) -> None:
    with clock.moved(timedelta(minutes=-5)):
        put(bram, page)
    put(anna, page)
    found = anna.get(f"/objects/{page}/reactions").json
    first, second = (entry["at"] for entry in found["items"])
    assert found == {
        "items": [
            {"kind": "like", "person": expected.person(anna), "at": first},
            {"kind": "like", "person": expected.person(bram), "at": second},
        ],
        "next": None,
    }
    assert first > second


def test_a_hundred_and_twenty_who_reacted_come_fifty_at_a_time(
    page: str, make: Factory, site: object, anna: Visitor
) -> None:
    people = [make.visitor(make.person(), site) for _ in range(120)]
    for number, who in enumerate(people):
        with clock.moved(timedelta(seconds=number // 3)):  # three at the same moment: the cursor must split them
            put(who, page)
    read, cursor, sizes = [], "", []
    while True:
        part = anna.get(f"/objects/{page}/reactions{cursor}").json
        read += [entry["person"]["id"] for entry in part["items"]]
        sizes.append(len(part["items"]))
        if part["next"] is None:
            break
        cursor = f"?cursor={part['next']}"
    assert sizes == [50, 50, 20]
    assert (len(set(read)), set(read)) == (120, {who.id for who in people})


def test_where_reactions_are_off_nobody_reacts(anna: Visitor, carla: Visitor, page: str) -> None:
    comment = anna.reply(page)["id"]
    for change in ({"reactions": False}, {"reactions": True, "state": "read_only"}, {"state": "off"}):
        carla.patch(f"/pages/{page}", change)
        for target in (page, comment):
            assert fault(anna.put(f"/objects/{target}/reactions/like")) == (403, "not_allowed")
    carla.patch(f"/pages/{page}", {"state": "open"})
    assert put(anna, comment)["mine"] == ["like"]


def test_a_removed_comment_and_a_person_take_no_reaction(anna: Visitor, bram: Visitor, page: str) -> None:
    comment = anna.reply(page)["id"]
    bram.reply(comment)
    anna.delete(f"/comments/{comment}")
    refused = bram.put(f"/objects/{comment}/reactions/like")
    said = "Deze reactie is verwijderd. Je kunt haar niet meer liken."
    assert (*fault(refused), refused.json["detail"]) == (403, "not_allowed", said)
    assert fault(bram.put(f"/objects/{anna.id}/reactions/like")) == (404, "missing")


def test_a_hidden_comment_takes_no_reaction_and_shows_nobody_s_until_it_is_restored(
    anna: Visitor, bram: Visitor, carla: Visitor, page: str
) -> None:
    comment = anna.reply(page)["id"]
    path = f"/objects/{comment}/reactions"
    put(bram, comment)
    carla.put(f"/comments/{comment}/hidden", {"reason": "Huisregels"})
    said = "Deze reactie is verborgen. Je kunt haar pas liken als ze weer te zien is."
    for who in (anna, bram, carla):
        assert fault(who.get(path)) == (404, "missing")
        for answer in (who.put(f"{path}/like"), who.delete(f"{path}/like")):
            assert (*fault(answer), answer.json["detail"]) == (403, "not_allowed", said)
    carla.delete(f"/comments/{comment}/hidden")
    assert [entry["person"]["id"] for entry in carla.get(path).json["items"]] == [bram.id]
    assert put(anna, comment)["tally"] == {"like": 2}
