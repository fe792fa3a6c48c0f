"""The demo's words and pictures hold together."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest

from widget_server.core.settings import load
from widget_server.core.text import check_source
from widget_server.demo import conversations, dates, groups, people, places

PEOPLE = {person["sub"]: person for person in people.load()}
SITE = tomllib.loads((places.intranet() / "site.toml").read_text("utf-8"))
GROUPS = {conversations.place_of(group): group for group in groups.load()}
PLACES = [page["id"] for page in SITE["page"] if "group" not in page] + list(GROUPS)


def test_the_people_whom_the_contract_names_are_there() -> None:
    assert {"anna", "bram", "carla", "daan", "eva"} <= set(PEOPLE)
    assert PEOPLE["anna"]["name"] == "Anna de Koning"


def test_there_are_a_dozen_colleagues_and_one_guest() -> None:
    assert Counter(person["guest"] for person in PEOPLE.values()) == {False: 12, True: 1}


@pytest.mark.parametrize("subject", PEOPLE)
def test_everybody_has_a_portrait_that_does_nothing(subject: str) -> None:
    drawing = ElementTree.parse(places.company() / "photos" / f"{subject}.svg").getroot()
    tags = {element.tag.rpartition("}")[2] for element in drawing.iter()}
    assert drawing.get("viewBox") == "0 0 120 120"
    assert tags <= {"svg", "title", "rect", "g", "path", "circle"}


def test_every_page_and_group_has_a_conversation_and_one_is_long() -> None:
    written = Counter(one.page for one in conversations.load() if one.verb == "reply")
    assert set(written) == set(PLACES)
    assert max(written.values()) > 20


def test_both_languages_an_edit_and_a_removal_happen() -> None:
    happened = conversations.load()
    assert {one.lang for one in happened if one.verb == "reply"} == {"nl", "en"}
    assert {one.verb for one in happened} == {"reply", "react", "edit", "remove"}


def test_nothing_happens_to_a_comment_before_it_is_there() -> None:
    there = {(page, "") for page in PLACES}
    for one in conversations.load():
        if one.verb == "reply":
            assert (one.page, one.parent) in there
            assert (one.page, one.key) not in there
            there.add((one.page, one.key))
        assert (one.page, one.key) in there
        assert one.ago > timedelta(0)


def test_there_is_a_group_of_every_kind_in_both_languages() -> None:
    kinds = {(group["kind"], group.get("visible", True)) for group in GROUPS.values()}
    assert kinds == {("open", True), ("request", True), ("closed", True), ("closed", False)}
    assert {one.lang for one in conversations.load() if one.verb == "reply" and one.page in GROUPS} == {"nl", "en"}
    assert {f"group:{page['group']}" for page in SITE["page"] if "group" in page} <= set(GROUPS)


def test_only_members_speak_in_a_group_and_after_it_was_started() -> None:
    for one in conversations.load():
        if group := GROUPS.get(one.page):
            assert one.actor in {group["manager"], *group["members"]}
            assert one.ago < conversations.duration(group["ago"])


def test_only_colleagues_speak_and_nobody_says_more_than_a_comment_holds() -> None:
    for one in conversations.load():
        assert not PEOPLE[one.actor]["guest"]
        assert not one.text or check_source(one.text) == one.text


@pytest.mark.parametrize("text", ["", "2", "2d5h", "soon", "d", "2w"])
def test_a_duration_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a duration"):
        conversations.duration(text)


def test_a_duration_is_days_hours_and_minutes() -> None:
    assert conversations.duration("2d 5h 30m") == timedelta(days=2, hours=5, minutes=30)


@pytest.mark.parametrize(
    ("day", "ahead", "expected"),
    [
        (date(2026, 11, 23), 1, date(2026, 12, 1)),
        (date(2026, 12, 31), 1, date(2027, 1, 1)),
        (date(2027, 1, 31), 1, date(2027, 2, 1)),
        (date(2028, 2, 29), 2, date(2028, 4, 1)),
    ],
)
def test_the_first_of_a_month_ahead(day: date, ahead: int, expected: date) -> None:
    assert dates.first_of_month(day, ahead=ahead) == expected


def test_days_are_said_in_both_languages() -> None:
    day = date(2026, 11, 3)
    assert dates.spoken(day, "nl", weekday=True) == "dinsdag 3 november"
    assert dates.spoken(day, "en") == "3 November"


def test_the_example_configuration_is_one_and_names_every_setting() -> None:
    file = places.EXAMPLES / "config" / "weerklank.toml"
    settings, warnings = load({"WEERKLANK_CONFIG": str(file)})
    text = file.read_text("utf-8")
    silent = [name for name in settings.__slots__ if f"WEERKLANK_{name.upper()} =" not in text]
    assert warnings == []
    assert silent == ["demo"]  # written by the demo itself, never by hand
