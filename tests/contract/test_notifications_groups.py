"""Who is told of what happens between a person and a group."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories import Factory
from tests.helpers.http import Visitor

Heard = tuple[str, str, str, str]


def heard(who: Visitor) -> list[Heard]:
    """Give what somebody hears of groups: verb, who acted, the group's id and name; newest first."""
    items: list[dict[str, Any]] = who.get("/notifications").json["items"]
    return [
        (item["verb"], item["by"]["id"], item["object"], item["target"]["name"])
        for item in items
        if item["kind"] == "group"
    ]


def test_who_asks_to_join_is_told_to_the_managers_and_the_answer_to_who_asked(
    make: Factory, anna: Visitor, bram: Visitor, carla: Visitor
) -> None:
    group = make.group(carla, "request", members=[bram])
    anna.put(f"/groups/{group.id}/members/me")
    assert heard(carla) == [("offer", anna.id, group.id, "Fietsers")]
    assert heard(bram)[:-1] == []  # a member, who was invited once
    carla.put(f"/groups/{group.id}/members/{anna.id}", {"state": "member"})
    assert heard(anna) == [("accept", carla.id, group.id, "Fietsers")]


@pytest.mark.parametrize("visible", [True, False])
def test_who_is_invited_is_told_also_to_a_group_that_others_do_not_see(
    make: Factory, anna: Visitor, carla: Visitor, visible: bool
) -> None:
    group = make.group(carla, "closed", visible=visible)
    carla.post(f"/groups/{group.id}/members", {"person": anna.id})
    assert heard(anna) == [("invite", carla.id, group.id, "Fietsers")]
    carla.delete(f"/groups/{group.id}/members/{anna.id}")
    assert heard(anna) == []


def test_a_request_that_was_taken_back_is_not_told(make: Factory, anna: Visitor, carla: Visitor) -> None:
    group = make.group(carla, "request")
    anna.put(f"/groups/{group.id}/members/me")
    anna.delete(f"/groups/{group.id}/members/me")
    assert heard(carla) == []


def test_what_is_said_in_a_closed_group_is_told_to_its_members_only(
    make: Factory, anna: Visitor, bram: Visitor, carla: Visitor
) -> None:
    group = make.group(carla, "closed", members=[bram])
    for who in (anna, bram):
        who.put(f"/objects/{carla.id}/follow", {"level": "all"})
    said = carla.reply(group.page)["id"]
    news = [[item["object"] for item in who.get("/notifications").json["items"]] for who in (anna, bram)]
    assert news[0] == []
    assert said in news[1]
    carla.delete(f"/groups/{group.id}/members/{bram.id}")
    assert bram.get("/notifications").json["items"] == []
