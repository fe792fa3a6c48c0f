"""What the doctor finds, and what it says to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import chain

import pytest
from flask import Flask

from tests.factories import Factory, MadeSite
from widget_server.core import clock
from widget_server.sessions.service.doctor import Finding, examine, examine_sites

Look = Callable[..., dict[str, Finding]]


@pytest.fixture
def look(app: Flask) -> Look:
    """Gives the findings by the name of their check."""

    def run() -> dict[str, Finding]:
        with app.app_context():
            known = app.extensions["weerklank_settings"]
            return {finding.check: finding for finding in chain(examine(known), examine_sites(known))}

    return run


def test_a_configuration_in_order_has_no_fault(look: Look, site: MadeSite) -> None:
    found = look()
    assert [finding for finding in found.values() if not finding.ok] == []
    assert list(found) == [
        "secret",
        "public address",
        "demo mode",
        "discovery",
        "algorithms",
        "PKCE",
        "keys",
        "clock",
        "redirect address",
        "back-channel logout",
        "site intranet",
    ]
    assert "http://weerklank.localhost:8000/auth/callback" in found["redirect address"].found
    assert found["PKCE"].found == "Methods: plain, S256."


@pytest.mark.settings(oidc_issuer="")
def test_without_an_issuer_nobody_can_sign_in(look: Look) -> None:
    found = look()["issuer"]
    assert not found.ok
    assert "WEERKLANK_OIDC_ISSUER" in found.todo


@pytest.mark.settings(oidc_issuer="http://127.0.0.1:9")
def test_an_issuer_that_cannot_be_reached(look: Look) -> None:
    found = look()["discovery"]
    assert not found.ok
    assert "http://127.0.0.1:9/.well-known/openid-configuration does not answer" in found.found
    assert "firewall" in found.todo


def test_an_issuer_of_another_name(look: Look, at_case: Callable[[str], None]) -> None:
    at_case("discovery_of_another")
    found = look()["discovery"]
    assert not found.ok
    assert "character by character" in found.todo


def test_metadata_that_cannot_be_used(look: Look, at_case: Callable[[str], None]) -> None:
    at_case("discovery_without_keys")
    assert "jwks_uri" in look()["discovery"].found


@pytest.mark.parametrize("case", ["keys_down", "keys_on_a_private_address", "keys_elsewhere"])
def test_keys_that_cannot_be_had(look: Look, at_case: Callable[[str], None], case: str) -> None:
    at_case(case)
    assert not look()["keys"].ok


@pytest.mark.parametrize(("seconds", "words"), [(60, "ahead of"), (-60, "behind")])
def test_a_clock_that_is_wrong(look: Look, seconds: int, words: str) -> None:
    with clock.moved(timedelta(seconds=seconds)):
        found = look()["clock"]
    assert not found.ok
    assert words in found.found
    assert "set-ntp" in found.todo


@pytest.mark.settings(public_url="http://weerklank.example.com")
def test_plain_http_that_is_not_this_machine(look: Look) -> None:
    found = look()["public address"]
    assert not found.ok
    assert "https" in found.todo


@pytest.mark.settings(demo=True)
def test_a_demo_is_named(look: Look) -> None:
    found = look()["demo mode"]
    assert found.ok
    assert "whoever clicks a face" in found.found


def test_a_service_without_sites(look: Look) -> None:
    assert "weerklank site add" in look()["sites"].todo


@pytest.mark.settings(public_url="https://weerklank.example.com")
def test_an_origin_of_plain_http_beside_a_service_of_https(make: Factory, look: Look) -> None:
    make.site("plain", "http://intranet.example.com")
    make.site("good", "https://intranet.example.com")
    found = look()
    assert not found["site plain"].ok
    assert found["site good"].ok


def test_a_site_that_is_not_as_near_as_it_says(app: Flask, make: Factory, look: Look) -> None:
    from widget_server.db import transaction
    from widget_server.sites.service import add_site, get_site, register_origin, remove_origin

    made = make.site("near", "http://intranet.localhost:9000")
    with app.app_context(), transaction():
        get_site("near").same_site = True
        far = add_site("far", "Far", same_site=True)
        register_origin(far, "https://intranet.example.com")
        bare = add_site("bare", "Bare")
        register_origin(bare, "https://x.example")
        remove_origin(bare, "https://x.example")
    found = look()
    assert made.key == "near"
    assert not found["site far"].ok
    assert not found["site bare"].ok
    assert "weerklank site origin bare" in found["site bare"].todo
