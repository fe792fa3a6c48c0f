"""The notifications of one person over HTTP: read, counted, marked as seen, and chosen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories import Factory, MadeSite
from tests.helpers import expected
from tests.helpers.http import Visitor, fault
from tests.helpers.statements import Statements
from widget_server.access.service import set_audience
from widget_server.core import clock, events
from widget_server.core.events import Happened
from widget_server.db import transaction
from widget_server.notifications.service import told_of


def items(who: Visitor, query: str = "") -> list[dict]:
    """Read a page of somebody's notifications."""
    return list(who.get(f"/notifications{query}").json["items"])


def unseen(who: Visitor) -> int:
    """Count what somebody has not seen."""
    return int(who.get("/notifications/count").json["unseen"])


def see(who: Visitor, **which: object) -> dict:
    """Mark as seen."""
    answer = who.post("/notifications/seen", which)
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def test_an_answer_is_told_with_who_where_what_and_why(anna: Visitor, bram: Visitor, page: str) -> None:
    root = anna.reply(page)["id"]
    answer = bram.reply(root, "Ja, **graag** &lt;3")
    (found,) = items(anna)
    assert found == {
        "id": found["id"],
        "kind": "reply",
        "verb": "create",
        "by": expected.person(bram),
        "count": 1,
        "object": answer["id"],
        "target": {"id": root, "kind": "comment", "name": None},
        "page": {
            "id": page,
            "key": "hr-handbook",
            "title": "HR handbook",
            "url": "http://intranet.localhost:8080/hr-handbook",
        },
        "excerpt": "Ja, graag <3",
        "url": f"http://intranet.localhost:8080/hr-handbook#weerklank-{answer['id']}",
        "at": found["at"],
        "seen": False,
    }
    assert (unseen(anna), unseen(bram)) == (1, 0)


def test_a_page_and_the_count_are_one_statement_each(anna: Visitor, bram: Visitor, page: str, make: Factory) -> None:
    root = anna.reply(page)["id"]
    taken = {}
    for number in (1, 40):
        make.comments(root, bram, number)
        for path in ("/notifications", "/notifications/count"):
            with Statements.listening() as run:
                assert anna.get(path).status_code == 200
            taken[path, number] = run.count - 1  # the token
    assert set(taken.values()) == {1}


def test_what_one_has_is_not_sent_again_until_it_changes(anna: Visitor, bram: Visitor, page: str) -> None:
    root = anna.reply(page)["id"]
    for path in ("/notifications", "/notifications/count"):
        known = {"If-None-Match": anna.get(path).headers["ETag"]}
        assert anna.get(path, headers=known).status_code == 304
        bram.reply(root)
        assert anna.get(path, headers=known).status_code == 200


def test_seventy_come_thirty_at_a_time_newest_first(anna: Visitor, bram: Visitor, page: str, make: Factory) -> None:
    written = make.comments(anna.reply(page)["id"], bram, 70)
    read, sizes, query = [], [], ""
    while True:
        found = anna.get(f"/notifications{query}").json
        read += [item["object"] for item in found["items"]]
        sizes.append(len(found["items"]))
        if found["next"] is None:
            break
        query = f"?cursor={found['next']}"
    assert (sizes, read) == ([30, 30, 10], written[::-1])
    assert fault(anna.get("/notifications?cursor=x")) == (422, "invalid")


def test_the_count_ends_at_a_hundred(anna: Visitor, bram: Visitor, page: str, make: Factory) -> None:
    make.comments(anna.reply(page)["id"], bram, 105)
    assert unseen(anna) == 100


def test_one_some_a_page_or_all_are_marked_as_seen(
    anna: Visitor, bram: Visitor, page: str, make: Factory, site: MadeSite
) -> None:
    here = anna.reply(page)["id"]
    there = anna.reply(make.page(site, "canteen"))["id"]
    first = bram.reply(here)["id"]
    for place in (here, here, there, there):
        bram.reply(place)
    ids = [item["id"] for item in items(anna)]
    assert see(anna, ids=[ids[0]])["unseen"] == 4
    assert see(anna, until=ids[-1])["unseen"] == 3
    assert [item["seen"] for item in items(anna)] == [True, False, False, False, True]
    assert items(anna)[-1]["object"] == first
    assert see(anna, page=page)["unseen"] == 1
    assert see(anna, until=ids[0])["unseen"] == 0


def test_marking_as_seen_is_taken_back(anna: Visitor, bram: Visitor, page: str) -> None:
    root = anna.reply(page)["id"]
    bram.reply(root)
    assert see(anna, until=items(anna)[0]["id"])["unseen"] == 0
    bram.reply(root)
    with clock.moved(timedelta(seconds=1)):
        marked = see(anna, until=items(anna)[0]["id"])
    assert anna.post("/notifications/unseen", {"undo": marked["undo"]}).json == {"unseen": 1}
    assert [item["seen"] for item in items(anna)] == [False, True]
    assert see(anna, ids=["0" * 26]) == {"unseen": 1, "undo": None}


@pytest.mark.parametrize("body", [{}, {"ids": ["x"], "page": "y"}, {"ids": []}, {"until": 3}, {"all": True}])
def test_what_is_seen_is_said_in_one_way(anna: Visitor, body: dict) -> None:
    assert fault(anna.post("/notifications/seen", body))[0] == 422


def test_nobody_marks_what_another_is_told(anna: Visitor, bram: Visitor, page: str) -> None:
    bram.reply(anna.reply(page)["id"])
    told = items(anna)[0]["id"]
    assert see(bram, ids=[told]) == {"unseen": 0, "undo": None}
    see(bram, until=told)
    see(bram, page=page)
    assert unseen(anna) == 1


