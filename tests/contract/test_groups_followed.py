"""Members follow their group: what begins and ends it, and what they then hear."""

from __future__ import annotations

import pytest

from tests.factories import Factory
from tests.helpers.http import Visitor


def level(who: Visitor, object_id: str) -> str:
    """Give how somebody follows an object."""
    return str(who.get(f"/objects/{object_id}/follow").json["level"])


def news(who: Visitor) -> list[tuple[str, str]]:
    """Give what somebody hears of what they follow: object, and the name of what they follow; newest first."""
    items = who.get("/notifications").json["items"]
    return [(item["object"], item["target"]["name"]) for item in items if item["kind"] == "new"]


def test_who_starts_a_group_follows_it(make: Factory, carla: Visitor) -> None:
    assert level(carla, make.group(carla).id) == "all"


@pytest.mark.parametrize("way", ["joins", "is let in", "accepts"])
def test_who_comes_in_follows_the_group_however_they_came(
    make: Factory, anna: Visitor, carla: Visitor, way: str
) -> None:
    group = make.group(carla, {"joins": "open", "is let in": "request", "accepts": "closed"}[way])
    mine = f"/groups/{group.id}/members/me"
    if way == "accepts":
        carla.post(f"/groups/{group.id}/members", {"person": anna.id})
        assert level(anna, group.id) == "off"
    assert anna.put(mine).status_code == 200
    if way == "is let in":
        assert level(anna, group.id) == "off"
        carla.put(f"/groups/{group.id}/members/{anna.id}", {"state": "member"})
    assert level(anna, group.id) == "all"


def test_a_member_may_stop_following_and_stays_a_member(make: Factory, anna: Visitor, carla: Visitor) -> None:
    group = make.group(carla, members=[anna])
    assert anna.put(f"/objects/{group.id}/follow", {"level": "off"}).status_code == 200
    anna.put(f"/groups/{group.id}/members/me")  # again changes nothing
    make.comment(group.page, carla)
    assert (level(anna, group.id), news(anna)) == ("off", [])
    assert anna.get(f"/groups/{group.id}").json["mine"]["state"] == "member"


@pytest.mark.parametrize("by", ["herself", "a manager"])
def test_who_leaves_or_is_let_go_follows_neither_the_group_nor_its_conversation(
    make: Factory, anna: Visitor, carla: Visitor, by: str
) -> None:
    group = make.group(carla, "open", members=[anna])
    anna.reply(group.page)
    assert (level(anna, group.id), level(anna, group.page)) == ("all", "all")
    who, name = (anna, "me") if by == "herself" else (carla, anna.id)
    assert who.delete(f"/groups/{group.id}/members/{name}").status_code == 204
    assert (level(anna, group.id), level(anna, group.page)) == ("off", "off")
    make.comment(group.page, carla)
    assert news(anna) == []


def test_members_hear_what_is_said_in_their_group(make: Factory, anna: Visitor, bram: Visitor, carla: Visitor) -> None:
    group = make.group(carla, "closed", members=[anna])
    said = make.comment(group.page, carla)
    assert news(anna) == [(said, "Fietsers")]
    assert news(bram) == news(carla) == []


@pytest.mark.parametrize("quiet", ["group", "page"])
def test_who_turned_group_or_conversation_down_hears_only_what_is_for_them(
    make: Factory, anna: Visitor, carla: Visitor, quiet: str
) -> None:
    group = make.group(carla, members=[anna])
    mine = make.comment(group.page, anna)
    anna.put(f"/objects/{getattr(group, quiet if quiet == 'page' else 'id')}/follow", {"level": "mentions"})
    make.comment(group.page, carla)
    make.comment(mine, carla)
    assert news(anna) == []
