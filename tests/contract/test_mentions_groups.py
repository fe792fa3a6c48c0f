"""Groups are mentioned by their members: shown by name, told to those who may read along, and to nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update

from tests.factories import Factory, MadeGroup, MadeSite
from tests.helpers.http import Visitor, fault
from tests.helpers.statements import Statements
from widget_server.core import text
from widget_server.db import session, transaction
from widget_server.people.models import Mention
from widget_server.threads.models import Comment
from widget_server.threads.tasks import render_again

SHOWN = '<p>Dag <span class="mention">@Fietsers</span></p>'
PLAIN = "<p>Dag @wie dan ook</p>"


def at(group: MadeGroup) -> str:
    """Give a text that mentions a group."""
    return f"Dag @[wie dan ook]({group.id})"


def mentioned(make: Factory, comment: str) -> set[str]:
    """Give the ids of those whom a comment mentions."""
    with make.app.app_context():
        return set(session().scalars(select(Mention.actor_id).where(Mention.object_id == comment)))


def told(who: Visitor) -> list[str]:
    """Give the comments in which somebody was mentioned, as the bell says it."""
    return [item["object"] for item in who.get("/notifications").json["items"] if item["kind"] == "mention"]


def offered(who: Visitor, page: str, query: str = "fie") -> list[dict[str, Any]]:
    """Give the groups that somebody is offered who types an @."""
    return list(who.get("/people", query_string={"query": query, "object": page}).json["groups"])


@pytest.fixture
def group(make: Factory, carla: Visitor, anna: Visitor, bram: Visitor) -> MadeGroup:
    """A closed group of three that others see."""
    return make.group(carla, "closed", members=[anna, bram])


def test_a_member_mentions_the_group_and_each_member_is_told(
    make: Factory, group: MadeGroup, anna: Visitor, bram: Visitor, carla: Visitor, page: str
) -> None:
    comment = anna.reply(page, at(group))
    assert comment["html"] == SHOWN
    assert mentioned(make, comment["id"]) == {anna.id, bram.id, carla.id}
    assert (told(bram), told(carla), told(anna)) == ([comment["id"]], [comment["id"]], [])


def test_a_group_that_is_not_ones_own_is_as_one_that_does_not_exist(
    make: Factory, site: MadeSite, group: MadeGroup, bram: Visitor, page: str
) -> None:
    outside = make.visitor(make.person("Dora"), site)
    comment = outside.reply(page, at(group))
    assert comment["html"] == PLAIN == outside.reply(page, f"Dag @[wie dan ook]({'0' * 26})")["html"]
    assert (mentioned(make, comment["id"]), told(bram)) == (set(), [])
    assert outside.post("/preview", {"source": at(group), "object": page}).json == {"html": PLAIN, "told": 0}
    assert offered(outside, page) == []


@pytest.mark.parametrize("state", ["asked", "invited", "left"])
def test_only_members_mention_it(make: Factory, anna: Visitor, carla: Visitor, page: str, state: str) -> None:
    group = make.group(carla, "closed" if state == "invited" else "request", members=[anna] * (state == "left"))
    if state == "asked":
        anna.put(f"/groups/{group.id}/members/me")
    elif state == "invited":
        carla.post(f"/groups/{group.id}/members", {"person": anna.id})
    else:
        anna.delete(f"/groups/{group.id}/members/me")
    assert anna.reply(page, at(group))["html"] == PLAIN
    assert offered(anna, page) == []


def test_members_who_may_not_read_the_page_are_neither_counted_nor_told(
    make: Factory, site: MadeSite, carla: Visitor
) -> None:
    dora, emre = (make.visitor(make.person(name, groups=["hr"]), site) for name in ("Dora", "Emre"))
    bob = make.visitor(make.person("Bob", groups=["it"]), site)
    group = make.group(carla, members=[dora, emre, bob])
    closed = make.page(site, "closed", groups=["hr"])
    preview = dora.post("/preview", {"source": f"{at(group)} @[x]({emre.id})", "object": closed})
    assert preview.json["told"] == 1
    comment = dora.reply(closed, at(group))["id"]
    assert mentioned(make, comment) == {dora.id, emre.id}
    assert (told(emre), told(bob), told(carla)) == ([comment], [], [])


def test_a_group_is_one_of_the_ten_and_counts_each_person_once(
    make: Factory, site: MadeSite, group: MadeGroup, anna: Visitor, bram: Visitor, page: str
) -> None:
    others = [make.visitor(make.person(f"N {number}"), site) for number in range(9)]
    ten = " ".join([at(group), *(f"@[n]({who.id})" for who in others)])
    assert anna.post("/preview", {"source": ten, "object": page}).json["told"] == 11
    eleven = anna.post(f"/objects/{page}/replies", {"source": f"{ten} @[b]({bram.id})"})
    assert fault(eleven) == (422, "invalid")
    assert anna.post(f"/objects/{page}/replies", {"source": ten}).status_code == 201


def test_a_hidden_group_is_mentioned_in_its_own_conversation_only(
    make: Factory, anna: Visitor, carla: Visitor, page: str
) -> None:
    group = make.group(carla, "closed", visible=False, members=[anna])
    assert (offered(anna, page), anna.reply(page, at(group))["html"]) == ([], PLAIN)
    assert [each["id"] for each in offered(anna, group.page)] == [group.id]
    inside = anna.reply(group.page, at(group))
    assert inside["html"] == SHOWN
    assert told(carla) == [inside["id"]]
    assert [each["id"] for each in offered(anna, inside["id"])] == [group.id]


def test_an_archived_group_is_not_mentioned(group: MadeGroup, anna: Visitor, carla: Visitor, page: str) -> None:
    assert carla.delete(f"/groups/{group.id}").status_code == 204
    assert (offered(anna, page), anna.reply(page, at(group))["html"]) == ([], PLAIN)


def test_ones_groups_are_found_by_the_beginning_of_any_word(
    make: Factory, group: MadeGroup, anna: Visitor, carla: Visitor, page: str
) -> None:
    expected = [{"id": group.id, "name": "Fietsers", "member_count": 3}]
    carla.patch(f"/groups/{group.id}", {"name": "De Fiétsers van Zwolle"})
    expected[0]["name"] = "De Fiétsers van Zwolle"
    for query in ("fiet", "FIÉ", "zwo", "van fie"):
        assert offered(anna, page, query) == expected
    for query in ("etsers", "", "fie x"):
        assert offered(anna, page, query) == []
    assert "groups" not in anna.get("/people?query=fie").json


def test_an_edit_takes_a_group_out_and_puts_it_in(
    make: Factory, group: MadeGroup, anna: Visitor, bram: Visitor, page: str
) -> None:
    comment = anna.reply(page, f"@[b]({bram.id})")["id"]
    assert anna.patch(f"/comments/{comment}", {"source": at(group)}).json["html"] == SHOWN
    assert len(mentioned(make, comment)) == 3
    anna.patch(f"/comments/{comment}", {"source": f"@[b]({bram.id})"})
    assert mentioned(make, comment) == {bram.id}
    anna.patch(f"/comments/{comment}", {"source": "Niets"})
    assert mentioned(make, comment) == set()
    assert told(bram) == [comment]


def test_a_group_keeps_its_name_when_texts_are_rendered_again(
    make: Factory, group: MadeGroup, anna: Visitor, page: str
) -> None:
    comment = anna.reply(page, at(group))["id"]
    with make.app.app_context(), transaction():
        session().execute(update(Comment).values(text_version=text.VERSION - 1, html="oud"))
    with make.app.app_context():
        assert render_again() == 1
    assert anna.get(f"/comments/{comment}").json["html"] == SHOWN


def test_the_size_of_a_group_costs_no_statement(
    make: Factory, site: MadeSite, anna: Visitor, carla: Visitor, page: str
) -> None:
    taken = []
    for size in (1, 12):
        others = [make.visitor(make.person(f"N {number}"), site) for number in range(size)]
        group = make.group(carla, members=[anna, *others])
        with Statements.listening() as heard:
            anna.reply(page, at(group))
        taken.append(heard.count)
    assert taken[0] == taken[1]
