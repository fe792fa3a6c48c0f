"""The pages of the popup: what they say, and what they may do."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask

from tests.identity.walk import Answer, Popup, Widget, sign_in, through
from widget_server.db import session
from widget_server.sessions.models import SignInAttempt
from widget_server.sessions.routes import pages
from widget_server.web import logs

PATHS = ("/auth/login", "/auth/callback", "/auth/finish", "/auth/logout", "/auth/signed-out")
HOSTILE = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def is_safe_page(answer: Answer) -> None:
    """Assert what every page of ours has."""
    headers = answer.headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")
    for part in (
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
        "form-action 'self'",
    ):
        assert part in policy
    assert "unsafe" not in policy
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "unsafe-none"  # a popup whose opener is cut off proves nothing
    assert not re.search(r"<script>|<style|<[^>]*\s(style|on[a-z]+)=|javascript:", answer.text)
    assert re.search(r'<html lang="(nl|en)">', answer.text)
    assert answer.text.count("<main") == answer.text.count("</main>") == 1


@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_safe_by_itself(popup: Popup, path: str) -> None:
    is_safe_page(popup.get(path))


def test_the_last_page_names_site_and_person_and_holds_no_secret(widget: Widget, popup: Popup) -> None:
    begun = widget.begin(lang="en")
    page = popup.arrive(begun)
    is_safe_page(page)
    assert "De Vries BV" in page.text
    assert "Anna de Koning" in page.text
    assert "intranet.localhost:8080" in page.text
    for secret in ("device_code", "opener_proof"):
        assert begun[secret] not in page.text


def test_a_hostile_name_is_text_on_the_last_page(widget: Widget, new_popup: Callable[..., Popup]) -> None:
    page = new_popup({"sub": "x", "name": HOSTILE, "department": HOSTILE, "groups": []}).arrive(widget.begin())
    is_safe_page(page)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text


def test_a_hostile_error_of_the_issuer_is_not_repeated(widget: Widget, new_popup: Callable[..., Popup]) -> None:
    page = new_popup(error=HOSTILE).arrive(widget.begin())
    is_safe_page(page)
    assert "alert" not in page.text


def test_the_pages_speak_the_language_of_the_widget(widget: Widget, popup: Popup) -> None:
    for lang in ("nl", "en"):
        page = popup.arrive(widget.begin(lang=lang))
        assert f'<html lang="{lang}">' in page.text
        assert page.headers["Content-Language"] == lang


def test_the_files_of_the_pages_are_served_by_us(popup: Popup) -> None:
    for name, kind in (
        ("auth.css", "text/css"),
        ("finish.js", "javascript"),
        ("tell.js", "javascript"),
        ("mark.svg", "svg"),
    ):
        answer = popup.get(f"/auth/static/{name}")
        assert answer.status == 200
        assert kind in answer.headers["Content-Type"]


def test_a_get_of_the_last_page_or_of_sign_out_ends_nothing(widget: Widget, popup: Popup) -> None:
    begun = widget.begin()
    for _ in range(2):
        assert popup.arrive(begun).status == 200
    assert popup.get(f"/auth/finish?user_code={begun['user_code']}").status == 200
    popup.prove(begun)
    assert popup.get(f"/auth/finish?user_code={begun['user_code']}").status == 200
    widget.poll(begun)
    popup.get("/auth/logout")
    assert widget.refresh().status == 200


def test_signing_out_leads_to_the_issuer_s_own_end(popup: Popup, provider: str) -> None:
    page = popup.get("/auth/logout?lang=en")
    assert "127.0.0.1" in page.text
    assert f"form-action 'self' {provider};" in page.headers["Content-Security-Policy"]
    gone = popup.post("/auth/logout", {})
    assert gone.leads_to.startswith(f"{provider}/honest/sign-out?client_id=weerklank&post_logout_redirect_uri=")
    assert "id_token_hint" not in gone.leads_to
    assert popup.post("/auth/logout", {}, Origin="https://evil.example").status == 403


def test_an_issuer_that_is_down_is_said_plainly_and_the_attempt_waits(
    widget: Widget, popup: Popup, at_case: Callable[[str], None]
) -> None:
    at_case("nowhere")
    begun = widget.begin(lang="en")
    page = popup.get(begun["verification_uri_complete"])
    assert page.status == 503
    is_safe_page(page)
    assert "does not answer as it should" in page.text
    assert f'href="/auth/login?user_code={begun["user_code"]}"' in page.text
    assert widget.poll(begun).json == {"error": "authorization_pending"}
    at_case("honest")
    assert popup.arrive(begun).status == 200


@pytest.mark.settings(oidc_issuer="http://127.0.0.1:9")
def test_an_issuer_where_nobody_listens_leaves_the_service_standing(widget: Widget, popup: Popup) -> None:
    assert popup.get(widget.begin()["verification_uri_complete"]).status == 503
    assert popup.get("/auth/logout").status == 200
    assert popup.get("/healthz").status == 200


def test_no_secret_stands_in_a_page_an_address_or_the_log(
    app: Flask, widget: Widget, popup: Popup, capfd: pytest.CaptureFixture[str]
) -> None:
    logs.configure()
    seen: list[str] = []

    def watching(method: str, url: str, body: str | None = None, headers: dict[str, str] | None = None) -> Answer:
        answer = through(app)(method, url, body, headers)
        seen.extend([url, answer.headers.get("Location", "")])
        if "html" in answer.headers["Content-Type"]:
            seen.append(answer.text)
        return answer

    widget.send = popup.send = watching
    begun = widget.begin()
    popup.arrive(begun)
    popup.prove(begun)
    secrets = [widget.poll(begun).json["access_token"], widget.refresh().json["access_token"]]
    secrets += [begun["device_code"], begun["opener_proof"], *widget.jar.cookies.values(), *popup.jar.cookies.values()]
    widget.boot(widget.token)
    widget.revoke()
    out = capfd.readouterr()
    assert '"route":"/oauth/token"' in out.err
    for place in (*seen, out.out, out.err):
        assert not [secret for secret in secrets if secret in place], place


def test_the_database_keeps_no_secret_of_an_attempt(app: Flask, widget: Widget, popup: Popup) -> None:
    begun = widget.begin()
    asked = popup.get(begun["verification_uri_complete"]).leads_to
    with app.app_context():
        row = session().query(SignInAttempt).one()
        kept = " ".join(str(getattr(row, column.name)) for column in SignInAttempt.__table__.columns)
    for secret in (begun["device_code"], begun["opener_proof"], *popup.jar.cookies.values()):
        assert secret not in kept
    for name in ("state", "nonce"):
        assert re.search(f"{name}=([^&]+)", asked)[1] not in kept  # type: ignore[index]


def test_a_flood_of_attempts_is_told_to_wait(app: Flask, widget: Widget, monkeypatch: pytest.MonkeyPatch) -> None:
    from widget_server.sessions.routes import oauth

    monkeypatch.setattr(oauth, "ATTEMPTS_PER_MINUTE", 3)
    for _ in range(3):
        widget.begin()
    answer = widget.post("/oauth/device_authorization", {})
    assert answer.status == 429
    assert int(answer.headers["Retry-After"]) <= 60
    assert answer.headers["Access-Control-Allow-Origin"] == widget.origin


def test_signing_in_twice_makes_one_person(app: Flask, widget: Widget, popup: Popup) -> None:
    sign_in(widget, popup)
    first = widget.boot(widget.token).json["me"]["id"]
    sign_in(widget, popup)
    assert widget.boot(widget.token).json["me"]["id"] == first


def test_too_many_logins_from_one_address_hear_so_on_a_page(
    widget: Widget, popup: Popup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "VISITS_PER_MINUTE", 2)
    codes = [widget.begin()["user_code"] for _ in range(3)]
    answers = [popup.get(f"/auth/login?user_code={code}") for code in codes]
    assert [answer.status for answer in answers] == [303, 303, 429]
    is_safe_page(answers[2])
    assert 0 < int(answers[2].headers["Retry-After"]) <= 60
    assert "Location" not in answers[2].headers
