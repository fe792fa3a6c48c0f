"""People: found by what a person types, taken over from claims, given roles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.factories import ISSUER, Factory, MadeSite
from widget_server.core.errors import Invalid, Missing
from widget_server.db import transaction
from widget_server.identity import service
from widget_server.identity.service import Claims

ANNA = Claims(ISSUER, "anna", "Anna de Koning", "Anna@Example.com", groups=frozenset({"hr"}))
ROLES = {"hr": "manager", "board": "editor", "odd": "emperor"}


def take_over(make: Factory, *told: Claims) -> list[str]:
    """Take people over as their sign-ins would; give their ids."""
    with make.app.app_context(), transaction():
        return [str(service.take_over(claims, ROLES).id) for claims in told]


def roles(make: Factory, actor_id: str, site: MadeSite) -> set[str]:
    """Give the roles somebody holds on a site."""
    with make.app.app_context():
        return set(service.roles_of(actor_id, site.id))


@pytest.mark.parametrize("word", ["anna", "anna@example.com", "ANNA@EXAMPLE.COM"])
def test_a_person_is_found_by_subject_or_address(make: Factory, word: str) -> None:
    (anna,) = take_over(make, ANNA)
    with make.app.app_context():
        assert service.find_person(word).id == anna
        assert service.find_person(anna).id == anna


@pytest.mark.parametrize("word", ["", "nobody", "0" * 26, "anna@", "' OR 1=1"])
def test_a_word_that_names_nobody_is_missing(make: Factory, word: str) -> None:
    take_over(make, ANNA)
    with make.app.app_context(), pytest.raises(Missing):
        service.find_person(word)


def test_a_word_that_names_several_is_refused_with_their_ids(make: Factory) -> None:
    ids = take_over(make, *(replace(ANNA, issuer=f"https://{number}.example") for number in range(3)))
    with make.app.app_context(), pytest.raises(Invalid) as caught:
        service.find_person("anna")
    assert sorted(caught.value.detail["ids"].split(", ")) == sorted(ids)


def test_the_next_sign_in_brings_name_groups_and_roles_up_to_date(make: Factory, site: MadeSite) -> None:
    (anna,) = take_over(make, ANNA)
    assert roles(make, anna, site) == {"manager"}
    assert take_over(make, replace(ANNA, name="Anna Bakker", groups=frozenset({"board", "odd"}))) == [anna]
    assert roles(make, anna, site) == {"editor"}
    with make.app.app_context():
        assert service.find_person("anna").name == "Anna Bakker"


def test_groups_that_the_issuer_did_not_say_leave_groups_and_roles_as_they_were(make: Factory, site: MadeSite) -> None:
    (anna,) = take_over(make, ANNA)
    take_over(make, replace(ANNA, groups=None))
    assert roles(make, anna, site) == {"manager"}
    with make.app.app_context():
        assert service.find_person("anna").groups_known is False


def test_a_role_is_held_where_it_was_granted_until_it_is_taken_back(make: Factory, site: MadeSite) -> None:
    other = make.site("other", "https://other.example")
    bram = make.person()
    with make.app.app_context(), transaction():
        for _ in range(2):
            service.grant(bram.id, "editor", site.id)
        service.grant(bram.id, "manager")
    assert (roles(make, bram.id, site), roles(make, bram.id, other)) == ({"editor", "manager"}, {"manager"})
    with make.app.app_context(), transaction():
        service.revoke(bram.id, "manager")
        service.revoke(bram.id, "editor", other.id)
    assert (roles(make, bram.id, site), roles(make, bram.id, other)) == ({"editor"}, set())


def test_what_claims_gave_is_not_ours_to_take(make: Factory, site: MadeSite) -> None:
    (anna,) = take_over(make, ANNA)
    with make.app.app_context(), transaction():
        service.revoke(anna, "manager")
    assert roles(make, anna, site) == {"manager"}


def test_a_role_that_does_not_exist_is_refused(make: Factory) -> None:
    bram = make.person()
    with make.app.app_context(), pytest.raises(Invalid) as caught:
        service.grant(bram.id, "emperor")
    assert list(caught.value.errors) == ["role"]
