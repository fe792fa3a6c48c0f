"""Staying signed in: the cookie, its rotation, and every way in which it ends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.factories import MadeSite
from tests.helpers.parallel import at_once
from tests.identity.walk import Jar, Popup, Widget, at_hostile, sign_in, through
from widget_server.core import clock
from widget_server.db import session, transaction
from widget_server.identity.models import Actor
from widget_server.identity.service import grant, set_disabled
from widget_server.sessions.models import AccessToken, BrowserSession, RefreshSecret
from widget_server.sessions.service import end_sessions_of, end_sessions_of_origin

NAME = "__Host-weerklank"
QUARTER = timedelta(minutes=16)


@pytest.fixture
def signed_in(widget: Widget, popup: Popup) -> Widget:
    """A widget whose reader is signed in."""
    sign_in(widget, popup)
    return widget


def rows(app: Flask, model: type) -> int:
    """Count the rows of a table."""
    with app.app_context():
        return session().scalar(select(func.count()).select_from(model)) or 0


def is_alive(widget: Widget) -> bool:
    """Tell whether the widget's token is good."""
    return widget.boot(widget.token).status == 200


def test_a_return_visit_is_one_request(signed_in: Widget) -> None:
    booted = signed_in.boot()
    assert booted.status == 200
    assert booted.json["me"]["name"] == "Anna de Koning"
    assert booted.json["expires_in"] == 600
    assert booted.headers["Cache-Control"] == "no-store"
    assert signed_in.boot(booted.json["access_token"]).status == 200


def test_a_visit_without_cookie_says_where_one_signs_in(widget: Widget) -> None:
    answer = widget.boot()
    assert (answer.status, answer.json["code"], answer.json["site_name"]) == (401, "sign_in_needed", "De Vries BV")


def test_the_cookie_has_its_flags(widget: Widget, popup: Popup) -> None:
    line = sign_in(widget, popup).cookies[0]
    value, _, flags = line.partition("; ")
    assert len(value.removeprefix(f"{NAME}=")) == 43
    assert flags == "Path=/; Max-Age=28799; HttpOnly; Secure; SameSite=None; Partitioned" or flags.startswith(
        "Path=/; Max-Age=28800; HttpOnly; Secure; SameSite=None; Partitioned"
    )


def test_a_site_on_our_own_domain_gets_a_first_party_cookie(app: Flask, widget: Widget, popup: Popup) -> None:
    from widget_server.sites.service import get_site

    with app.app_context(), transaction():
        get_site("intranet").same_site = True
    line = sign_in(widget, popup).cookies[0]
    assert line.endswith("HttpOnly; Secure; SameSite=Lax")


@pytest.mark.settings(public_url="http://weerklank.intern")
def test_over_plain_http_no_secret_is_given_to_keep(app: Flask, site: MadeSite) -> None:
    service = "http://weerklank.intern"
    widget, popup = Widget(through(app), service), Popup(through(app), service, at_hostile())
    assert sign_in(widget, popup).cookies == []
    assert "weerklank-login" in popup.jar.cookies
    assert is_alive(widget)


def test_the_secret_rotates_at_most_every_quarter_of_an_hour(signed_in: Widget) -> None:
    first = signed_in.jar.cookies[NAME]
    assert signed_in.refresh().cookies == []
    with clock.moved(QUARTER):
        assert len(signed_in.refresh().cookies) == 1
        second = signed_in.jar.cookies[NAME]
        assert second != first
        assert signed_in.refresh().cookies == []
    with clock.moved(2 * QUARTER):
        assert len(signed_in.boot().cookies) == 1
        assert signed_in.jar.cookies[NAME] not in (first, second)


def test_a_dropped_answer_signs_nobody_out(signed_in: Widget) -> None:
    old = signed_in.jar.cookies[NAME]
    for number in range(1, 4):  # three answers in a row get lost
        with clock.moved(number * QUARTER):
            assert signed_in.refresh().status == 200
            signed_in.jar.cookies[NAME] = old
    with clock.moved(4 * QUARTER):
        assert signed_in.refresh().status == 200
        assert signed_in.refresh().status == 200


def test_two_loads_at_once_sign_nobody_out(signed_in: Widget) -> None:
    old = signed_in.jar.cookies[NAME]
    with clock.moved(QUARTER):
        assert signed_in.boot().status == 200
        newest = signed_in.jar.cookies[NAME]
        signed_in.jar.cookies[NAME] = old
        assert signed_in.boot().status == 200
        assert signed_in.jar.cookies[NAME] == old
        signed_in.jar.cookies[NAME] = newest
        assert signed_in.boot().status == 200


