"""Profiles: what colleagues see, what the person says, and that the private choice is the default."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories import Factory, MadeSite
from tests.helpers import expected
from tests.helpers.http import Visitor, fault
from widget_server.core import clock
from widget_server.db import session, transaction
from widget_server.identity.models import Actor
from widget_server.identity.service import set_disabled


def card(who: Visitor, **differs: object) -> dict[str, object]:
    """Give a person as every colleague sees them, with what differs."""
    nothing = {"job_title": None, "about": None, "topics": [], "contributions": False}
    return expected.person(who) | nothing | differs


def change(who: Visitor, **fields: object) -> dict[str, object]:
    """Change one's profile; give it."""
    answer = who.patch("/me/profile", fields)
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def disable(make: Factory, who: Visitor) -> None:
    """Let somebody leave."""
    with make.app.app_context(), transaction():
        set_disabled(session().get_one(Actor, who.id), disabled=True)


def test_who_said_nothing_shows_nothing_and_lists_nothing(anna: Visitor, bram: Visitor, page: str) -> None:
    anna.reply(page)
    assert bram.get(f"/people/{anna.id}").json == card(anna)
    assert fault(bram.get(f"/people/{anna.id}/contributions")) == (404, "missing")
    assert anna.get("/me/profile").json == {
        "about": None,
        "topics": [],
        "show_contributions": False,
        "show_reactions": False,
        "own_photo": False,
        "others_see": card(anna),
        "missing": ["topics", "about", "photo"],
        "nudge": "topics",
    }


def test_what_one_says_is_seen_by_colleagues_as_one_sees_it_oneself(anna: Visitor, bram: Visitor) -> None:
    mine = change(anna, about="  Plant de\n routes ", topics=["Vrachtwagens", "vakantie", "vakantie"])
    seen = card(anna, about="Plant de routes", topics=["Vrachtwagens", "vakantie"])
    assert (mine["others_see"], mine["missing"], mine["nudge"]) == (seen, ["photo"], "photo")
    assert bram.get(f"/people/{anna.id}").json == seen
    assert change(anna, about=None)["others_see"] == seen | {"about": None}


def test_what_one_likes_and_wrote_is_shown_only_when_switched_on(anna: Visitor, bram: Visitor, page: str) -> None:
    mine = change(anna, show_contributions=True)
    assert (mine["show_contributions"], mine["show_reactions"]) == (True, False)
    comment = anna.reply(page)
    bram.reply(page)
    shown = bram.get(f"/people/{anna.id}/contributions").json
    assert ([item["id"] for item in shown["items"]], shown["next"]) == ([comment["id"]], None)
    change(anna, show_contributions=False)
    assert fault(bram.get(f"/people/{anna.id}/contributions")) == (404, "missing")
    assert len(anna.get(f"/people/{anna.id}/contributions").json["items"]) == 1


def test_a_list_of_contributions_has_only_what_its_reader_may_read(
    bram: Visitor, carla: Visitor, page: str, make: Factory, site: MadeSite
) -> None:
    dora = make.visitor(make.person("Dora", groups=["hr"]), site)
    change(dora, show_contributions=True)
    dora.reply(make.page(site, "closed", groups=["hr"]))
    removed, hidden, stands = (dora.reply(page)["id"] for _ in range(3))
    dora.delete(f"/comments/{removed}")
    carla.put(f"/comments/{hidden}/hidden", {"reason": "x"})
    dora.reply(off := make.page(site, "off"))
    carla.patch(f"/pages/{off}", {"state": "off"})
    assert [item["id"] for item in bram.get(f"/people/{dora.id}/contributions").json["items"]] == [stands]


def test_a_hundred_and_twenty_contributions_come_fifty_at_a_time(
    anna: Visitor, bram: Visitor, page: str, make: Factory
) -> None:
    written = make.comments(page, anna, 120)
    change(anna, show_contributions=True)
    read, sizes, cursor = [], [], ""
    while cursor is not None:
        part = bram.get(f"/people/{anna.id}/contributions" + (f"?cursor={cursor}" if cursor else "")).json
        read += [item["id"] for item in part["items"]]
        sizes.append(len(part["items"]))
        cursor = part["next"]
    assert (sizes, read) == ([50, 50, 20], written[::-1])


def test_who_left_is_shown_as_such_and_without_a_profile(
    anna: Visitor, bram: Visitor, page: str, make: Factory
) -> None:
    change(anna, about="Plant de routes", topics=["Routes"], show_contributions=True)
    anna.reply(page)
    disable(make, anna)
    assert bram.get(f"/people/{anna.id}").json == card(anna, kind="former", department=None)
    assert fault(bram.get(f"/people/{anna.id}/contributions")) == (404, "missing")


def test_a_guest_reads_no_profile_of_others(anna: Visitor, make: Factory, site: MadeSite) -> None:
    guest = make.visitor(make.person("Gast", guest=True), site)
    change(anna, show_contributions=True)
    for path in (f"/people/{anna.id}", f"/people/{anna.id}/contributions"):
        assert fault(guest.get(path)) == (404, "missing")


@pytest.mark.parametrize("wanted", ["page", "comment", "0" * 26, "x", "' OR 1=1", "%00"])
def test_what_is_no_person_has_no_profile(anna: Visitor, page: str, wanted: str) -> None:
    wanted = {"page": page, "comment": anna.reply(page)["id"]}.get(wanted, wanted)
    for path in (f"/people/{wanted}", f"/people/{wanted}/contributions"):
        assert fault(anna.get(path)) == (404, "missing")


def test_one_is_asked_to_say_more_once_a_week_at_most(anna: Visitor) -> None:
    assert anna.put("/me/profile/nudged").status_code == 204
    assert anna.get("/me/profile").json["nudge"] is None
    with clock.moved(timedelta(days=6, hours=23)):
        assert anna.again().get("/me/profile").json["nudge"] is None
    with clock.moved(timedelta(days=7)):
        assert anna.again().get("/me/profile").json["nudge"] == "topics"
        change(anna.again(), topics=["Routes"])
        assert anna.again().get("/me/profile").json["nudge"] == "about"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"about": "x" * 301}, "too_long"),
        ({"topics": ["x" * 61]}, "too_long"),
        ({"topics": [str(number) for number in range(11)]}, "invalid"),
        ({"topics": [""]}, "empty"),
        ({"topics": "x"}, "invalid"),
        ({"show_contributions": "yes"}, "invalid"),
        ({"name": "De directeur"}, "unknown_field"),
        ({"department": "Directie"}, "unknown_field"),
        ({"about": "a\x00b"}, "invalid"),
    ],
)
def test_what_cannot_stand_in_a_profile_is_refused(anna: Visitor, body: dict, code: str) -> None:
    before = anna.get("/me/profile").json
    assert fault(anna.patch("/me/profile", body)) == (422, code)
    assert anna.get("/me/profile").json == before
