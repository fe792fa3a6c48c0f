"""The first visit in one request."""

from __future__ import annotations

import gzip
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import ORIGIN, Factory, MadeSite
from tests.helpers import expected
from tests.helpers.http import Visitor, fault, stranger
from tests.helpers.parallel import at_once
from tests.helpers.statements import Statements
from widget_server.core import clock
from widget_server.db import session
from widget_server.pages.models import Page


def test_a_first_visit_gives_everything_at_once(anna: Visitor) -> None:
    answer = anna.boot(title="HR handbook")
    page = answer.json["page"]["id"]
    empty = {"items": [], "next": None, "previous": None, "total": 0, "version": "1", "mine": {}}
    assert answer.json == {
        "me": expected.person(anna) | {"locale": "nl", "roles": []},
        "access_token": None,
        "expires_in": None,
        "site": {"name": "De Vries BV", "locale": "nl", "reactions": ["like"]},
        "page": expected.page(page, may=["reply", "react", "follow"], following="off"),
        "counts": {"comments": 0, "reactions": 0, "tally": {}},
        "reactors": [],
        "thread": empty,
    }


def test_who_one_is_can_be_asked_without_a_visit(anna: Visitor, carla: Visitor) -> None:
    assert anna.get("/me").json == anna.boot().json["me"]
    assert carla.get("/me").json["roles"] == ["manager"]


def test_a_later_visit_brings_what_was_said_and_liked_since(anna: Visitor, bram: Visitor, page: str) -> None:
    comment = anna.reply(page)["id"]
    bram.put(f"/objects/{page}/reactions/like")
    again = anna.boot().json
    assert again["counts"] == {"comments": 1, "reactions": 1, "tally": {"like": 1}}
    assert again["reactors"] == [expected.person(bram)]
    assert again["thread"] == anna.thread(page)
    assert [item["id"] for item in again["thread"]["items"]] == [comment]


def test_plain_and_zipped_are_the_same(anna: Visitor, make: Factory, page: str) -> None:
    make.comments(page, anna, 20)
    body = {
        "site": "intranet",
        "page": {"id": "hr-handbook", "url": f"{ORIGIN}/hr-handbook", "title": ""},
        "widgets": ["thread"],
    }
    plain = anna.post("/boot", body)
    zipped = anna.post("/boot", body, headers={"Accept-Encoding": "br, gzip"})
    assert gzip.decompress(zipped.data) == plain.data


def test_a_page_is_made_once_and_known_by_site_and_id(anna: Visitor, make: Factory) -> None:
    first, second = anna.boot().json["page"]["id"], anna.boot().json["page"]["id"]
    other = make.site("other", "https://other.example")
    guest = make.visitor(make.person(), other)
    third = guest.boot(site="other", url="https://other.example/hr-handbook").json["page"]["id"]
    assert (first == second, first == third) == (True, False)


def test_twenty_first_visits_at_once_make_one_page(anna: Visitor, bram: Visitor) -> None:
    answers = at_once([lambda who=who: who.boot("brand-new") for who in (anna, bram) * 10])
    assert [answer.status_code for answer in answers] == [200] * 20
    assert len({answer.json["page"]["id"] for answer in answers}) == 1


def test_the_newest_three_who_reacted_are_named(anna: Visitor, make: Factory, site: MadeSite, page: str) -> None:
    names = []
    for number in range(5):
        who = make.visitor(make.person(), site)
        with clock.moved(timedelta(seconds=number)):
            who.put(f"/objects/{page}/reactions/like")
        names.append(who.person.name)
    assert [person["name"] for person in anna.boot().json["reactors"]] == names[:1:-1]


def test_a_widget_that_needs_no_thread_gets_no_comments_but_what_is_mine(anna: Visitor, page: str) -> None:
    comment = anna.reply(page)["id"]
    anna.put(f"/objects/{page}/reactions/like")
    found = anna.boot(widgets=["like"]).json
    assert (found["thread"]["items"], found["counts"]["comments"]) == ([], 1)
    assert found["thread"]["mine"] == {page: {"reactions": ["like"], "may": ["reply", "react"]}}
    assert comment in anna.boot(widgets=["thread"]).json["thread"]["mine"]


