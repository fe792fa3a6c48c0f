"""The first visit to a group: its conversation without a page of the host, named by id or slug."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from tests.factories import ORIGIN, Factory, MadeGroup
from tests.helpers.http import Visitor, fault
from widget_server.db import session
from widget_server.pages.models import Page


def visit(who: Visitor, group: str) -> Any:
    """Visit a group as its element does."""
    page = {"id": f"group:{group}", "url": f"{ORIGIN}/groups", "title": "Groups", "group": group}
    return who.post("/boot", {"site": "intranet", "page": page, "widgets": ["thread"]})


def slug_of(who: Visitor, group: MadeGroup) -> str:
    """Give how pages name a group."""
    return str(who.get(f"/groups/{group.id}").json["slug"])


@pytest.mark.parametrize("name", ["id", "slug"])
def test_a_member_gets_the_group_and_its_conversation_at_once(
    make: Factory, anna: Visitor, carla: Visitor, name: str
) -> None:
    group = make.group(carla, "closed", visible=False, members=[anna])
    comment = make.comment(group.page, carla)
    answer = visit(anna, group.id if name == "id" else slug_of(carla, group)).json
    assert answer["group"] == anna.get(f"/groups/{group.id}").json
    assert (answer["page"]["id"], answer["page"]["key"], answer["counts"]["comments"]) == (group.page, None, 1)
    assert [item["id"] for item in answer["thread"]["items"]] == [comment]


@pytest.mark.parametrize("kind", ["request", "closed"])
def test_who_only_sees_a_group_gets_its_head_and_nothing_of_its_posts(
    make: Factory, anna: Visitor, carla: Visitor, kind: str
) -> None:
    group = make.group(carla, kind)
    make.comment(group.page, carla, "geheime woorden")
    answer = visit(anna, group.id)
    assert answer.json["group"] == anna.get(f"/groups/{group.id}").json
    assert [answer.json[part] for part in ("page", "thread", "counts")] == [None, None, None]
    assert "geheime woorden" not in answer.text


def test_a_hidden_group_is_as_one_that_does_not_exist(make: Factory, anna: Visitor, carla: Visitor) -> None:
    group = make.group(carla, "closed", visible=False)
    names = [group.id, slug_of(carla, group), "fietsers-999999", "Fietsers", "ü", "a" * 80]
    answers = [visit(anna, name) for name in names]
    assert {fault(answer) for answer in answers} == {(404, "missing")}
    assert len({answer.json["detail"] for answer in answers}) == 1


def test_who_runs_a_group_gets_how_many_wait(make: Factory, anna: Visitor, carla: Visitor) -> None:
    group = make.group(carla, "request")
    anna.put(f"/groups/{group.id}/members/me")
    assert visit(carla, group.id).json["group"]["asked_count"] == 1


def test_a_visit_to_a_group_notes_no_page_of_the_host(make: Factory, anna: Visitor, carla: Visitor) -> None:
    group = make.group(carla)
    with make.app.app_context():
        before = session().scalar(select(func.count()).select_from(Page))
    assert visit(anna, group.id).status_code == 200
    assert visit(anna, "nowhere").status_code == 404
    with make.app.app_context():
        assert session().scalar(select(func.count()).select_from(Page)) == before


def test_a_slug_keeps_when_the_name_changes_and_tells_of_no_other_group(carla: Visitor) -> None:
    first, second = (carla.post("/groups", {"name": "Café de Zon & co."}).json for _ in range(2))
    assert [each["slug"] for each in (first, second)] == [
        f"cafe-de-zon-co-{each['id'][-6:]}" for each in (first, second)
    ]
    renamed = carla.patch(f"/groups/{first['id']}", {"name": "De Maan"}).json
    assert renamed["slug"] == first["slug"]
    assert carla.post("/groups", {"name": "日本"}).json["slug"].isalnum()