def test_ten_loads_at_once_rotate_once_and_all_are_answered(signed_in: Widget) -> None:
    with clock.moved(QUARTER):
        answers = at_once([lambda: replace(signed_in, jar=Jar(dict(signed_in.jar.cookies))).refresh()] * 10)
        assert [answer.status for answer in answers] == [200] * 10
        assert sorted(len(answer.cookies) for answer in answers) == [0] * 9 + [1]
        assert signed_in.refresh().status == 200


def test_a_secret_used_again_after_its_successor_ends_the_family(app: Flask, signed_in: Widget) -> None:
    stolen = Jar(dict(signed_in.jar.cookies))
    with clock.moved(QUARTER):
        signed_in.refresh()
        signed_in.refresh()
        thief = Widget(signed_in.send, signed_in.service, jar=stolen)
        assert thief.refresh().json == {"error": "invalid_grant"}
        assert not is_alive(signed_in)
        assert signed_in.refresh().json == {"error": "invalid_grant"}
    assert (rows(app, BrowserSession), rows(app, RefreshSecret), rows(app, AccessToken)) == (0, 0, 0)


def test_a_successor_that_was_replaced_unused_and_turns_up_betrays_a_copy(signed_in: Widget) -> None:
    old = signed_in.jar.cookies[NAME]
    with clock.moved(QUARTER):
        signed_in.refresh()
        replaced = signed_in.jar.cookies[NAME]
    signed_in.jar.cookies[NAME] = old
    with clock.moved(2 * QUARTER):
        assert signed_in.refresh().status == 200
        thief = Widget(signed_in.send, signed_in.service, jar=Jar({NAME: replaced}))
        assert thief.refresh().json == {"error": "invalid_grant"}
        assert signed_in.refresh().json == {"error": "invalid_grant"}


def test_an_idle_session_ends_after_an_hour(app: Flask, signed_in: Widget) -> None:
    with clock.moved(timedelta(minutes=59)):
        assert signed_in.refresh().status == 200
    with clock.moved(timedelta(minutes=118)):
        assert signed_in.refresh().status == 200
    with clock.moved(timedelta(minutes=179)):
        assert signed_in.boot().status == 401
        assert signed_in.refresh().json == {"error": "invalid_grant"}
    assert rows(app, BrowserSession) == 0


def test_a_session_ends_after_eight_hours_however_busy(signed_in: Widget) -> None:
    for minutes in range(30, 480, 30):
        with clock.moved(timedelta(minutes=minutes)):
            assert signed_in.boot().status == 200
    with clock.moved(timedelta(hours=7, minutes=55)):
        assert 295 <= signed_in.refresh().json["expires_in"] <= 300
    with clock.moved(timedelta(hours=8, seconds=1)):
        assert signed_in.boot(signed_in.token).json["code"] == "token_expired"
        assert signed_in.boot().status == 401


@pytest.mark.settings(session_idle_seconds=60, session_absolute_seconds=100)
def test_both_ends_are_settings(signed_in: Widget) -> None:
    with clock.moved(timedelta(seconds=59)):
        assert signed_in.refresh().json["expires_in"] <= 41
    with clock.moved(timedelta(seconds=101)):
        assert signed_in.refresh().status == 400


def test_signing_out_ends_access_and_refresh(app: Flask, signed_in: Widget) -> None:
    kept = dict(signed_in.jar.cookies)
    answer = signed_in.revoke()
    assert answer.status == 200
    assert answer.json == {"logout_uri": f"{signed_in.service}/auth/logout"}
    assert answer.cookies == [f"{NAME}=; Path=/; Max-Age=0; HttpOnly; Secure; SameSite=None; Partitioned"]
    assert not is_alive(signed_in)
    signed_in.jar.cookies = kept
    assert signed_in.refresh().json == {"error": "invalid_grant"}
    assert rows(app, BrowserSession) == 0


def test_signing_out_works_with_a_token_that_has_just_expired(signed_in: Widget) -> None:
    with clock.moved(timedelta(minutes=11)):
        assert signed_in.revoke().status == 200
        assert signed_in.refresh().status == 400


def test_signing_out_with_rubbish_is_no_fault(signed_in: Widget) -> None:
    good, signed_in.token = signed_in.token, "rubbish"
    assert signed_in.revoke().status == 200
    assert signed_in.boot(good).status == 200