def test_without_a_page_boot_gives_person_and_site(anna: Visitor) -> None:
    body = anna.post("/boot", {"site": "intranet", "widgets": ["count"]}).json
    assert (body["me"]["name"], body["site"]["name"]) == ("Anna de Koning", "De Vries BV")
    assert (body["page"], body["counts"], body["thread"], body["reactors"]) == (None, None, None, [])


def test_roles_and_rights_are_told(carla: Visitor, page: str) -> None:
    body = carla.boot().json
    assert (body["me"]["roles"], body["page"]["may"], body["page"]["copies"]) == (
        ["manager"],
        ["reply", "react", "settle", "hide", "follow"],
        [],
    )


def titled(who: Visitor, title: str) -> str:
    """Visit a page that its host calls `title`; give what the service calls it."""
    return str(who.boot(title=title).json["page"]["title"])


def test_the_title_follows_the_host_at_the_canonical_address_only(carla: Visitor, page: str) -> None:
    assert titled(carla, "HR handboek") == "HR handboek"
    assert carla.boot(url=f"{ORIGIN}/copy", title="Kopie").json["page"]["title"] == "HR handboek"
    assert carla.boot().json["page"]["title"] == "HR handboek"


def test_nobody_renames_a_page_alone(anna: Visitor, bram: Visitor, page: str) -> None:
    assert [titled(anna, "Onzin") for _ in range(3)] == ["HR handbook"] * 3
    assert titled(bram, "HR handbook") == "HR handbook"
    assert [titled(anna.again(), "Onzin") for _ in range(3)] == ["HR handbook"] * 3
    assert titled(bram, "Andere onzin") == "HR handbook"


def test_a_title_that_two_people_see_is_the_page_s(anna: Visitor, bram: Visitor, page: str) -> None:
    assert [titled(who, "HR handboek") for who in (anna, anna, bram, anna)] == ["HR handbook"] * 2 + ["HR handboek"] * 2


def test_who_may_settle_a_page_renames_it_at_once(
    anna: Visitor, carla: Visitor, page: str, make: Factory, site: MadeSite
) -> None:
    daan = make.visitor(make.person("Daan", roles=["editor"]), site)
    assert titled(daan, "Een") == "Een"
    carla.patch(f"/pages/{page}", {"owner": anna.id})
    assert titled(anna, "Twee") == "Twee"


def test_a_title_said_again_by_the_same_person_is_not_written_again(
    anna: Visitor, page: str, statements: Statements
) -> None:
    titled(anna, "Onzin")
    statements.clear()
    titled(anna, "Onzin")
    assert [each for each in statements.ran if each.startswith(("UPDATE", "INSERT"))] == []


def test_a_page_without_a_title_is_called_by_its_id(anna: Visitor) -> None:
    assert anna.boot("menu-48").json["page"]["title"] == "menu-48"


def test_the_hash_of_the_address_is_left_out(anna: Visitor) -> None:
    assert anna.boot(url=f"{ORIGIN}/hr-handbook#weerklank-1").json["page"]["url"] == f"{ORIGIN}/hr-handbook"


def test_a_page_that_is_off_gives_neither_comments_nor_numbers(anna: Visitor, carla: Visitor, page: str) -> None:
    anna.reply(page)
    anna.put(f"/objects/{page}/reactions/like")
    carla.patch(f"/pages/{page}", {"state": "off"})
    body = anna.boot().json
    assert (body["page"]["state"], body["page"]["may"]) == ("off", [])
    assert (body["counts"], body["reactors"], body["thread"]["items"]) == (
        {"comments": 0, "reactions": 0, "tally": {}},
        [],
        [],
    )


