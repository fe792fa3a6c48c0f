"""The matrix of what a hostile provider tries. Each row is refused, by its own check, and by no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.factories import MadeSite
from tests.helpers.service import until
from tests.identity.conftest import SERVICE
from tests.identity.hostile_provider import CASES
from tests.identity.walk import Answer, Popup, Widget, at_hostile, over_http, sign_in, through
from widget_server.core import addresses
from widget_server.db import session
from widget_server.identity.models import Actor
from widget_server.sessions import policy
from widget_server.sessions.service import issuer

PointAt = Callable[[str], None]
TABLES = (
    policy.DISCOVERY_CHECKS,
    policy.RESPONSE_CHECKS,
    policy.HEADER_CHECKS,
    policy.KEY_CHECKS,
    policy.SIGNATURE_CHECKS,
    policy.CLAIM_CHECKS,
    policy.USERINFO_CHECKS,
)
ROWS_OF_CHECK = {
    "discovery_issuer": {"discovery_of_another"},
    "response_iss": {"response_iss_of_another", "response_iss_promised_and_missing"},
    "alg": {"alg_none", "alg_hs256_with_a_published_key"},
    "typ": {"typ_of_an_access_token", "typ_of_a_logout_token"},
    "kid": {"kid_unknown"},
    "signature": {"signature_of_another_key"},
    "iss": {"iss_of_another", "iss_missing"},
    "aud": {"aud_of_another_with_our_azp", "aud_one_too_many", "aud_empty", "aud_missing"},
    "azp": {"azp_of_another"},
    "exp": {"exp_past", "exp_missing", "exp_as_text"},
    "iat": {"iat_in_the_future", "iat_missing"},
    "nbf": {"nbf_in_the_future"},
    "nonce": {"nonce_missing", "nonce_of_another"},
    "at_hash": {"at_hash_of_another_token"},
    "sub": {"sub_empty", "sub_missing", "sub_as_a_number", "sub_too_long", "sub_with_nul"},
    "userinfo_sub": {"userinfo_of_another"},
}
# Refused by how the client is built: no id_token, nothing to read; and joserfc takes no public key as a secret.
BUILT_IN = {
    "id_token_missing",
    "id_token_rubbish",
    "id_token_without_claims",
    "id_token_too_deep",
    "token_refused",
    "alg_hs256_with_the_public_key",
}
# Refused by the way out: what may be called, and how long and how large an answer is.
OUTSIDE = {"keys_slow", "keys_drop_by_drop", "keys_huge", "keys_elsewhere", "keys_down", "keys_on_a_private_address"}
OUTSIDE |= {"keys_too_deep", "keys_after_a_long_head"}
UNUSABLE = {"keys_in_a_file", "discovery_without_keys"}
HONEST = {name for name in CASES if name.startswith("honest")}
CHECKED = sorted(row for rows in ROWS_OF_CHECK.values() for row in rows)


def attempt(app: Flask, widget: Widget) -> tuple[Answer, Answer]:
    """Try to sign in; give the page on which the person ends, and what the widget hears."""
    popup, begun = Popup(through(app), SERVICE, at_hostile()), widget.begin(lang="en")
    gone = popup.get(begun["verification_uri_complete"])
    page = popup.get(popup.ask_issuer(gone.leads_to)) if gone.status == 303 else gone
    if page.status == 303:
        popup.prove(begun)
    return page, widget.poll(begun)


def is_refused(app: Flask, widget: Widget) -> bool:
    """Tell whether an attempt ends on a clear page, without a token and without a person."""
    page, heard = attempt(app, widget)
    clear = page.status in (400, 503) and "Signing in" in page.text and "error" in heard.json
    with app.app_context():
        return clear and session().query(Actor).count() == 0


@pytest.fixture
def rules(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """Gives the rules that the log names since it was last asked."""

    def named() -> list[str]:
        found = [record.rule for record in caplog.records if record.message == "sign_in_rejected"]
        caplog.clear()
        return found

    return named


def test_every_case_has_its_row() -> None:
    rows = [*CHECKED, *BUILT_IN, *OUTSIDE, *UNUSABLE, *HONEST]
    assert sorted(rows) == sorted(CASES)


def test_every_check_has_its_rows() -> None:
    assert set(ROWS_OF_CHECK) == {name for table in TABLES for name in table}


@pytest.mark.parametrize("case", sorted(HONEST))
def test_an_honest_provider_signs_people_in(widget: Widget, popup: Popup, at_case: PointAt, case: str) -> None:
    at_case(case)
    sign_in(widget, popup)
    assert widget.boot(widget.token).json["me"]["name"] == "Anna de Koning"


@pytest.mark.parametrize("case", CHECKED)
def test_a_lie_is_refused_by_its_check(
    app: Flask, widget: Widget, at_case: PointAt, rules: Callable[[], list[str]], case: str
) -> None:
    at_case(case)
    assert is_refused(app, widget)
    named = [name for name, rows in ROWS_OF_CHECK.items() if case in rows]
    if case != "discovery_of_another":  # that is a fault of the set-up, on the page of an issuer that does not answer
        assert rules() == named


@pytest.mark.parametrize("case", sorted(BUILT_IN | UNUSABLE))
def test_what_cannot_be_read_is_refused(app: Flask, widget: Widget, at_case: PointAt, case: str) -> None:
    at_case(case)
    assert is_refused(app, widget)


@pytest.mark.parametrize("case", sorted(OUTSIDE))
def test_an_issuer_that_does_not_answer_as_it_should_leaves_the_door_shut(
    app: Flask, widget: Widget, at_case: PointAt, case: str
) -> None:
    at_case(case)
    page, heard = attempt(app, widget)
    assert page.status == 503
    assert "Signing in is not possible now" in page.text
    assert "Try again" in page.text
    assert heard.json == {"error": "authorization_pending"}


@pytest.fixture
def red_rows(app: Flask, widget: Widget, at_case: PointAt) -> Callable[[], set[str]]:
    """Gives the rows of checks, and of what is built in, that are not refused as things stand."""

    def run() -> Iterator[str]:
        for case in sorted({*CHECKED, *BUILT_IN}):
            at_case(case)
            with app.app_context():
                known = session().query(Actor).count()
            page, heard = attempt(app, widget)
            with app.app_context():
                fresh = session().query(Actor).count() - known
            if page.status not in (400, 503) or "error" not in heard.json or fresh:
                yield case

    return lambda: set(run())


@pytest.mark.parametrize("check", list(ROWS_OF_CHECK))
def test_without_a_check_exactly_its_rows_get_through(
    red_rows: Callable[[], set[str]], monkeypatch: pytest.MonkeyPatch, check: str
) -> None:
    for table in TABLES:
        monkeypatch.delitem(table, check, raising=False)
    assert red_rows() == ROWS_OF_CHECK[check]


@pytest.mark.parametrize(
    ("limit", "value", "case"),
    [
        ("timeout_seconds", 20.0, "keys_slow"),
        ("timeout_seconds", 20.0, "keys_drop_by_drop"),
        ("timeout_seconds", 20.0, "keys_after_a_long_head"),
        ("max_bytes", 5_000_000, "keys_huge"),
    ],
)
def test_without_its_limit_an_answer_gets_through(
    widget: Widget, popup: Popup, at_case: PointAt, monkeypatch: pytest.MonkeyPatch, limit: str, value: float, case: str
) -> None:
    at_case(case)
    monkeypatch.setattr(addresses, "USUAL", addresses.Limits(**{limit: value}))
    sign_in(widget, popup)


def test_a_head_that_comes_drop_by_drop_is_broken_off(
    app: Flask, widget: Widget, at_case: PointAt, provider: str
) -> None:
    def broken_off() -> int:
        return int(over_http("GET", f"{provider}/asked").json.get("broken off", 0))

    at_case("keys_after_a_long_head")
    before = broken_off()
    attempt(app, widget)
    until(lambda: broken_off() > before, "the provider is hung up on")


def test_keys_are_asked_for_again_at_most_every_half_minute(
    app: Flask, widget: Widget, at_case: PointAt, provider: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import timedelta

    from widget_server.core import clock

    def asked() -> int:
        return int(over_http("GET", f"{provider}/asked").json.get("kid_unknown/keys", 0))

    at_case("kid_unknown")
    before = asked()
    for _ in range(3):
        attempt(app, widget)
    assert asked() - before == 1
    with clock.moved(timedelta(seconds=29)):
        attempt(app, widget)
        assert asked() - before == 1
    with clock.moved(timedelta(seconds=31)):
        attempt(app, widget)
        attempt(app, widget)
        assert asked() - before == 2


def test_what_an_issuer_says_of_itself_is_kept_for_an_hour(
    widget: Widget, popup: Popup, provider: str, site: MadeSite
) -> None:

    def asked() -> int:
        return int(over_http("GET", f"{provider}/asked").json["honest/.well-known/openid-configuration"])

    sign_in(widget, popup)
    once = asked()
    sign_in(widget, popup)
    assert asked() == once
    kept = next(iter(issuer._kept.values()))
    kept.metadata_at -= 3601
    sign_in(widget, popup)
    assert asked() == once + 1
