"""The device grant: who gets a token, and who does not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

import pytest
from flask import Flask

from tests.helpers.parallel import at_once
from tests.identity.walk import DEVICE_CODE, Jar, Popup, Widget, query, sign_in
from widget_server.core import clock
from widget_server.db import session, transaction
from widget_server.identity.models import Actor
from widget_server.identity.service import set_disabled


def test_a_person_signs_in_and_the_token_speaks_for_them(widget: Widget, popup: Popup) -> None:
    answer = sign_in(widget, popup)
    assert set(answer.json) == {"access_token", "token_type", "expires_in"}
    assert (answer.json["token_type"], answer.json["expires_in"]) == ("Bearer", 600)
    booted = widget.boot(widget.token)
    assert booted.json["me"]["name"] == "Anna de Koning"
    assert booted.json["access_token"] is None


def test_an_attempt_says_all_that_the_widget_needs(widget: Widget) -> None:
    begun = widget.begin()
    assert begun.keys() == {
        "device_code",
        "user_code",
        "verification_uri",
        "verification_uri_complete",
        "expires_in",
        "interval",
        "opener_proof",
        "number",
    }
    assert (begun["expires_in"], begun["interval"]) == (120, 1)
    assert begun["number"].isdigit()
    assert len(begun["number"]) == 2
    assert begun["verification_uri_complete"] == f"{widget.service}/auth/login?user_code={begun['user_code']}"


def test_the_issuer_is_asked_with_a_code_challenge_state_and_nonce(widget: Widget, popup: Popup) -> None:
    asked = query(popup.get(widget.begin()["verification_uri_complete"]).leads_to)
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert asked["redirect_uri"] == f"{widget.service}/auth/callback"
    assert min(len(asked["state"]), len(asked["nonce"]), len(asked["code_challenge"])) == 43
    again = query(popup.get(widget.begin()["verification_uri_complete"]).leads_to)
    assert not {asked[name] for name in ("state", "nonce", "code_challenge")} & set(again.values())


def test_until_the_opener_is_proven_there_is_no_token(widget: Widget, popup: Popup) -> None:
    begun = widget.begin()
    assert widget.poll(begun).json == {"error": "authorization_pending"}
    popup.arrive(begun)
    with clock.moved(timedelta(seconds=2)):
        assert widget.poll(begun).json == {"error": "authorization_pending"}


def test_a_login_link_sent_to_a_victim_yields_its_sender_nothing(
    widget: Widget, new_popup: Callable[..., Popup]
) -> None:
    begun, victim = widget.begin(lang="en"), new_popup({"sub": "victim", "name": "Victim"})
    page = victim.arrive(begun)
    assert "Which number" in page.text
    assert begun["opener_proof"] not in page.text
    sender = new_popup()
    assert sender.get(begun["verification_uri_complete"]).status == 410
    assert sender.prove(begun).status == 403
    assert sender.choose(begun, begun["number"]).status == 410
    assert victim.choose(begun, "none").status == 403
    assert widget.poll(begun).json == {"error": "access_denied"}


def test_the_right_number_of_three_approves(widget: Widget, popup: Popup) -> None:
    begun = widget.begin()
    page = popup.arrive(begun)
    assert page.text.count('name="number"') == 4
    assert f'value="{begun["number"]}"' in page.text
    assert popup.choose(begun, begun["number"]).status == 200
    assert widget.poll(begun).status == 200


def test_a_wrong_number_ends_the_attempt(widget: Widget, popup: Popup) -> None:
    begun = widget.begin()
    popup.arrive(begun)
    assert popup.choose(begun, str(int(begun["number"]) + 1)).status == 403
    assert popup.choose(begun, begun["number"]).status == 403
    assert popup.prove(begun).status == 403
    assert widget.poll(begun).json == {"error": "access_denied"}


def test_a_wrong_proof_ends_the_attempt(widget: Widget, popup: Popup) -> None:
    begun = widget.begin()
    popup.arrive(begun)
    assert popup.prove(begun | {"opener_proof": "guessed"}).status == 403
    assert popup.prove(begun).status == 403
    assert widget.poll(begun).json == {"error": "access_denied"}


def test_a_proof_counts_only_from_our_own_page_in_the_same_browser(
    widget: Widget, popup: Popup, new_popup: Callable[..., Popup]
) -> None:
    begun = widget.begin()
    popup.arrive(begun)
    form = {"user_code": begun["user_code"], "opener_proof": begun["opener_proof"]}
    assert popup.post("/auth/proof", form, Origin=widget.origin).status == 403
    assert popup.post("/auth/proof", form, **{"Sec-Fetch-Site": "cross-site"}).status == 403
    assert new_popup().post("/auth/proof", form).status == 403
    assert widget.poll(begun).json == {"error": "authorization_pending"}
    assert popup.prove(begun).status == 200


def test_a_proof_before_anybody_signed_in_approves_nobody(widget: Widget, popup: Popup) -> None:
    begun = widget.begin()
    popup.get(begun["verification_uri_complete"])
    assert popup.prove(begun).status == 403
    assert widget.poll(begun).json == {"error": "authorization_pending"}


def test_an_attempt_is_good_once(widget: Widget, popup: Popup) -> None:
    begun = widget.begin()
    popup.arrive(begun)
    popup.prove(begun)
    assert widget.poll(begun).status == 200
    assert widget.poll(begun).json == {"error": "invalid_grant"}


def test_of_ten_polls_at_once_one_gets_the_token(widget: Widget, popup: Popup) -> None:
    begun = widget.begin()
    popup.arrive(begun)
    popup.prove(begun)
    answers = at_once([lambda: replace(widget, jar=Jar()).poll(begun).status] * 10)
    assert sorted(answers) == [200] + [400] * 9


def test_of_ten_ways_back_at_once_one_counts(widget: Widget, popup: Popup) -> None:
    back = popup.callback(widget.begin())
    answers = at_once([lambda: popup.get(back).status] * 10)
    assert sorted(answers) == [303] + [410] * 9


def test_an_attempt_is_over_after_two_minutes(widget: Widget, popup: Popup) -> None:
    begun = widget.begin()
    popup.arrive(begun)
    late = popup.callback(widget.begin())
    with clock.moved(timedelta(seconds=121)):
        assert popup.get(late).status == 410
        assert popup.prove(begun).status == 403
        assert widget.poll(begun).json == {"error": "expired_token"}
        assert popup.get(begun["verification_uri_complete"]).status == 410


def test_who_polls_too_fast_is_slowed_down(widget: Widget) -> None:
    begun = widget.begin()
    assert widget.poll(begun).json == {"error": "authorization_pending"}
    assert widget.poll(begun).json == {"error": "slow_down"}
    with clock.moved(timedelta(seconds=2)):
        assert widget.poll(begun).json == {"error": "slow_down"}
    with clock.moved(timedelta(seconds=30)):
        assert widget.poll(begun).json == {"error": "authorization_pending"}


def test_a_poll_that_comes_fast_with_the_approval_is_answered(widget: Widget, popup: Popup) -> None:
    begun = widget.begin()
    widget.poll(begun)
    popup.arrive(begun)
    popup.prove(begun)
    assert widget.poll(begun).status == 200


def test_the_code_of_another_origin_is_no_grant(widget: Widget, popup: Popup, other_site: object) -> None:
    begun = widget.begin()
    popup.arrive(begun)
    popup.prove(begun)
    elsewhere = Widget(widget.send, widget.service, "http://wiki.localhost:8080", "wiki")
    assert elsewhere.poll(begun).json == {"error": "invalid_grant"}
    assert widget.poll(begun).status == 200


def test_the_way_back_counts_once_and_in_the_same_browser(
    widget: Widget, popup: Popup, new_popup: Callable[..., Popup]
) -> None:
    begun = widget.begin()
    back = popup.callback(begun)
    assert new_popup().get(back).status == 410
    assert popup.get(back.replace("state=", "state=x")).status == 410
    assert popup.get(back).status == 303
    assert popup.get(back).status == 410


def test_going_back_and_being_somebody_else_makes_everything_new(
    widget: Widget, popup: Popup, new_popup: Callable[..., Popup]
) -> None:
    begun = widget.begin()
    popup.arrive(begun)
    other = new_popup({"sub": "bram", "name": "Bram Jansen"})
    other.jar = popup.jar
    asked = query(other.get(f"/auth/login?user_code={begun['user_code']}&other=1").leads_to)
    assert asked["prompt"] == "select_account"
    assert "Bram Jansen" in other.arrive(begun).text
    other.prove(begun)
    widget.poll(begun)
    assert widget.boot(widget.token).json["me"]["name"] == "Bram Jansen"


def test_after_signing_out_a_widget_may_ask_for_the_choice_of_a_person(widget: Widget, popup: Popup) -> None:
    begun = widget.begin(prompt="select_account", lang="en")
    asked = query(popup.get(begun["verification_uri_complete"]).leads_to)
    assert (asked["prompt"], asked["ui_locales"]) == ("select_account", "en")
    assert "prompt" not in query(popup.get(widget.begin(prompt="none")["verification_uri_complete"]).leads_to)


def test_who_says_no_at_the_issuer_is_told_so_and_the_widget_too(
    widget: Widget, new_popup: Callable[..., Popup]
) -> None:
    begun = widget.begin(lang="en")
    page = new_popup(error="access_denied").arrive(begun)
    assert page.status == 403
    assert "You did not sign in" in page.text
    assert widget.poll(begun).json == {"error": "access_denied"}


def test_a_disabled_person_is_told_so_and_gets_nothing(app: Flask, widget: Widget, popup: Popup) -> None:
    sign_in(widget, popup)
    with app.app_context(), transaction():
        set_disabled(session().query(Actor).one(), disabled=True)
    begun = widget.begin(lang="en")
    page = popup.arrive(begun)
    assert page.status == 403
    assert "Your account is closed here" in page.text
    assert widget.poll(begun).json == {"error": "access_denied"}


def test_who_is_disabled_between_approval_and_token_gets_none(app: Flask, widget: Widget, popup: Popup) -> None:
    begun = widget.begin()
    popup.arrive(begun)
    popup.prove(begun)
    with app.app_context(), transaction():
        set_disabled(session().query(Actor).one(), disabled=True)
    assert widget.poll(begun).json == {"error": "access_denied"}


@pytest.mark.parametrize("planted", ["", "x", "A" * 43, "a b" * 14 + "c"])
def test_the_session_is_never_one_that_was_there_before(widget: Widget, popup: Popup, planted: str) -> None:
    widget.jar.cookies["__Host-weerklank"] = planted
    sign_in(widget, popup)
    first = widget.jar.cookies["__Host-weerklank"]
    assert first != planted
    sign_in(widget, popup)
    assert widget.jar.cookies["__Host-weerklank"] not in (first, planted)


RUBBISH = ["", "\0", "A" * 5000, "' OR 1=1 --", "BCDF-GHJK-LMNP", "é", "\ud800", "BCDF-GHJK-LMN\0"]


@pytest.mark.parametrize("rubbish", RUBBISH)
def test_rubbish_in_any_place_is_refused_and_no_fault(widget: Widget, popup: Popup, rubbish: str) -> None:
    text = quote(rubbish.encode("utf-8", "replace"))
    popup.get(widget.begin()["verification_uri_complete"])
    for path in ("login?user_code=", "finish?user_code=", "callback?code=x&state="):
        assert popup.get(f"/auth/{path}{text}").status == 410
    known = rubbish.encode("utf-8", "replace").decode()
    assert popup.post("/auth/proof", {"user_code": known, "opener_proof": known}).status == 403
    assert popup.post("/auth/number", {"user_code": known, "number": known}).status == 410
    for form in ({"grant_type": DEVICE_CODE, "device_code": known}, {"grant_type": known}):
        assert widget.post("/oauth/token", form).status == 400
    assert widget.post("/oauth/token", {"client_id": known}).status == 401
    assert widget.post("/oauth/revoke", {"token": known}).status == 200
    assert widget.begin(lang=known, prompt=known)["interval"] == 1
