"""People are found by the beginnings of their names, by those who may read the same."""

from __future__ import annotations

import pytest

from tests.factories import Factory, MadeSite
from tests.helpers import expected
from tests.helpers.corpus import SQL
from tests.helpers.http import Visitor, fault
from widget_server.access.service import admit, dismiss, set_members_only
from widget_server.db import session, transaction
from widget_server.identity.models import Actor
from widget_server.identity.service import set_disabled


def found(who: Visitor, query: str, page: str = "") -> list[str]:
    """Give the names that a search finds."""
    answer = who.get("/people", query_string={"query": query} | ({"object": page} if page else {}))
    assert answer.status_code == 200, answer.text
    return [person["name"] for person in answer.json["items"]]


@pytest.mark.parametrize("query", ["an", "ANNA", "de", "konin", "anna ko", "ko an", "Ánnä", "  anna  ", "anna, de"])
def test_somebody_is_found_by_the_beginning_of_any_word_of_the_name(bram: Visitor, anna: Visitor, query: str) -> None:
    assert bram.get("/people", query_string={"query": query}).json == {"items": [expected.person(anna)], "next": None}


@pytest.mark.parametrize("query", ["nna", "anna x", "annaa", "", "  ", "!", "%", "_", "an%"])
def test_what_begins_no_word_of_a_name_finds_nobody(bram: Visitor, anna: Visitor, query: str) -> None:
    assert found(bram, query) == (["Anna de Koning"] if query == "an%" else [])


@pytest.mark.parametrize("query", ["jose", "José", "JOSE\u0301", "mun", "muñ"])
def test_accents_do_not_matter(anna: Visitor, make: Factory, query: str) -> None:
    make.person("José Muñoz")
    assert found(anna, query) == ["José Muñoz"]


def test_another_name_is_found_and_the_earlier_one_no_more(anna: Visitor, bram: Visitor, make: Factory) -> None:
    make.rename(bram, "Abraham Visser")
    assert (found(anna, "bram"), found(anna, "abra")) == ([], ["Abraham Visser"])


def test_ten_are_found_by_name_whoever_has_many_words(anna: Visitor, make: Factory) -> None:
    for number in range(12):
        make.person(f"Xena Xander Xi {number:02}")
    assert found(anna, "x") == [f"Xena Xander Xi {number:02}" for number in range(10)]
    assert found(anna, "x 11") == ["Xena Xander Xi 11"]


def test_only_who_may_read_the_page_is_found_for_it(anna: Visitor, make: Factory, site: MadeSite) -> None:
    dora = make.visitor(make.person("Anja", groups=["hr"]), site)
    make.person("Anton", groups=None)
    make.person("Angela", groups=["it"])
    closed = make.page(site, "closed", groups=["hr"])
    comment = dora.reply(closed)["id"]
    assert found(dora, "an") == ["Angela", "Anja", "Anna de Koning", "Anton"]
    assert (found(dora, "an", closed), found(dora, "an", comment)) == (["Anja"], ["Anja"])
    for wanted in (closed, comment, "0" * 26, "x"):
        assert fault(anna.get("/people", query_string={"query": "an", "object": wanted})) == (404, "missing")


def test_members_of_an_audience_find_each_other_until_they_leave(
    anna: Visitor, bram: Visitor, carla: Visitor, make: Factory, site: MadeSite
) -> None:
    guest = make.visitor(make.person("Gijs Gast", guest=True), site)
    closed = make.page(site, "closed", groups=["hr"])
    with make.app.app_context(), transaction():
        set_members_only(closed)
        admit(closed, [anna.id, bram.id, guest.id])
    assert [found(who, query, closed) for who in (anna, guest) for query in ("b", "g", "c")] == [
        ["Bram Visser"], ["Gijs Gast"], [],
    ] * 2  # fmt: skip
    with make.app.app_context(), transaction():
        dismiss(closed, bram.id)
    assert found(anna, "b", closed) == []
    assert fault(bram.get("/people", query_string={"query": "an", "object": closed})) == (404, "missing")


def test_a_guest_finds_nobody_and_is_not_found_among_all(anna: Visitor, make: Factory, site: MadeSite) -> None:
    guest = make.visitor(make.person("Annelies", guest=True), site)
    assert fault(guest.get("/people?query=an")) == (404, "missing")
    assert found(anna, "ann") == ["Anna de Koning"]


def test_who_left_is_not_found(anna: Visitor, bram: Visitor, make: Factory) -> None:
    with make.app.app_context(), transaction():
        set_disabled(session().get_one(Actor, bram.id), disabled=True)
    assert found(anna, "bram") == []


@pytest.mark.settings(limit_comments=1)
def test_searching_has_a_limit(anna: Visitor, bram: Visitor) -> None:
    for _ in range(12):
        found(anna, "x")
    assert fault(anna.get("/people?query=x")) == (429, "too_many")
    assert found(bram, "anna") == ["Anna de Koning"]


@pytest.mark.parametrize("query", SQL)
def test_sql_in_a_search_finds_nobody_or_is_refused(anna: Visitor, query: str) -> None:
    assert anna.get("/people", query_string={"query": query}).status_code in (200, 422)


def test_without_a_question_there_is_no_answer(anna: Visitor) -> None:
    assert fault(anna.get("/people")) == (422, "invalid")
    assert fault(anna.get("/people", query_string={"query": "a\0"})) == (422, "invalid")
    assert found(anna, "a" * 5000) == []
