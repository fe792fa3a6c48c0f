"""Two sites in one service know nothing of each other; a restricted page shows nowhere."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.factories import Factory, MadeSite
from tests.helpers.dump import differences, dump
from tests.helpers.http import Visitor
from tests.security.conftest import Cast
from tests.security.routes import TABLE, Row


@pytest.fixture
def other(make: Factory) -> MadeSite:
    """Another site in the same service."""
    return make.site("other", "https://other.example")


@pytest.mark.parametrize("role", ["employee", "manager", "administrator"])
@pytest.mark.parametrize("row", [row for row in TABLE if row.of_page or row.of_group], ids=str)
def test_nobody_reaches_another_sites_objects_by_any_route(
    app: Flask, make: Factory, other: MadeSite, ids: dict[str, str], row: Row, role: str
) -> None:
    roles = [] if role == "employee" else [role]
    foreigner = make.visitor(make.person(roles=roles), other)
    before = dump(app)
    answer = row.send(foreigner, ids)
    assert (answer.status_code, answer.json["code"]) == (404, "missing")
    assert differences(before, dump(app)) == []


def test_the_same_page_id_on_two_sites_is_two_pages(make: Factory, other: MadeSite, anna: Visitor, page: str) -> None:
    anna.reply(page)
    foreigner = make.visitor(make.person(), other)
    theirs = foreigner.boot(site="other", url="https://other.example/hr-handbook").json
    assert (theirs["page"]["id"] != page, theirs["counts"]["comments"]) == (True, 0)


def test_counts_of_another_site_are_nothing(make: Factory, other: MadeSite, anna: Visitor, page: str) -> None:
    anna.reply(page)
    foreigner = make.visitor(make.person(), other)
    for site in ("intranet", "other"):
        assert foreigner.get(f"/counts?site={site}&page=hr-handbook").json == {
            "hr-handbook": {"comments": 0, "reactions": 0}
        }


def test_an_alias_of_another_site_is_nothing_here(make: Factory, other: MadeSite, carla: Visitor, page: str) -> None:
    carla.put(f"/pages/{page}/aliases", {"id": "personeel"})
    foreigner = make.visitor(make.person(roles=["manager"]), other)
    found = foreigner.boot("personeel", site="other", url="https://other.example/x").json["page"]["id"]
    assert found != page
    assert foreigner.put(f"/pages/{found}/aliases", {"id": "hr-handbook"}).status_code == 200
    assert carla.boot().json["page"]["id"] == page


def test_a_page_address_of_another_site_is_refused(make: Factory, other: MadeSite, anna: Visitor) -> None:
    assert anna.boot(url="https://other.example/hr-handbook").status_code == 422


def test_a_restricted_page_shows_in_no_answer_to_others(make: Factory, site: MadeSite, cast: Cast) -> None:
    member = make.visitor(make.person("Geheim Lid", groups=["board"]), site)
    page = make.page(site, "board", groups=["board"], title="Geheime titel")
    comment = member.reply(page, "geheime woorden")["id"]
    member.put(f"/objects/{comment}/reactions/like")
    visible = make.page(site, "canteen")
    reads = [
        f"/pages/{page}",
        f"/pages/{page}/thread",
        f"/pages/{visible}/thread?around={comment}",
        f"/objects/{comment}/replies",
        f"/objects/{comment}/reactions",
        f"/objects/{page}/reactions",
        f"/comments/{comment}",
        f"/comments/{comment}/versions",
        "/counts?site=intranet&page=board",
    ]
    for who in (cast["employee"], cast["guest"], cast["administrator"]):
        answers = [who.get(path) for path in reads]
        answers += [who.boot("board"), who.boot("canteen"), who.boot("board", title="Ander")]
        for answer in answers:
            said = answer.text.lower()
            assert "geheim" not in said
            assert not answer.json.get("counts") or answer.json["counts"]["comments"] == 0
        assert who.get(reads[-1]).json == {"board": {"comments": 0, "reactions": 0}}
    assert member.get(f"/pages/{page}/thread").json["total"] == 1


def test_a_copy_of_a_restricted_page_is_as_restricted(make: Factory, site: MadeSite, anna: Visitor) -> None:
    page, address = make.page(site, "board", groups=["board"]), f"{site.origin}/board-copy"
    editor = make.visitor(make.person(groups=["board"], roles=["editor"]), site)
    assert editor.boot("board", url=address).status_code == 200
    made = editor.post(f"/pages/{page}/copies", {"url": address, "decision": "new"}).json["id"]
    assert (made != page, editor.get(f"/pages/{made}").status_code) == (True, 200)
    assert anna.get(f"/pages/{made}").status_code == 404
    assert anna.boot("board", url=address).status_code == 404


def test_whom_the_issuer_no_longer_puts_in_a_group_reads_its_pages_no_more(make: Factory, site: MadeSite) -> None:
    from widget_server.db import transaction
    from widget_server.identity.service import Claims, take_over

    page = make.page(site, groups=["board"])
    person = make.person(groups=["board"])
    member = make.visitor(person, site)
    assert member.get(f"/pages/{page}").status_code == 200
    claims = make.claims_of(member)
    for groups, status in ((frozenset(["staff"]), 404), (frozenset(["board"]), 200), (None, 404)):
        with make.app.app_context(), transaction():
            take_over(Claims(*claims, name=person.name, groups=groups))
        assert member.get(f"/pages/{page}").status_code == status
