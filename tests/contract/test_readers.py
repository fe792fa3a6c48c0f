"""The rule of reading in its two forms: what one reader may see, and who may see one thing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests.factories import Factory, MadePerson, MadeSite
from widget_server.access.policy import Principal
from widget_server.access.service import IS_READER, admit, can_read, drop_audience, read_on, set_members_only
from widget_server.db import session, transaction
from widget_server.identity.models import Actor
from widget_server.objects.service import new_object

Made = dict[str, str]


@pytest.fixture
def people(make: Factory) -> list[MadePerson]:
    """Somebody of each sort: with and without groups, groups unknown, guests, and one admitted by name."""
    return [
        make.person("Nobody special"),
        make.person("In HR", groups=["hr"]),
        make.person("In HR and the board", groups=["hr", "board"]),
        make.person("Of unknown groups", groups=None),
        make.person("A guest", guest=True),
        make.person("A guest in HR", guest=True, groups=["hr"]),
        make.person("Admitted"),
        make.person("A guest, admitted", guest=True),
    ]


@pytest.fixture
def things(make: Factory, site: MadeSite, people: list[MadePerson]) -> Made:
    """One thing of each audience, and a comment below each page."""
    pages = {
        "open": make.page(site, "open"),
        "of a group": make.page(site, "hr", groups=["hr"]),
        "of two groups": make.page(site, "both", groups=["board", "works council"]),
        "of no group": make.page(site, "nobody", groups=[]),
        "of members": make.page(site, "members"),
        "without audience": make.page(site, "dropped"),
        "of another site": make.page(make.site("other", "http://other.localhost:8080"), "open"),
    }
    with make.app.app_context(), transaction():
        set_members_only(pages["of members"])
        admit(pages["of members"], [person.id for person in people[-2:]])
        drop_audience(pages["without audience"])
        below = {f"comment {name}": new_object("comment", site.id, page) for name, page in pages.items()}
    return pages | below | {"a person": people[0].id}


def test_both_forms_of_the_rule_say_the_same_of_everybody_and_everything(
    make: Factory, site: MadeSite, people: list[MadePerson], things: Made
) -> None:
    def one_by_one(thing: str) -> list[str]:
        return [who.name for who in people if can_read(Principal(who.id, site.id, guest=who.guest), thing)]

    def at_once(thing: str) -> list[str]:
        found = set(session().scalars(select(Actor.id).where(IS_READER), read_on(site.id, thing)))
        return [who.name for who in people if who.id in found]

    assert _table(make, things, at_once) == _table(make, things, one_by_one)
    assert _table(make, things, at_once)["comment of a group"] == ["In HR", "In HR and the board", "A guest in HR"]


def test_who_is_disabled_is_no_reader(make: Factory, site: MadeSite, people: list[MadePerson], things: Made) -> None:
    with make.app.app_context(), transaction() as current:
        current.get_one(Actor, people[1].id).disabled_at = current.get_one(Actor, people[1].id).confirmed_at
    with make.app.app_context():
        found = session().scalars(select(Actor.id).where(IS_READER), read_on(site.id, things["of a group"]))
        assert set(found) == {people[2].id, people[5].id}


def _table(make: Factory, things: Made, readers: Callable[[str], list[str]]) -> dict[str, list[str]]:
    with make.app.app_context():
        return {name: readers(thing) for name, thing in things.items()}
