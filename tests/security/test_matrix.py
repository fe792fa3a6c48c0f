"""Role by route, every cell; generated from the URL map."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.factories import Factory, MadeSite
from tests.helpers.dump import differences, dump
from tests.helpers.http import Visitor
from tests.helpers.uploads import attached
from tests.security.conftest import Cast
from tests.security.routes import API, ELSEWHERE, ROLES, TABLE, Row, rules

CODES = {401: "sign_in_needed", 403: "not_allowed", 404: "missing"}


def test_every_route_has_a_row_and_every_row_a_route(app: Flask) -> None:
    assert set(rules(app)) == {(row.method, API + row.rule) for row in TABLE} | ELSEWHERE


def test_every_row_has_a_cell_a_role() -> None:
    assert {len(row.cells) for row in TABLE} == {len(ROLES)}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("row", TABLE, ids=str)
def test_each_role_gets_from_each_route_what_the_table_says(
    app: Flask, cast: Cast, ids: dict[str, str], row: Row, role: str
) -> None:
    before = dump(app)
    answer = row.send(cast[role], ids)
    assert answer.status_code == row.status(role), answer.text
    if answer.status_code in CODES:
        assert answer.json["code"] == CODES[answer.status_code]
        assert differences(before, dump(app)) == []


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_a_role_on_another_site_is_worth_nothing_here(
    make: Factory, site: MadeSite, ids: dict[str, str], row: Row
) -> None:
    other = make.site("other", "https://other.example")
    elsewhere = make.visitor(make.person(roles=["manager"], on=other), site)
    assert row.send(elsewhere, ids).status_code == row.status("employee")


@pytest.mark.parametrize("row", [row for row in TABLE if row.of_page], ids=str)
def test_what_one_may_not_read_is_missing_on_every_route(
    make: Factory, site: MadeSite, anna: Visitor, row: Row
) -> None:
    member = make.visitor(make.person(groups=["board"]), site)
    page = make.page(site, groups=["board"])
    ids = {"page": page, "comment": member.reply(page, "#geheim")["id"]}
    ids["file"] = attached(member, page)
    ids["topic"] = member.get("/topics?name=geheim").json["items"][0]["id"]
    others = [
        anna,
        make.visitor(make.person(groups=["works-council"]), site),
        make.visitor(make.person(roles=["administrator"]), site),
        make.visitor(make.person(groups=None), site),
    ]
    make.page(site, "council", groups=["works-council"])
    for who in others:
        answer = row.send(who, ids)
        assert (answer.status_code, answer.json["code"]) == (404, "missing")
        assert (
            answer.json["detail"] == row.send(who, dict.fromkeys(ids, "0" * 26)).json["detail"] or row.rule == "/boot"
        )
    assert row.send(member, ids).status_code != 404 or row.rule.endswith("/copies")


@pytest.mark.parametrize("row", [row for row in TABLE if row.of_group], ids=str)
def test_a_group_that_one_may_not_see_is_missing_on_every_route(
    make: Factory, site: MadeSite, anna: Visitor, bram: Visitor, carla: Visitor, row: Row
) -> None:
    group = make.group(bram, "closed", visible=False)
    ids = {"group": group.id, "member": bram.id, "person": anna.id}
    nothing = ids | {"group": "0" * 26}
    for who in (anna, carla, make.visitor(make.person(guest=True), site)):
        answer = row.send(who, ids)
        assert (answer.status_code, answer.json["code"]) == (404, "missing")
        assert answer.json["detail"] == row.send(who, nothing).json["detail"]
    assert row.send(bram, ids).status_code != 404
