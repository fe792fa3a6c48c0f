"""Pages: settled in place, joined, copied, moved."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories import ORIGIN, Factory, MadeSite
from tests.helpers import expected
from tests.helpers.http import Visitor, fault
from widget_server.core import clock


def test_a_page_is_read_and_says_what_one_may(anna: Visitor, carla: Visitor, page: str) -> None:
    assert anna.get(f"/pages/{page}").json == expected.page(page)
    assert carla.get(f"/pages/{page}").json == expected.page(page, may=["reply", "react", "settle", "hide"], copies=[])


def test_a_comment_and_a_person_are_no_page(anna: Visitor, page: str) -> None:
    comment = anna.reply(page)["id"]
    for other in (comment, anna.id, "x", "0" * 26):
        for path in (f"/pages/{other}", f"/pages/{other}/thread"):
            assert fault(anna.get(path)) == (404, "missing")


def test_a_manager_settles_state_and_reactions(anna: Visitor, carla: Visitor, page: str) -> None:
    changed = carla.patch(f"/pages/{page}", {"state": "read_only", "reactions": False})
    assert changed.status_code == 200
    assert changed.json == expected.page(page, state="read_only", reactions=False, may=["settle", "hide"], copies=[])
    assert anna.get(f"/pages/{page}").json == expected.page(page, state="read_only", reactions=False, may=[])
    assert carla.patch(f"/pages/{page}", {}).json["state"] == "read_only"


def test_a_manager_names_owner_and_deputy_and_they_settle_their_page_only(
    anna: Visitor, bram: Visitor, carla: Visitor, page: str, make: Factory, site: MadeSite
) -> None:
    other = make.page(site, "canteen")
    assert fault(anna.patch(f"/pages/{page}", {"state": "off"})) == (403, "not_allowed")
    assert carla.patch(f"/pages/{page}", {"owner": anna.id, "deputy": bram.id}).status_code == 200
    for who in (anna, bram):
        assert who.get(f"/pages/{page}").json["may"] == ["reply", "react", "settle"]
        assert who.patch(f"/pages/{page}", {"state": "read_only"}).json["state"] == "read_only"
        assert fault(who.patch(f"/pages/{other}", {"state": "off"})) == (403, "not_allowed")
        assert fault(who.patch(f"/pages/{page}", {"owner": bram.id})) == (403, "not_allowed")
        carla.patch(f"/pages/{page}", {"state": "open"})
    carla.patch(f"/pages/{page}", {"owner": None})
    assert fault(anna.patch(f"/pages/{page}", {"state": "off"})) == (403, "not_allowed")
    assert bram.patch(f"/pages/{page}", {"state": "off"}).status_code == 200


def test_an_editor_settles_every_page_and_names_nobody(make: Factory, site: MadeSite, page: str) -> None:
    daan = make.visitor(make.person("Daan", roles=["editor"]), site)
    assert daan.patch(f"/pages/{page}", {"state": "read_only"}).json["may"] == ["settle"]
    assert fault(daan.patch(f"/pages/{page}", {"owner": daan.id})) == (403, "not_allowed")


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        ({"state": "closed"}, "invalid", "state"),
        ({"state": None}, "invalid", "state"),
        ({"reactions": "yes"}, "invalid", "reactions"),
        ({"owner": "0" * 26}, "invalid", "owner"),
        ({"owner": "nobody"}, "invalid", "owner"),
        ({"deputy": 7}, "invalid", "deputy"),
        ({"title": "Mine"}, "unknown_field", "title"),
        ({"key": "other"}, "unknown_field", "key"),
        ({"site_id": "x"}, "unknown_field", "site_id"),
    ],
)
def test_a_setting_at_fault_is_refused_by_name(carla: Visitor, page: str, body: dict, code: str, field: str) -> None:
    answer = carla.patch(f"/pages/{page}", body)
    assert (*fault(answer), list(answer.json["errors"])) == (422, code, [field])
    assert carla.get(f"/pages/{page}").json == expected.page(page, may=["reply", "react", "settle", "hide"], copies=[])


def test_a_second_live_address_is_a_copy_that_its_editor_decides_on(anna: Visitor, carla: Visitor, page: str) -> None:
    comment = anna.reply(page)["id"]
    copy = f"{ORIGIN}/hr-handbook-2"
    seen = anna.boot(url=copy).json
    assert seen["page"]["id"] == page
    assert "copies" not in seen["page"]
    assert [item["id"] for item in seen["thread"]["items"]] == [comment]
    assert carla.boot().json["page"]["copies"] == [{"url": copy}]
    same = carla.post(f"/pages/{page}/copies", {"url": copy, "decision": "same"})
    assert same.json == expected.page(page, may=["reply", "react", "settle", "hide"], copies=[])
    assert anna.boot(url=copy).json["page"]["id"] == page


def test_a_copy_that_is_a_new_conversation_gets_a_page_of_its_own(anna: Visitor, carla: Visitor, page: str) -> None:
    anna.reply(page)
    copy = f"{ORIGIN}/hr-handbook-2"
    anna.boot(url=copy)
    made = carla.post(f"/pages/{page}/copies", {"url": copy, "decision": "new"}).json
    assert (made["id"] != page, made["url"], made["copies"]) == (True, copy, [])
    visited = anna.boot(url=copy).json
    assert (visited["page"]["id"], visited["thread"]["items"], visited["page"]["url"]) == (made["id"], [], copy)
    assert anna.boot().json["page"]["id"] == page
    reply = anna.reply(made["id"])["id"]
    assert [item["id"] for item in anna.boot(url=copy).json["thread"]["items"]] == [reply]


@pytest.mark.parametrize("decision", ["same", "new", "moved"])
def test_deciding_the_same_twice_changes_nothing(anna: Visitor, carla: Visitor, page: str, decision: str) -> None:
    copy = f"{ORIGIN}/hr-handbook-2"
    anna.boot(url=copy)
    decide = {"url": copy, "decision": decision}
    first, second = (carla.post(f"/pages/{page}/copies", decide) for _ in range(2))
    assert (first.status_code, first.json) == (200, second.json)
    other = {"same": "new", "new": "same", "moved": "same"}[decision]
    third = carla.post(f"/pages/{page}/copies", decide | {"decision": other})
    assert third.status_code == (404 if decision == "moved" else 200)


def test_a_page_that_moved_keeps_its_thread_and_its_new_address_is_the_canonical_one(
    anna: Visitor, carla: Visitor, page: str
) -> None:
    comment = anna.reply(page)["id"]
    there = f"{ORIGIN}/new/hr-handbook"
    anna.boot(url=there)
    moved = carla.post(f"/pages/{page}/copies", {"url": there, "decision": "moved"}).json
    assert moved == expected.page(
        page, url=there, canonical_url=there, may=["reply", "react", "settle", "hide"], copies=[]
    )
    assert [item["id"] for item in anna.boot(url=there).json["thread"]["items"]] == [comment]


def test_a_page_that_moved_by_itself_is_moved_back_by_its_editor(make: Factory, site: MadeSite, carla: Visitor) -> None:
    there = f"{ORIGIN}/new/hr-handbook"
    with clock.moved(timedelta(days=-8)):
        page = make.page(site)
    assert carla.boot(url=there).json["page"]["canonical_url"] == there
    back = carla.post(f"/pages/{page}/copies", {"url": f"{ORIGIN}/hr-handbook", "decision": "moved"})
    assert back.json["canonical_url"] == f"{ORIGIN}/hr-handbook"


def test_a_page_not_seen_at_its_old_address_for_a_week_has_moved_by_itself(
    make: Factory, site: MadeSite, carla: Visitor
) -> None:
    there = f"{ORIGIN}/new/hr-handbook"
    with clock.moved(timedelta(days=-8)):
        page = make.page(site)
    found = carla.boot(url=there).json["page"]
    assert (found["id"], found["canonical_url"], found["copies"]) == (page, there, [])


def test_nobody_moves_a_page_alone_and_two_people_do(
    make: Factory, site: MadeSite, anna: Visitor, bram: Visitor
) -> None:
    there = f"{ORIGIN}/new/hr-handbook"
    with clock.moved(timedelta(days=-8)):
        make.page(site)
    assert [anna.boot(url=there).json["page"]["canonical_url"] for _ in range(2)] == [f"{ORIGIN}/hr-handbook"] * 2
    with clock.moved(timedelta(days=2)):
        assert anna.again().boot(url=there).json["page"]["canonical_url"] == f"{ORIGIN}/hr-handbook"
    with clock.moved(timedelta(days=4)):
        assert bram.again().boot(url=there).json["page"]["canonical_url"] == there


def test_a_page_seen_at_its_old_address_within_the_week_has_not_moved(
    make: Factory, site: MadeSite, carla: Visitor
) -> None:
    with clock.moved(timedelta(days=-8)):
        page = make.page(site)
    with clock.moved(timedelta(days=-6)):
        elder = make.visitor(make.person(), site)
        assert elder.boot().json["page"]["id"] == page
    found = carla.boot(url=f"{ORIGIN}/new/hr-handbook").json["page"]
    assert (found["canonical_url"], found["copies"]) == (
        f"{ORIGIN}/hr-handbook",
        [{"url": f"{ORIGIN}/new/hr-handbook"}],
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ({"url": f"{ORIGIN}/never-seen", "decision": "same"}, (404, "missing")),
        ({"url": f"{ORIGIN}/hr-handbook", "decision": "new"}, (404, "missing")),
        ({"url": f"{ORIGIN}/copy", "decision": "perhaps"}, (422, "invalid")),
        ({"url": "a\0b", "decision": "same"}, (422, "invalid")),
        ({"decision": "same"}, (422, "invalid")),
        ({"url": 7, "decision": "same"}, (422, "invalid")),
    ],
)
def test_a_decision_at_fault_is_refused(anna: Visitor, carla: Visitor, page: str, body: dict, expected: tuple) -> None:
    anna.boot(url=f"{ORIGIN}/copy")
    assert fault(carla.post(f"/pages/{page}/copies", body)) == expected
    assert carla.get(f"/pages/{page}").json["copies"] == [{"url": f"{ORIGIN}/copy"}]


def test_an_alias_leads_to_the_page_from_now_on(anna: Visitor, carla: Visitor, page: str) -> None:
    answer = carla.put(f"/pages/{page}/aliases", {"id": "personeel"})
    assert (answer.status_code, answer.json["id"]) == (200, page)
    visited = anna.boot("personeel").json["page"]
    assert (visited["id"], visited["key"], visited["canonical_url"]) == (page, "hr-handbook", f"{ORIGIN}/hr-handbook")
    assert carla.get(f"/pages/{page}").json["copies"] == []


def test_a_page_that_stood_under_the_alias_is_merged_in(
    anna: Visitor, bram: Visitor, carla: Visitor, page: str, make: Factory, site: MadeSite
) -> None:
    old = make.page(site, "old-handbook")
    root = anna.reply(old, "oud")["id"]
    below = bram.reply(root)["id"]
    own = bram.reply(page, "nieuw")["id"]
    for who in (anna, bram):
        who.put(f"/objects/{old}/reactions/like")
    anna.put(f"/objects/{page}/reactions/like")
    anna.put(f"/objects/{root}/reactions/like")
    assert carla.put(f"/pages/{page}/aliases", {"id": "old-handbook"}).status_code == 200
    visited = anna.boot("old-handbook").json
    assert visited["page"]["id"] == page
    assert [item["id"] for item in visited["thread"]["items"]] == [root, below, own]
    assert {item["page"] for item in visited["thread"]["items"]} == {page}
    assert visited["counts"] == {"comments": 3, "reactions": 2, "tally": {"like": 2}}
    assert visited["thread"]["mine"][root]["reactions"] == ["like"]
    assert fault(anna.get(f"/pages/{old}")) == (404, "missing")
    assert anna.get("/counts?site=intranet&page=old-handbook&page=hr-handbook").json == {
        "old-handbook": {"comments": 3, "reactions": 2},
        "hr-handbook": {"comments": 3, "reactions": 2},
    }
    assert bram.reply(root)["page"] == page


def test_aliases_of_a_page_follow_it_when_it_is_merged(
    anna: Visitor, carla: Visitor, page: str, make: Factory, site: MadeSite
) -> None:
    old = make.page(site, "old-handbook")
    carla.put(f"/pages/{old}/aliases", {"id": "older-handbook"})
    carla.put(f"/pages/{page}/aliases", {"id": "old-handbook"})
    assert anna.boot("older-handbook").json["page"]["id"] == page


def test_a_manager_does_not_open_a_page_to_all_by_merging_what_they_may_not_read(
    carla: Visitor, page: str, make: Factory, site: MadeSite
) -> None:
    board = make.page(site, "board", groups=["board"])
    member = make.visitor(make.person(groups=["board"]), site)
    member.reply(board, "geheim")
    assert fault(carla.put(f"/pages/{page}/aliases", {"id": "board"})) == (404, "missing")
    assert carla.thread(page)["items"] == []
    assert member.thread(board)["total"] == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"id": "hr-handbook"}, "invalid"),
        ({"id": ""}, "empty"),
        ({"id": "x" * 501}, "too_long"),
        ({}, "invalid"),
        ({"id": "\0"}, "invalid"),
    ],
)
def test_an_alias_at_fault_is_refused(carla: Visitor, page: str, body: dict, code: str) -> None:
    assert fault(carla.put(f"/pages/{page}/aliases", body)) == (422, code)


def test_only_managers_join_and_remove_pages(anna: Visitor, make: Factory, site: MadeSite, page: str) -> None:
    daan = make.visitor(make.person(roles=["editor"]), site)
    for who in (anna, daan):
        assert fault(who.put(f"/pages/{page}/aliases", {"id": "x"})) == (403, "not_allowed")
        assert fault(who.delete(f"/pages/{page}")) == (403, "not_allowed")


def test_a_removed_page_is_gone_for_all_and_its_id_is_free_again(anna: Visitor, carla: Visitor, page: str) -> None:
    comment = anna.reply(page)["id"]
    carla.put(f"/pages/{page}/aliases", {"id": "personeel"})
    assert carla.delete(f"/pages/{page}").status_code == 204
    for who in (anna, carla):
        for path in (f"/pages/{page}", f"/pages/{page}/thread", f"/comments/{comment}"):
            assert fault(who.get(path)) == (404, "missing")
    fresh = anna.boot().json
    assert (fresh["page"]["id"] != page, fresh["thread"]["items"]) == (True, [])
    assert anna.boot("personeel").json["page"]["id"] not in (page, fresh["page"]["id"])


def test_where_the_conversation_is_off_no_address_shows_it(
    anna: Visitor, bram: Visitor, carla: Visitor, page: str
) -> None:
    comment = bram.reply(page, "Verborgen")["id"]
    anna.put(f"/objects/{comment}/reactions/like")
    carla.patch(f"/pages/{page}", {"state": "off"})
    hidden = (f"/comments/{comment}", f"/objects/{comment}/reactions", f"/objects/{page}/reactions")
    for path in (*hidden, f"/objects/{comment}/replies"):
        assert fault(anna.get(path)) == (404, "missing")
    assert anna.get(f"/pages/{page}/thread?around={comment}").json["items"] == []
    for who in (bram, carla):
        assert who.get(f"/comments/{comment}").json["html"] == "<p>Verborgen</p>"
    carla.patch(f"/pages/{page}", {"state": "open"})
    for path in hidden:
        assert anna.get(path).status_code == 200