def test_what_one_may_not_read_any_more_is_not_told_any_more(
    make: Factory, site: MadeSite, carla: Visitor, bram: Visitor
) -> None:
    anna = make.visitor(make.person(groups=["hr"]), site)
    page = make.page(site, "plans")
    bram.reply(anna.reply(page)["id"])
    for groups, number in ((["board"], 0), (["hr"], 1), ([], 0), (None, 1)):
        with make.app.app_context(), transaction():
            set_audience(page, groups)
        assert (len(items(anna)), unseen(anna)) == (number, number)
    carla.patch(f"/pages/{page}", {"state": "off"})
    assert (items(anna), unseen(anna)) == ([], 0)


def test_what_was_removed_or_hidden_is_not_told(anna: Visitor, bram: Visitor, carla: Visitor, page: str) -> None:
    root = anna.reply(page)["id"]
    gone, hidden = bram.reply(root)["id"], bram.reply(root)["id"]
    bram.delete(f"/comments/{gone}")
    carla.put(f"/comments/{hidden}/hidden", {"reason": "x"})
    assert (items(anna), unseen(anna)) == ([], 0)
    carla.delete(f"/comments/{hidden}/hidden")
    assert [item["object"] for item in items(anna)] == [hidden]


def test_whom_a_notification_tells_of_an_activity_is_known(
    make: Factory, anna: Visitor, bram: Visitor, page: str
) -> None:
    root = anna.reply(page)["id"]
    heard: list[Happened] = []
    events.within.append(heard.append)
    try:
        bram.reply(root)
    finally:
        events.within.remove(heard.append)
    with make.app.app_context():
        assert [told_of(each, [anna.id, bram.id]) for each in heard] == [{anna.id}]
        assert [told_of(each, [bram.id]) for each in heard] == [set()]


def test_another_site_is_told_nothing_of_this_one(make: Factory, anna: Visitor, bram: Visitor, page: str) -> None:
    bram.reply(anna.reply(page)["id"])
    there = make.visitor(anna.person, make.site("other", "http://other.localhost:8080"))
    assert (items(there), unseen(there)) == ([], 0)
    see(there, page=page)
    assert unseen(anna) == 1


def test_the_choices_are_quiet_until_they_are_made(anna: Visitor) -> None:
    told = {"bell": True, "mail": True, "push": True}
    assert anna.get("/me/notification-settings").json == {
        "channels": {
            "mention": told,
            "reply": told,
            "page": told,
            "reaction": {"bell": True, "mail": False, "push": False},
            "follow": {"bell": True, "mail": False, "push": False},
            "group": {"bell": True, "mail": True, "push": False},
            "new": {"bell": True, "mail": True, "push": False},
        },
        "quiet": {
            "evenings": True,
            "start": "18:00",
            "end": "08:00",
            "days": [6, 7],
            "dates": [],
            "timezone": "Europe/Amsterdam",
            "off_from": "",
            "off_until": "",
        },
    }


def test_a_kind_that_the_bell_is_not_to_tell_is_neither_shown_nor_counted(
    anna: Visitor, bram: Visitor, page: str
) -> None:
    bram.reply(anna.reply(page)["id"])
    for bell, number in ((False, 0), (True, 1)):
        answer = anna.put("/me/notification-settings", {"channels": {"reply": {"bell": bell}}})
        assert answer.json["channels"]["reply"] == {"bell": bell, "mail": True, "push": True}
        assert (len(items(anna)), unseen(anna)) == (number, number)
    assert bram.get("/me/notification-settings").json["channels"]["reply"]["bell"] is True


def test_when_to_be_left_in_peace_is_kept(anna: Visitor) -> None:
    sent = {"start": "17:30", "days": [7, 3], "dates": ["2027-12-24"], "timezone": "Europe/Brussels"}
    sent |= {"off_from": "2027-07-12", "off_until": "2027-07-30"}
    kept = anna.put("/me/notification-settings", {"quiet": sent}).json["quiet"]
    assert kept == sent | {"evenings": True, "end": "08:00", "days": [3, 7]}
    assert anna.get("/me/notification-settings").json["quiet"] == kept


@pytest.mark.parametrize(
    "quiet",
    [
        {"start": "26:00"},
        {"start": "18:00+02:00"},
        {"days": [0]},
        {"days": [8]},
        {"days": ["1"]},
        {"dates": ["tomorrow"]},
        {"dates": [f"2027-0{month}-{day}" for month in (1, 3, 5) for day in range(10, 31)]},
        {"timezone": "Europe/Weerklank"},
        {"timezone": "../../etc/passwd"},
        {"off_from": "2027-07-12"},
        {"off_from": "2027-07-12", "off_until": "2027-07-11"},
        {"off_from": "summer", "off_until": "2027-07-30"},
        {"else": 1},
    ],
)
def test_a_quiet_time_that_is_none_is_refused(anna: Visitor, quiet: dict) -> None:
    assert fault(anna.put("/me/notification-settings", {"quiet": quiet}))[0] == 422


@pytest.mark.parametrize("kinds", [{"gossip": {"bell": True}}, {"reply": {"pigeon": True}}, {"reply": {"bell": "yes"}}])
def test_a_choice_that_is_none_is_refused(anna: Visitor, kinds: dict) -> None:
    assert fault(anna.put("/me/notification-settings", {"channels": kinds}))[0] == 422
