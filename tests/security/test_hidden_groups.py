"""A hidden group at every door: word for word what a group that does not exist gets."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.factories import Factory, MadeGroup
from tests.helpers.http import Visitor

NOBODY = "0" * 25 + "1"
DOORS: tuple[tuple[str, str, dict[str, str] | None], ...] = (
    ("GET", "/groups/{group}", None),
    ("PUT", "/groups/{group}/members/me", {}),
    ("DELETE", "/groups/{group}/members/me", None),
    ("POST", "/groups/{group}/members", {"person": "{person}"}),
    ("PUT", "/objects/{group}/follow", {"level": "all"}),
    ("GET", "/objects/{group}/follow", None),
    ("PUT", "/objects/{group}/mute", {}),
    ("PUT", "/objects/{group}/reactions/like", None),
    ("POST", "/objects/{group}/replies", {"source": "x"}),
    ("POST", "/objects/{page}/replies", {"source": "x"}),
    ("GET", "/pages/{page}", None),
    ("PATCH", "/pages/{page}", {"state": "off"}),
    ("DELETE", "/pages/{page}", None),
    ("PUT", "/pages/{page}/aliases", {"id": "x"}),
    ("PUT", "/pages/{page}/topics", {"topics": "x"}),
    ("GET", "/people?query=A&object={group}", None),
    ("GET", "/people?query=A&object={page}", None),
    ("POST", "/preview", {"source": "x", "object": "{page}"}),
    ("GET", "/people/{group}", None),
    ("GET", "/people/{group}/contributions", None),
)


def asked(who: Visitor, door: tuple[str, str, dict[str, str] | None], **ids: str) -> tuple[int, Any]:
    """Knock at a door about these ids; give status and body, less what is another at each request."""
    method, path, body = door
    filled = None if body is None else {name: value.format(**ids) for name, value in body.items()}
    answer: TestResponse = who.call(method, path.format(**ids), filled)
    return answer.status_code, {name: said for name, said in (answer.json or {}).items() if name != "request_id"}


@pytest.fixture
def group(make: Factory, anna: Visitor) -> MadeGroup:
    """Anna's, closed and hidden, with something in it."""
    made = make.group(anna, "closed", visible=False)
    make.comment(made.page, anna, "geheim")
    return made


@pytest.mark.parametrize("door", DOORS, ids=[f"{method} {path}" for method, path, _ in DOORS])
def test_a_hidden_group_answers_as_one_that_does_not_exist(
    group: MadeGroup, bram: Visitor, carla: Visitor, door: tuple[str, str, dict[str, str] | None]
) -> None:
    for who in (bram, carla):
        there = asked(who, door, group=group.id, page=group.page, person=bram.id)
        assert there == asked(who, door, group=NOBODY, page=NOBODY, person=bram.id)
        assert there[0] in (404, 422)
