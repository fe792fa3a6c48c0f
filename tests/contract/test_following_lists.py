"""What one follows and what one muted: as lists, of what one may still read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.factories import Factory, MadeSite
from tests.helpers import following
from tests.helpers.http import Visitor, fault
from tests.helpers.statements import Statements
from widget_server.core import clock
from widget_server.feed.service import mine


def names(who: Visitor, path: str) -> list[tuple[str, Any]]:
    """Give kind and name of everything on a list."""
    return [(each["kind"], each["name"]) for each in who.get(path).json["items"]]


@pytest.fixture
def everything(make: Factory, site: MadeSite, bram: Visitor, page: str) -> list[str]:
    """A page, a comment, a person, a topic and a group."""
    comment = make.comment(page, bram, "De *soep* is op.")
    return [page, comment, bram.id, following.topic(make, site, "WMS", [page]), make.group(bram).id]


def test_everything_that_is_followed_stands_there_the_newest_first(
    anna: Visitor, bram: Visitor, page: str, everything: list[str], make: Factory
) -> None:
    for minutes, each in enumerate(everything):
        with clock.moved(timedelta(minutes=minutes - 9)):
            following.follow(make, anna, each, "mentions" if each == bram.id else "all")
    items = anna.get("/me/follows").json["items"]
    assert [(each["kind"], each["name"], each["level"]) for each in items] == [
        ("group", "Fietsers", "all"),
        ("topic", "WMS", "all"),
        ("actor", "Bram Visser", "mentions"),
        ("comment", "De soep is op.", "all"),
        ("page", "HR handbook", "all"),
    ]
    assert items[3]["url"] == items[4]["url"] + f"#weerklank-{everything[1]}"
    assert bram.get("/me/mutes").json == {"items": [], "next": None}


def test_what_is_muted_stands_there_until_it_is_ended(anna: Visitor, everything: list[str]) -> None:
    for each in everything:
        assert anna.put(f"/objects/{each}/mute").status_code == 200
    found = anna.get("/me/mutes").json["items"]
    assert {each["id"] for each in found} == set(everything)
    for each in found:
        assert anna.delete(f"/objects/{each['id']}/mute").status_code == 204
    assert names(anna, "/me/mutes") == []


def test_a_group_and_its_conversation_stand_there_as_one(anna: Visitor, bram: Visitor, make: Factory) -> None:
    group = make.group(bram, members=[anna])
    anna.reply(group.page)
    (item,) = anna.get("/me/follows").json["items"]
    assert (item["id"], item["level"]) == (group.id, "all")
    assert item["conversation"] == {"id": group.page, "level": "all"}
    anna.put(f"/objects/{group.id}/follow", {"level": "off"})
    assert [each["id"] for each in anna.get("/me/follows").json["items"]] == [group.page]


def test_off_follows_nothing_and_is_not_listed(anna: Visitor, page: str) -> None:
    anna.put(f"/objects/{page}/follow", {"level": "off"})
    assert names(anna, "/me/follows") == []


def test_what_one_may_not_read_any_more_is_on_neither_list(
    anna: Visitor, bram: Visitor, make: Factory, site: MadeSite
) -> None:
    page = make.page(site, "board", groups=["board"])
    topic = following.topic(make, site, "geheim", [page])
    hidden = make.group(bram, "closed", visible=False)
    for each in (page, topic, hidden.id, hidden.page):
        following.follow(make, anna, each)
        following.mute(make, anna, each)
    assert (names(anna, "/me/follows"), names(anna, "/me/mutes")) == ([], [])


def test_a_comment_that_was_hidden_is_listed_without_its_words(
    anna: Visitor, carla: Visitor, everything: list[str], make: Factory
) -> None:
    following.follow(make, anna, everything[1])
    carla.put(f"/comments/{everything[1]}/hidden", {"reason": "x"})
    assert names(anna, "/me/follows") == [("comment", None)]


def test_pages_of_a_list_come_by_cursor_with_one_statement_each(anna: Visitor, make: Factory) -> None:
    people = [make.person().id for _ in range(mine.PAGE_SIZE + 3)]
    for each in people:
        following.follow(make, anna, each)
    with Statements.listening() as run:
        first = anna.get("/me/follows").json
    assert (len(first["items"]), run.count) == (mine.PAGE_SIZE, 2)
    rest = anna.get(f"/me/follows?cursor={first['next']}").json
    assert rest["next"] is None
    assert sorted(each["id"] for each in first["items"] + rest["items"]) == sorted(people)
    assert fault(anna.get("/me/follows?cursor=x")) == (422, "invalid")