def test_without_a_session_boot_says_where_one_signs_in(app: Flask, site: MadeSite) -> None:
    answer = stranger(app).boot()
    assert (*fault(answer), answer.json["site_name"]) == (401, "sign_in_needed", "De Vries BV")


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/x",
        "http://intranet.localhost:8081/x",
        "https://intranet.localhost:8080/x",
        "javascript:alert(1)",
        "/x",
        "",
        "x" * 99,
        "http://intranet.localhost:8080@evil.example/",
        "http://intranet.localhost:8080.evil.example/",
        "http://[",
        "http://intranet.localhost:99999/x",
    ],
)
def test_an_address_on_an_unregistered_origin_is_refused_and_no_page_is_made(anna: Visitor, url: str) -> None:
    body = {"site": "intranet", "page": {"id": "fresh", "url": url, "title": ""}}
    answer = anna.post("/boot", body)
    assert (*fault(answer), list(answer.json["errors"])) == (422, "invalid", ["page.url"])
    assert anna.get("/counts?site=intranet&page=fresh").json == {"fresh": {"comments": 0, "reactions": 0}}


@pytest.mark.parametrize(
    ("page", "code", "field"),
    [
        ({"id": "", "url": f"{ORIGIN}/x"}, "empty", "page.id"),
        ({"id": "x" * 501, "url": f"{ORIGIN}/x"}, "too_long", "page.id"),
        ({"id": "a\0b", "url": f"{ORIGIN}/x"}, "invalid", "page.id"),
        ({"id": "x", "url": f"{ORIGIN}/x", "title": "y" * 301}, "too_long", "page.title"),
        ({"id": "x", "url": f"{ORIGIN}/x", "title": "a\0b"}, "invalid", "page.title"),
        ({"id": "x", "url": f"{ORIGIN}/" + "x" * 2000}, "invalid", "page.url"),
        ({"id": "x", "url": f"{ORIGIN}/a b"}, "invalid", "page.url"),
        ({"id": "x", "url": f"{ORIGIN}/a\0b"}, "invalid", "page.url"),
        ({"id": "x", "url": f"{ORIGIN}/\u202egpj.exe"}, "invalid", "page.url"),
        ({"id": "x", "url": f"{ORIGIN}/a\u200b"}, "invalid", "page.url"),
        ({"id": "x", "url": f"{ORIGIN}/a\x9b"}, "invalid", "page.url"),
        ({"id": "x"}, "invalid", "page.url"),
        ({"url": f"{ORIGIN}/x"}, "invalid", "page.id"),
        ({"id": 7, "url": f"{ORIGIN}/x"}, "invalid", "page.id"),
        ({"id": "x", "url": f"{ORIGIN}/x", "owner": "me"}, "unknown_field", "page.owner"),
        ("x", "invalid", "page"),
    ],
)
def test_a_page_at_fault_is_refused_by_name(anna: Visitor, page: object, code: str, field: str) -> None:
    answer = anna.post("/boot", {"site": "intranet", "page": page})
    assert (*fault(answer), list(answer.json["errors"])) == (422, code, [field])


@pytest.mark.parametrize("key", ["other", "nowhere", "", "INTRANET", "' OR 1=1"])
def test_a_site_one_is_not_signed_in_to_is_missing(anna: Visitor, make: Factory, key: str) -> None:
    make.site("other", "https://other.example")
    assert fault(anna.boot(site=key)) == (404, "missing")


def test_without_a_ticket_a_vouched_site_shows_no_page_and_takes_none(make: Factory) -> None:
    site = make.site("vouched", "https://vouched.example", visibility="vouched")
    for who in (make.visitor(make.person(), site), make.visitor(make.person(roles=["administrator"]), site)):
        answer = who.boot(site="vouched", url="https://vouched.example/hr-handbook")
        assert fault(answer) == (404, "missing")
    with make.app.app_context():
        assert session().scalars(select(Page)).all() == []


def test_a_site_with_a_nul_is_refused(anna: Visitor) -> None:
    answer = anna.boot(site="a\0b")
    assert (*fault(answer), list(answer.json["errors"])) == (422, "invalid", ["site"])


def test_a_title_of_markup_stays_text_and_cannot_end_a_script(anna: Visitor) -> None:
    title = "</script><script>alert(1)</script>"
    answer = anna.boot(title=title)
    assert answer.json["page"]["title"] == title
    assert answer.mimetype == "application/json"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
