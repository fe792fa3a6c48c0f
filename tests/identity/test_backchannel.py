"""The issuer's word that a session has ended: exactly that one, and only when every rule holds."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.identity.conftest import SERVICE
from tests.identity.hostile_provider import DEEP
from tests.identity.walk import Answer, Popup, Widget, over_http, sign_in, through
from widget_server.core import clock
from widget_server.sessions import policy
from widget_server.sessions.routes import logout

EVENTS = {policy.LOGOUT_EVENT: {}}
HEADER = {"alg": "ES256", "kid": "ours", "typ": "logout+jwt"}
ANNA = {"sub": "anna", "name": "Anna", "sid": "sid-anna", "groups": []}
Say = Callable[..., Answer]


@pytest.fixture
def say(app: Flask, provider: str) -> Say:
    """Lets the issuer say that a session has ended; what a test gives changes its token, None takes a claim out."""
    count = iter(range(1000))

    def tell(header: dict[str, Any] | None = None, key: str = "ours", **claims: Any) -> Answer:
        now = int(time.time())
        told = {"iss": f"{provider}/honest", "aud": "weerklank", "iat": now, "exp": now + 60, "events": EVENTS}
        told |= {"jti": f"jti-{next(count)}", "sid": "sid-anna"} | claims
        asked = {"header": HEADER | (header or {}), "key": key}
        asked["claims"] = {name: value for name, value in told.items() if value is not None}
        signed = over_http("POST", f"{provider}/honest/sign", json.dumps(asked)).text
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        return through(app)("POST", f"{SERVICE}/auth/backchannel-logout", f"logout_token={signed}", form)

    return tell


@pytest.fixture
def anna(widget: Widget, new_popup: Callable[..., Popup]) -> Widget:
    """Anna, signed in, in the issuer's session sid-anna."""
    sign_in(widget, new_popup(ANNA))
    return widget


def is_in(widget: Widget) -> bool:
    """Tell whether a widget's reader is signed in, by token and by cookie."""
    by_token, by_cookie = widget.boot(widget.token).status == 200, widget.boot().status == 200
    assert by_token == by_cookie
    return by_token


def test_the_session_of_its_sid_ends_and_no_other(anna: Widget, new_popup: Callable[..., Popup], say: Say) -> None:
    same_person = Widget(anna.send, SERVICE)
    sign_in(same_person, new_popup(ANNA | {"sid": "sid-anna-elsewhere"}))
    colleague = Widget(anna.send, SERVICE)
    sign_in(colleague, new_popup({"sub": "bram", "name": "Bram", "sid": "sid-bram", "groups": []}))
    answer = say()
    assert (answer.status, answer.text, answer.headers["Cache-Control"]) == (200, "{}", "no-store")
    assert not is_in(anna)
    assert is_in(same_person)
    assert is_in(colleague)


def test_a_sid_with_another_s_sub_ends_nothing(anna: Widget, say: Say) -> None:
    assert say(sub="bram").status == 200
    assert is_in(anna)
    assert say(sub="anna").status == 200
    assert not is_in(anna)


def test_a_sub_without_a_sid_ends_all_sessions_of_the_person(
    anna: Widget, new_popup: Callable[..., Popup], say: Say
) -> None:
    elsewhere = Widget(anna.send, SERVICE)
    sign_in(elsewhere, new_popup(ANNA | {"sid": "other"}))
    say(sid=None, sub="anna")
    assert not is_in(anna)
    assert not is_in(elsewhere)


def test_an_unknown_sid_is_no_fault(anna: Widget, say: Say) -> None:
    assert say(sid="nobody").status == 200
    assert is_in(anna)


def test_a_sign_in_under_way_ends_too(widget: Widget, new_popup: Callable[..., Popup], say: Say) -> None:
    begun, popup = widget.begin(), new_popup(ANNA)
    popup.arrive(begun)
    popup.prove(begun)
    say()
    assert widget.poll(begun).json == {"error": "access_denied"}