def test_one_cookie_serves_both_sites_of_a_jar_once_signed_in_to_each(
    signed_in: Widget, popup: Popup, other_site: MadeSite
) -> None:
    wiki = Widget(signed_in.send, signed_in.service, other_site.origin, other_site.key, signed_in.jar)
    assert wiki.refresh().json == {"error": "invalid_grant"}
    assert signed_in.refresh().status == 200
    sign_in(wiki, popup)
    assert wiki.refresh().status == 200
    assert signed_in.refresh().status == 200
    with clock.moved(QUARTER):
        assert wiki.refresh().cookies != []
        assert signed_in.boot().status == 200


def test_signing_out_of_one_site_leaves_the_other(signed_in: Widget, popup: Popup, other_site: MadeSite) -> None:
    wiki = Widget(signed_in.send, signed_in.service, other_site.origin, other_site.key, signed_in.jar)
    sign_in(wiki, popup)
    signed_in.refresh()
    assert signed_in.revoke().cookies == []
    assert signed_in.refresh().status == 400
    assert not is_alive(signed_in)
    assert is_alive(wiki)
    assert wiki.refresh().status == 200
    assert len(wiki.revoke().cookies) == 1


def test_a_jar_speaks_for_one_person(signed_in: Widget, new_popup: Callable[..., Popup], other_site: MadeSite) -> None:
    wiki = Widget(signed_in.send, signed_in.service, other_site.origin, other_site.key, signed_in.jar)
    sign_in(wiki, new_popup({"sub": "bram", "name": "Bram Jansen"}))
    assert not is_alive(signed_in)
    assert signed_in.refresh().status == 400
    assert wiki.boot(wiki.token).json["me"]["name"] == "Bram Jansen"


def test_a_disabled_person_loses_everything_at_once(app: Flask, signed_in: Widget, popup: Popup) -> None:
    waiting = signed_in.begin()
    popup.arrive(waiting)
    popup.prove(waiting)
    with app.app_context(), transaction():
        actor = session().query(Actor).one()
        set_disabled(actor, disabled=True)
        end_sessions_of(actor.id)
    assert not is_alive(signed_in)
    assert signed_in.boot().status == 401
    assert signed_in.refresh().status == 400
    assert signed_in.poll(waiting).json == {"error": "access_denied"}


def test_a_disabled_person_is_out_even_where_nobody_ended_the_session(app: Flask, signed_in: Widget) -> None:
    with app.app_context(), transaction():
        set_disabled(session().query(Actor).one(), disabled=True)
    assert signed_in.refresh().status == 400
    assert rows(app, BrowserSession) == 0


def test_an_origin_that_is_taken_back_loses_its_sessions_and_no_others(
    app: Flask, signed_in: Widget, popup: Popup, other_site: MadeSite, site: MadeSite
) -> None:
    wiki = Widget(signed_in.send, signed_in.service, other_site.origin, other_site.key, signed_in.jar)
    sign_in(wiki, popup)
    signed_in.refresh()
    with app.app_context(), transaction():
        end_sessions_of_origin(site.id, site.origin)
    assert not is_alive(signed_in)
    assert signed_in.refresh().status == 400
    assert is_alive(wiki)
    assert wiki.refresh().status == 200


def test_the_next_token_has_the_roles_of_now(app: Flask, signed_in: Widget) -> None:
    assert signed_in.boot().json["me"]["roles"] == []
    with app.app_context(), transaction():
        grant(session().query(Actor).one().id, "manager")
    assert signed_in.boot().json["me"]["roles"] == ["manager"]


def test_the_cookie_is_read_by_two_addresses_only(app: Flask, signed_in: Widget) -> None:
    cookie = signed_in.jar.header() | {"Origin": signed_in.origin}
    for rule in app.url_map.iter_rules():
        if rule.rule in ("/oauth/token", "/api/v1/boot") or "static" in rule.endpoint:
            continue
        path = rule.rule.replace("<", "").replace(">", "").replace(":", "")
        for method in (rule.methods or set()) & {"GET", "POST", "PUT", "PATCH", "DELETE"}:
            answer = signed_in.send(method, signed_in.service + path, None, cookie)
            assert "Anna" not in answer.text, (method, rule.rule)
            if rule.rule.startswith("/api/v1/") and "openapi" not in rule.rule:
                assert answer.status in (401, 415), (method, rule.rule, answer.status)
