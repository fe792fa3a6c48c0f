"""Groups: started, found, joined, asked for, left, led, archived. What they hide is in security/test_channels.py."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from tests.factories import Factory, MadeSite
from tests.helpers import expected
from tests.helpers.http import Visitor, fault
from tests.helpers.parallel import at_once
from widget_server.activities.models import Activity
from widget_server.db import session, transaction
from widget_server.identity.models import Actor
from widget_server.identity.service import set_disabled


def start(who: Visitor, **fields: Any) -> dict[str, Any]:
    """Start a group; give it."""
    answer = who.post("/groups", {"name": "Fietsers"} | fields)
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def read(who: Visitor, group: str) -> dict[str, Any]:
    """Read a group."""
    answer = who.get(f"/groups/{group}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def members(who: Visitor, group: str, state: str = "member") -> list[tuple[str, str]]:
    """Give person and role of those in a state."""
    answer = who.get(f"/groups/{group}/members?state={state}")
    assert answer.status_code == 200, answer.text
    return [(entry["person"]["id"], entry["role"]) for entry in answer.json["items"]]


def make_manager(who: Visitor, group: str, other: Visitor) -> None:
    """Let another member be a manager too."""
    assert who.put(f"/groups/{group}/members/{other.id}", {"role": "manager"}).status_code == 200


def verbs(make: Factory, group: str) -> list[str]:
    """Give what was recorded of a group, oldest first."""
    with make.app.app_context():
        return list(session().scalars(select(Activity.verb).where(Activity.object_id == group).order_by(Activity.id)))


def test_a_group_is_started_with_its_manager_and_a_conversation_of_its_own(carla: Visitor) -> None:
    answer = carla.post("/groups", {"name": " Fietsers ", "purpose": "Samen naar het werk"})
    group = answer.json
    assert answer.headers["Location"] == f"/api/v1/groups/{group['id']}"
    assert group == {
        "id": group["id"],
        "page_id": group["page_id"],
        "slug": f"fietsers-{group['id'][-6:]}",
        "name": "Fietsers",
        "purpose": "Samen naar het werk",
        "kind": "open",
        "visible": True,
        "member_count": 1,
        "created_at": group["created_at"],
        "archived_at": None,
        "mine": {"role": "manager", "state": "member"},
        "may": ["leave", "members", "run", "lead"],
        "asked_count": 0,
    }
    assert read(carla, group["id"]) == group
    page = carla.get(f"/pages/{group['page_id']}").json
    assert (page["title"], page["key"], page["url"], page["may"]) == (
        "Fietsers",
        None,
        "",
        ["reply", "react", "settle", "hide"],
    )
    assert carla.thread(group["page_id"])["total"] == 0


def test_employees_start_groups_only_where_the_settings_say_so(anna: Visitor) -> None:
    assert fault(anna.post("/groups", {"name": "Fietsers"})) == (403, "not_allowed")


@pytest.mark.settings(group_founders="everyone")
def test_guests_start_no_groups_where_everyone_else_does(make: Factory, site: MadeSite, anna: Visitor) -> None:
    assert start(anna)["mine"] == {"role": "manager", "state": "member"}
    guest = make.visitor(make.person(guest=True), site)
    assert fault(guest.post("/groups", {"name": "Fietsers"})) == (403, "not_allowed")


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({"name": " "}, "empty", "name"),
        ({"name": "x" * 101}, "too_long", "name"),
        ({"purpose": "x" * 301}, "too_long", "purpose"),
        ({"kind": "secret"}, "invalid", "kind"),
        ({"visible": False}, "invalid", "visible"),
        ({"kind": "request", "visible": False}, "invalid", "visible"),
        ({"visible": "yes"}, "invalid", "visible"),
        ({"page_id": "x"}, "unknown_field", "page_id"),
    ],
)
def test_what_a_group_cannot_be_is_refused_by_field(carla: Visitor, body: dict, code: str, field: str) -> None:
    answer = carla.post("/groups", {"name": "Fietsers"} | body)
    assert (*fault(answer), list(answer.json["errors"])) == (422, code, [field])


def test_a_group_started_twice_under_one_key_is_one_group(carla: Visitor) -> None:
    once = {"Idempotency-Key": "een"}
    first, second = (carla.post("/groups", {"name": "Fietsers"}, headers=once).json for _ in range(2))
    assert first == second
    assert len(carla.get("/groups").json["items"]) == 1


def test_whoever_wants_joins_an_open_group_and_leaves_it(make: Factory, anna: Visitor, carla: Visitor) -> None:
    group = start(carla)["id"]
    assert read(anna, group)["may"] == ["join", "members"]
    for _ in range(2):
        joined = anna.put(f"/groups/{group}/members/me")
        assert (joined.status_code, joined.json["mine"], joined.json["member_count"], joined.json["may"]) == (
            200,
            {"role": "member", "state": "member"},
            2,
            ["leave", "members"],
        )
    assert members(anna, group) == [(carla.id, "manager"), (anna.id, "member")]
    for _ in range(2):
        assert anna.delete(f"/groups/{group}/members/me").status_code == 204
    assert (read(anna, group)["mine"], read(anna, group)["member_count"]) == (None, 1)
    assert verbs(make, group) == ["create", "join", "leave"]


def test_one_asks_to_join_a_group_on_request_and_a_manager_accepts(
    make: Factory, anna: Visitor, bram: Visitor, carla: Visitor
) -> None:
    made = start(carla, kind="request")
    group, page = made["id"], made["page_id"]
    assert read(anna, group)["may"] == ["ask"]
    for _ in range(2):
        asked = anna.put(f"/groups/{group}/members/me").json
        assert (asked["mine"], asked["member_count"]) == ({"role": "member", "state": "asked"}, 1)
    assert fault(anna.get(f"/pages/{page}/thread")) == (404, "missing")
    assert (members(carla, group, "asked"), read(carla, group)["asked_count"]) == ([(anna.id, "member")], 1)
    accepted = carla.put(f"/groups/{group}/members/{anna.id}", {"state": "member"})
    assert (accepted.status_code, accepted.json) == (
        200,
        {"person": expected.person(anna), "role": "member", "state": "member", "at": accepted.json["at"]},
    )
    assert anna.thread(page)["total"] == 0
    bram.put(f"/groups/{group}/members/me")
    assert carla.delete(f"/groups/{group}/members/{bram.id}").status_code == 204
    assert (read(bram, group)["mine"], members(carla, group, "asked")) == (None, [])
    assert verbs(make, group) == ["create", "offer", "accept", "offer", "reject"]


def test_a_closed_group_takes_those_only_who_were_invited(
    make: Factory, anna: Visitor, bram: Visitor, carla: Visitor
) -> None:
    made = start(carla, kind="closed", visible=False)
    group, page = made["id"], made["page_id"]
    invited = carla.post(f"/groups/{group}/members", {"person": anna.id})
    assert (invited.status_code, invited.json["state"]) == (201, "invited")
    assert (read(anna, group)["may"], fault(anna.get(f"/pages/{page}"))) == (["accept", "leave"], (404, "missing"))
    assert fault(bram.put(f"/groups/{group}/members/me")) == (404, "missing")
    assert anna.put(f"/groups/{group}/members/me").json["mine"]["state"] == "member"
    assert anna.thread(page)["total"] == 0
    carla.post(f"/groups/{group}/members", {"person": bram.id})
    assert bram.delete(f"/groups/{group}/members/me").status_code == 204
    assert fault(bram.get(f"/groups/{group}")) == (404, "missing")
    assert verbs(make, group) == ["create", "invite", "join", "invite", "reject"]


def test_nobody_walks_into_a_closed_group_that_they_see(anna: Visitor, carla: Visitor) -> None:
    group = start(carla, kind="closed")["id"]
    assert read(anna, group)["may"] == []
    assert fault(anna.put(f"/groups/{group}/members/me")) == (403, "not_allowed")
    assert fault(anna.get(f"/groups/{group}/members")) == (403, "not_allowed")


def test_inviting_who_asked_accepts_them_and_inviting_again_changes_nothing(anna: Visitor, carla: Visitor) -> None:
    group = start(carla, kind="request")["id"]
    anna.put(f"/groups/{group}/members/me")
    for _ in range(2):
        assert carla.post(f"/groups/{group}/members", {"person": anna.id}).json["state"] == "member"
    assert read(carla, group)["member_count"] == 2


def test_guests_come_by_invitation_only_and_run_nothing(make: Factory, site: MadeSite, carla: Visitor) -> None:
    guest = make.visitor(make.person(guest=True), site)
    made = start(carla)
    group = made["id"]
    assert fault(guest.put(f"/groups/{group}/members/me")) == (404, "missing")
    assert guest.get("/groups").json["items"] == []
    carla.post(f"/groups/{group}/members", {"person": guest.id})
    assert guest.put(f"/groups/{group}/members/me").json["mine"]["state"] == "member"
    assert guest.reply(made["page_id"])["author"]["id"] == guest.id
    refused = carla.put(f"/groups/{group}/members/{guest.id}", {"role": "deputy"})
    assert (*fault(refused), list(refused.json["errors"])) == (422, "invalid", ["role"])
    carla.delete(f"/groups/{group}/members/{guest.id}")
    assert fault(guest.get(f"/pages/{made['page_id']}/thread")) == (404, "missing")


@pytest.mark.parametrize("person", ["", "0" * 26, "anna"])
def test_only_a_person_who_is_here_can_be_invited(carla: Visitor, person: str) -> None:
    answer = carla.post(f"/groups/{start(carla)['id']}/members", {"person": person})
    assert (*fault(answer), list(answer.json["errors"])) == (422, "invalid", ["person"])


def test_the_last_manager_hands_over_before_leaving(
    make: Factory, anna: Visitor, bram: Visitor, carla: Visitor
) -> None:
    group = make.group(bram, members=[anna]).id
    for answer in (
        bram.delete(f"/groups/{group}/members/me"),
        bram.delete(f"/groups/{group}/members/{bram.id}"),
        bram.put(f"/groups/{group}/members/{bram.id}", {"role": "deputy"}),
    ):
        assert fault(answer) == (409, "conflict")
        assert "last manager" in answer.json["detail"] or "laatste beheerder" in answer.json["detail"]
    bram.put(f"/groups/{group}/members/{anna.id}", {"role": "deputy"})
    assert fault(bram.delete(f"/groups/{group}/members/me")) == (409, "conflict")
    make_manager(bram, group, anna)
    assert bram.delete(f"/groups/{group}/members/me").status_code == 204
    assert members(anna, group) == [(anna.id, "manager")]


def test_two_last_managers_who_leave_at_once_do_not_both_go(make: Factory, anna: Visitor, bram: Visitor) -> None:
    group = make.group(bram, members=[anna]).id
    make_manager(bram, group, anna)
    answers = at_once([lambda who=who: who.delete(f"/groups/{group}/members/me") for who in (anna, bram)])
    assert sorted(answer.status_code for answer in answers) == [204, 409]


def test_a_manager_who_cannot_sign_in_any_more_is_not_counted(
    make: Factory, anna: Visitor, bram: Visitor, carla: Visitor
) -> None:
    made = make.group(bram, members=[anna])
    make_manager(bram, made.id, anna)
    with make.app.app_context(), transaction():
        set_disabled(session().get_one(Actor, bram.id), disabled=True)
    assert fault(anna.delete(f"/groups/{made.id}/members/me")) == (409, "conflict")
    assert [person for person, _ in members(anna, made.id)] == [anna.id]
    assert fault(carla.put(f"/groups/{made.id}/members/{anna.id}", {"role": "member"})) == (403, "not_allowed")
    with make.app.app_context(), transaction():
        set_disabled(session().get_one(Actor, anna.id), disabled=True)
    assert "lead" in read(carla, made.id)["may"]


def test_a_deputy_runs_the_group_and_names_nobody(make: Factory, anna: Visitor, bram: Visitor, carla: Visitor) -> None:
    group = make.group(carla, "request", members=[anna]).id
    carla.put(f"/groups/{group}/members/{anna.id}", {"role": "deputy"})
    assert read(anna, group)["may"] == ["leave", "members", "run"]
    bram.put(f"/groups/{group}/members/me")
    assert anna.put(f"/groups/{group}/members/{bram.id}", {"state": "member"}).status_code == 200
    assert anna.patch(f"/groups/{group}", {"name": "Lopers"}).json["name"] == "Lopers"
    for answer in (
        anna.put(f"/groups/{group}/members/{bram.id}", {"role": "deputy"}),
        anna.delete(f"/groups/{group}/members/{carla.id}"),
        anna.patch(f"/groups/{group}", {"kind": "open"}),
        anna.delete(f"/groups/{group}"),
    ):
        assert fault(answer) == (403, "not_allowed")
    assert anna.delete(f"/groups/{group}/members/{bram.id}").status_code == 204


def test_managers_and_deputies_moderate_the_groups_conversation_and_no_other(
    make: Factory, anna: Visitor, bram: Visitor, page: str, site: MadeSite
) -> None:
    member = make.visitor(make.person(), site)
    group = make.group(bram, members=[anna, member])
    bram.put(f"/groups/{group.id}/members/{anna.id}", {"role": "deputy"})
    here, elsewhere = member.reply(group.page)["id"], member.reply(page)["id"]
    for who in (anna, bram):
        assert who.get(f"/comments/{here}").json["may"] == ["reply", "react", "hide"]
        assert who.put(f"/comments/{here}/hidden", {"reason": "Persoonlijk"}).json["html"] == "<p>Hallo</p>"
        assert who.get(f"/comments/{here}/versions").status_code == 200
        assert who.delete(f"/comments/{here}/hidden").status_code == 200
        closed = who.patch(f"/pages/{group.page}", {"state": "read_only"})
        assert (closed.status_code, closed.json["may"]) == (200, ["settle", "hide"])
        who.patch(f"/pages/{group.page}", {"state": "open"})
        assert fault(who.put(f"/comments/{elsewhere}/hidden", {"reason": "x"})) == (403, "not_allowed")
        assert fault(who.patch(f"/pages/{page}", {"state": "off"})) == (403, "not_allowed")
    assert fault(member.put(f"/comments/{here}/hidden", {"reason": "x"})) == (403, "not_allowed")
    bram.put(f"/groups/{group.id}/members/{anna.id}", {"role": "member"})
    assert fault(anna.put(f"/comments/{here}/hidden", {"reason": "x"})) == (403, "not_allowed")


def test_a_groups_kind_decides_at_once_who_reads(make: Factory, anna: Visitor, bram: Visitor) -> None:
    group = make.group(bram)
    thread = f"/pages/{group.page}/thread"
    assert anna.get(thread).status_code == 200
    assert bram.patch(f"/groups/{group.id}", {"kind": "closed"}).json["kind"] == "closed"
    assert (anna.get(thread).status_code, anna.get(f"/groups/{group.id}").status_code) == (404, 200)
    assert bram.patch(f"/groups/{group.id}", {"visible": False}).status_code == 200
    assert anna.get(f"/groups/{group.id}").status_code == 404
    assert fault(bram.patch(f"/groups/{group.id}", {"kind": "open"})) == (422, "invalid")
    bram.patch(f"/groups/{group.id}", {"kind": "open", "visible": True})
    assert (anna.get(thread).status_code, bram.get(thread).status_code) == (200, 200)


def test_a_new_name_is_the_conversations_title_too(anna: Visitor, carla: Visitor) -> None:
    made = start(carla)
    carla.patch(f"/groups/{made['id']}", {"name": "Lopers", "purpose": ""})
    assert anna.get(f"/pages/{made['page_id']}").json["title"] == "Lopers"


def test_an_archived_group_is_its_members_to_read_and_nobodys_to_join(
    make: Factory, anna: Visitor, bram: Visitor, carla: Visitor
) -> None:
    group = make.group(carla, members=[anna])
    anna.reply(group.page)
    for _ in range(2):
        assert carla.delete(f"/groups/{group.id}").status_code == 204
    assert (read(anna, group.id)["may"], read(anna, group.id)["archived_at"] is None) == (["leave", "members"], False)
    assert anna.thread(group.page)["total"] == 1
    assert fault(anna.post(f"/objects/{group.page}/replies", {"source": "x"})) == (403, "not_allowed")
    assert (fault(bram.get(f"/groups/{group.id}")), bram.get("/groups").json["items"]) == ((404, "missing"), [])
    assert anna.get("/groups").json["items"] == []
    for answer in (
        carla.patch(f"/groups/{group.id}", {"name": "x"}),
        carla.post(f"/groups/{group.id}/members", {"person": bram.id}),
        anna.put(f"/groups/{group.id}/members/me"),
    ):
        assert fault(answer) == (409, "conflict")
    for who in (anna, carla):
        assert who.delete(f"/groups/{group.id}/members/me").status_code == 204
    assert fault(carla.get(f"/groups/{group.id}")) == (404, "missing")


def test_groups_come_by_name_fifty_at_a_time_and_ones_own_apart(carla: Visitor, anna: Visitor) -> None:
    names = [f"Groep {number // 2:02}" for number in range(70)]  # two of each name: the cursor must split them
    made = [start(carla, name=name)["id"] for name in reversed(names)]
    first = anna.get("/groups").json
    second = anna.get(f"/groups?cursor={first['next']}").json
    assert (len(first["items"]), len(second["items"]), second["next"]) == (50, 20, None)
    items = first["items"] + second["items"]
    assert [item["name"] for item in items] == names
    assert {item["id"] for item in items} == set(made)
    anna.put(f"/groups/{made[3]}/members/me")
    assert [item["id"] for item in anna.get("/groups?mine=true").json["items"]] == [made[3]]


def test_members_come_fifty_at_a_time(make: Factory, site: MadeSite, carla: Visitor) -> None:
    people = [make.visitor(make.person(), site) for _ in range(59)]
    group = make.group(carla, members=people).id
    first = carla.get(f"/groups/{group}/members").json
    second = carla.get(f"/groups/{group}/members?cursor={first['next']}").json
    found = [entry["person"]["id"] for entry in first["items"] + second["items"]]
    assert (len(first["items"]), second["next"], found) == (50, None, [carla.id, *(who.id for who in people)])
    assert read(carla, group)["member_count"] == 60


def test_a_groups_conversation_is_reached_by_no_page_of_the_host(
    make: Factory, site: MadeSite, anna: Visitor, carla: Visitor
) -> None:
    group = make.group(carla, members=[anna])
    for key in (group.page, group.id, "Fietsers"):
        visited = anna.boot(key).json["page"]["id"]
        assert visited != group.page
    assert fault(carla.put(f"/pages/{group.page}/aliases", {"id": "fietsers"})) == (403, "not_allowed")
    assert fault(carla.delete(f"/pages/{group.page}")) == (403, "not_allowed")
    copy = {"url": f"{site.origin}/x", "decision": "moved"}
    assert fault(carla.post(f"/pages/{group.page}/copies", copy)) == (404, "missing")
    assert anna.get(f"/counts?site=intranet&page=&page={group.page}").json == {
        "": {"comments": 0, "reactions": 0},
        group.page: {"comments": 0, "reactions": 0},
    }