REFUSED: dict[str, dict[str, Any]] = {
    "alg": {"header": {"alg": "none"}, "key": "none"},
    "alg of a shared key": {"header": {"alg": "HS256", "kid": "shared"}, "key": "shared"},
    "typ of an id_token": {"header": {"typ": "JWT"}},
    "typ": {"header": {"typ": ""}},
    "kid": {"header": {"kid": "nobody"}},
    "signature": {"key": "foreign"},
    "iss": {"iss": "https://evil.example"},
    "aud": {"aud": "another-client"},
    "aud with another": {"aud": ["weerklank", "another-client"]},
    "exp": {"exp": 1},
    "exp missing": {"exp": None},
    "iat of yesterday": {"iat": int(time.time()) - 86_400},
    "iat of tomorrow": {"iat": int(time.time()) + 86_400},
    "iat missing": {"iat": None},
    "events": {"events": {}},
    "events missing": {"events": None},
    "events as a list": {"events": [policy.LOGOUT_EVENT]},
    "no_nonce": {"nonce": "n"},
    "sid_or_sub": {"sid": None},
    "sid as a number": {"sid": 7},
    "sid with nul": {"sid": "sid-anna\0"},
    "sub with nul": {"sub": "anna\0"},
    "jti": {"jti": None},
    "jti empty": {"jti": ""},
}


@pytest.mark.parametrize("lie", REFUSED.values(), ids=REFUSED.keys())
def test_a_token_that_breaks_a_rule_ends_nothing(anna: Widget, say: Say, lie: dict[str, Any]) -> None:
    answer = say(**lie)
    assert answer.status == 400
    assert answer.json["error"] == "invalid_request"
    assert is_in(anna)


def test_a_token_counts_once(anna: Widget, say: Say, new_popup: Callable[..., Popup]) -> None:
    assert say(jti="once").status == 200
    sign_in(anna, new_popup(ANNA))
    answer = say(jti="once")
    assert (answer.status, answer.json["error_description"]) == (400, "jti_once")
    assert is_in(anna)


@pytest.mark.parametrize("token", ["", "rubbish", "a.b.c", "e30.e30.", "é", "x" * 300_000, f"{DEEP}.{DEEP}.e30"])
def test_rubbish_is_refused(app: Flask, token: str) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = through(app)("POST", f"{SERVICE}/auth/backchannel-logout", f"logout_token={token}", form)
    assert answer.status == 400


def test_an_id_token_is_no_logout_token_and_the_other_way_round() -> None:
    assert policy.TOKEN_TYPES["logout_token"] == ("logout+jwt",)
    assert "logout+jwt" not in policy.TOKEN_TYPES["id_token"]


@pytest.mark.parametrize("check", [*policy.LOGOUT_HEADER_CHECKS, *policy.LOGOUT_CHECKS])
def test_without_a_check_its_lie_is_believed(
    anna: Widget, say: Say, monkeypatch: pytest.MonkeyPatch, check: str
) -> None:
    lies = {"iat": REFUSED["iat of yesterday"], "jti": {"jti": "x" * 1001}, "alg": REFUSED["alg of a shared key"]}
    for table in (policy.LOGOUT_HEADER_CHECKS, policy.LOGOUT_CHECKS):
        monkeypatch.delitem(table, check, raising=False)
    if check == "jti_once":
        say(jti="once", sid="nobody")
        lies[check] = {"jti": "once"}
    if check == "sid_or_sub":  # then it names nobody, and would end all of them: what the check is for
        lies[check] = {"sid": None}
    assert say(**lies.get(check, REFUSED.get(check, {}))).status == 200
    assert not is_in(anna)


def test_who_leaves_the_issuer_is_out_within_five_seconds(anna: Widget, say: Say) -> None:
    began = time.monotonic()
    say()
    assert not is_in(anna)
    assert time.monotonic() - began < 5


def test_the_memory_of_used_tokens_is_cleared_away(app: Flask, anna: Widget, say: Say) -> None:
    from widget_server.db import session, transaction
    from widget_server.sessions.models import UsedToken
    from widget_server.sessions.service import logout

    say()
    with app.app_context(), transaction():
        assert logout.purge() == 0
        with clock.moved(timedelta(hours=1)):
            assert logout.purge() == 1
        assert session().query(UsedToken).count() == 0


def test_who_sends_many_refused_tokens_is_not_heard_for_a_while_and_good_ones_are_without_end(
    anna: Widget, say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logout, "REFUSED_PER_MINUTE", 3)
    assert [say(sid="nobody").status for _ in range(5)] == [200] * 5
    assert [say(aud="elsewhere").status for _ in range(3)] == [400] * 3
    answer = say()
    assert (answer.status, answer.json["code"], int(answer.headers["Retry-After"])) == (429, "too_many", 60)
    assert is_in(anna)
