"""What is kept of what an issuer says: names as text, groups known or unknown, roles by a map."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.identity.walk import Popup, Widget, sign_in
from widget_server.db import session
from widget_server.identity.models import Actor, ActorGroup, Identity, RoleGrant

SignIn = Callable[..., Actor]
ROLES = {"intranet-administrators": "administrator", "community-managers": "manager", "everybody": "king"}


@pytest.fixture
def told(app: Flask, widget: Widget, new_popup: Callable[..., Popup]) -> SignIn:
    """Signs in a person of whom the issuer says these claims; gives the actor that came of it."""

    def run(**claims: Any) -> Actor:
        person = {"sub": "sub-1", "name": "Anna", "groups": []} | claims
        sign_in(widget, new_popup({name: value for name, value in person.items() if value is not None}))
        with app.app_context():
            known = select(Actor).join(Identity, Identity.actor_id == Actor.id).where(Identity.subject == person["sub"])
            return session().scalars(known).one()

    return run


def groups_of(app: Flask, actor: Actor) -> set[str]:
    """Give the groups of an actor."""
    with app.app_context():
        return set(session().scalars(select(ActorGroup.name).where(ActorGroup.actor_id == actor.id)))


def roles_of(app: Flask, actor: Actor) -> set[tuple[str, str]]:
    """Give the roles of an actor, each with where it is from."""
    with app.app_context():
        found = select(RoleGrant.role, RoleGrant.source).where(RoleGrant.actor_id == actor.id)
        return {(row.role, row.source) for row in session().execute(found)}


def test_the_claims_of_a_person_are_kept(told: SignIn) -> None:
    actor = told(
        name="Grace Thompson",
        email="grace@example.com",
        department="Finance",
        job_title="Controller",
        locale="en-GB",
        picture="https://example.com/g.png",
    )
    assert (actor.name, actor.email, actor.department) == ("Grace Thompson", "grace@example.com", "Finance")
    assert (actor.job_title, actor.locale, actor.photo_url) == ("Controller", "en", "https://example.com/g.png")
    assert (actor.guest, actor.groups_known, actor.kind) == (False, True, "person")


@pytest.mark.parametrize(
    ("claims", "name"),
    [
        ({"name": None, "given_name": "Anna", "family_name": "de Koning"}, "Anna de Koning"),
        ({"name": None, "preferred_username": "akoning"}, "akoning"),
        ({"name": None}, "sub-1"),
        ({"name": "", "given_name": "Anna"}, "Anna"),
        ({"name": " \u200b ", "given_name": "Anna"}, "Anna"),
        ({"name": "An\0na", "given_name": "Anna"}, "Anna"),
        ({"name": ["Anna"], "given_name": {"x": 1}, "family_name": 7}, "sub-1"),
        ({"name": "Anna\r\nBcc: x@example.com"}, "Anna Bcc: x@example.com"),
        ({"name": "\u202egnikoK"}, "gnikoK"),
        ({"name": "A" * 5000}, "A" * 200),
        ({"name": "<script>alert(1)</script>"}, "<script>alert(1)</script>"),
        ({"name": "Zoe\u0308"}, "Zoë"),
    ],
)
def test_a_name_there_always_is_and_it_is_one_line_of_text(told: SignIn, claims: dict[str, Any], name: str) -> None:
    assert told(**claims).name == name


@pytest.mark.parametrize(
    "email", ["", "anna", "a@b@c", 7, ["a@b.nl"], "a b@c.nl", "x" * 300 + "@c.nl", "a@b.nl\0", None]
)
def test_what_is_no_address_is_left_out(told: SignIn, email: Any) -> None:
    assert told(email=email).email is None


@pytest.mark.parametrize(
    "picture",
    ["javascript:alert(1)", "data:image/png;base64,AA", "//evil.example/x", "/x.png", 7, "http://", "x" * 2000],
)
def test_what_is_no_picture_of_the_web_is_left_out(told: SignIn, picture: Any) -> None:
    assert told(picture=picture).photo_url is None


def test_an_address_of_somebody_else_makes_nobody_somebody_else(told: SignIn) -> None:
    one = told(sub="one", email="anna@example.com")
    other = told(sub="other", email="anna@example.com")
    assert one.id != other.id
    assert told(sub="one", email="new@example.com").id == one.id


def test_a_subject_is_the_issuer_s_and_case_counts(told: SignIn, app: Flask) -> None:
    assert told(sub="anna").id != told(sub="Anna").id


@pytest.mark.settings(roles=ROLES)
def test_groups_give_roles_by_the_map_and_take_them_back(app: Flask, told: SignIn) -> None:
    actor = told(groups=["community-managers", "everybody", "x" * 255, 7, "", "y\0", "x" * 255])
    assert groups_of(app, actor) == {"community-managers", "everybody", "x" * 255}
    assert roles_of(app, actor) == {("manager", "claim")}
    told(groups=["intranet-administrators"])
    assert roles_of(app, actor) == {("administrator", "claim")}
    told(groups=[])
    assert groups_of(app, actor) == roles_of(app, actor) == set()


@pytest.mark.settings(roles=ROLES)
@pytest.mark.parametrize(
    "overage",
    [
        {"groups": None, "_claim_names": {"groups": "src1"}, "_claim_sources": {"src1": {"endpoint": "https://x"}}},
        {"groups": None, "hasgroups": True},
        {"groups": {"not": "a list"}},
        {"groups": ["g"] * 3000},
    ],
)
def test_groups_that_are_left_out_for_their_number_are_unknown_and_not_none(
    app: Flask, told: SignIn, caplog: pytest.LogCaptureFixture, overage: dict[str, Any]
) -> None:
    actor = told(groups=["community-managers"])
    assert "groups_unknown" not in caplog.messages
    again = told(**overage)
    assert caplog.messages.count("groups_unknown") == 1
    assert (again.id, again.groups_known) == (actor.id, False)
    assert groups_of(app, actor) == {"community-managers"}
    assert roles_of(app, actor) == {("manager", "claim")}
    assert told(groups=[]).groups_known


@pytest.mark.settings(oidc_groups_claim="teams")
def test_the_claim_with_the_groups_is_a_setting(app: Flask, told: SignIn) -> None:
    assert groups_of(app, told(groups=["no"], teams=["yes"])) == {"yes"}
    assert groups_of(app, told(teams="alone")) == {"alone"}


@pytest.mark.parametrize(
    ("claims", "guest"),
    [({}, False), ({"guest": True}, True), ({"guest": "true"}, False), ({"acct": 1}, True), ({"acct": 0}, False)],
)
def test_the_issuer_says_who_is_a_guest(told: SignIn, claims: dict[str, Any], guest: bool) -> None:
    assert told(**claims).guest is guest


def test_a_claim_grants_no_role_by_its_own_name(app: Flask, told: SignIn) -> None:
    actor = told(groups=["administrator", "manager"], roles=["administrator"], role="administrator")
    assert roles_of(app, actor) == set()


def test_what_only_userinfo_says_counts_and_what_was_signed_wins(app: Flask, told: SignIn) -> None:
    actor = told(groups=None, name="Signed")
    assert actor.name == "Signed"
    assert groups_of(app, actor) == {"from-userinfo"}
