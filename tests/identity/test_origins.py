"""Who may ask, and who may read the answers: exact origins, and nothing that looks like one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from tests.factories import MadeSite
from tests.identity.walk import DEVICE_CODE as GRANT
from tests.identity.walk import Answer, Popup, Widget, sign_in

LOOKALIKES = {
    "evil": "https://evil.example",
    "null": "null",
    "suffix": "http://intranet.localhost:8080.evil.example",
    "suffix_of_the_host": "http://evil-intranet.localhost:8080",
    "prefix": "http://intranet.localhost:80801",
    "subdomain": "http://x.intranet.localhost:8080",
    "case": "http://INTRANET.localhost:8080",
    "scheme": "https://intranet.localhost:8080",
    "port": "http://intranet.localhost",
    "slash": "http://intranet.localhost:8080/",
    "blank": "http://intranet.localhost:8080 ",
    "two": "http://intranet.localhost:8080, https://evil.example",
    "wildcard": "*",
    "empty": "",
}
ADDRESSES = ("/oauth/device_authorization", "/oauth/token", "/oauth/revoke")


def cors(answer: Answer) -> dict[str, str]:
    """Give the CORS headers of an answer."""
    return {name: value for name, value in answer.headers.items() if name.startswith("Access-Control-Allow")}


def preflight(widget: Widget, path: str, origin: str) -> Answer:
    """Ask as a browser does before a request that is not simple."""
    headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    headers["Access-Control-Request-Headers"] = "authorization,content-type"
    return widget.send("OPTIONS", widget.service + path, None, headers)


@pytest.mark.parametrize("origin", LOOKALIKES.values(), ids=LOOKALIKES.keys())
def test_a_lookalike_origin_gets_neither_an_attempt_nor_a_header(widget: Widget, origin: str) -> None:
    other = replace(widget, origin=origin)
    for path in ADDRESSES:
        answer = other.post(path, {"grant_type": "refresh_token"})
        assert answer.status == 400
        assert answer.json == {"error": "unauthorized_client"}
        assert cors(answer) == {}
        assert "Origin" in answer.headers["Vary"]
        assert cors(preflight(other, path, origin)) == {}


@pytest.mark.parametrize("origin", LOOKALIKES.values(), ids=LOOKALIKES.keys())
def test_a_lookalike_origin_reads_nothing_of_the_api(widget: Widget, popup: Popup, origin: str) -> None:
    sign_in(widget, popup)
    other = replace(widget, origin=origin)
    for token in (widget.token, ""):
        answer = other.boot(token)
        assert cors(answer) == {}
        if origin:
            assert answer.status == 401
    assert cors(preflight(other, "/api/v1/boot", origin)) == {}


def test_the_registered_origin_reads_answers_and_errors(widget: Widget, popup: Popup) -> None:
    allowed = {"Access-Control-Allow-Origin": widget.origin, "Access-Control-Allow-Credentials": "true"}
    assert cors(widget.refresh()) == allowed
    assert cors(widget.boot()) == allowed
    sign_in(widget, popup)
    assert cors(widget.boot(widget.token)) == allowed
    headers = {"Origin": widget.origin, "Authorization": "Bearer dead"}
    answer = widget.send("GET", f"{widget.service}/api/v1/pages/x/thread", None, headers)
    assert answer.status == 401
    assert cors(answer) == {"Access-Control-Allow-Origin": widget.origin}
    assert set(answer.headers["Access-Control-Expose-Headers"].split(", ")) >= {"ETag", "Retry-After", "X-Request-ID"}


def test_a_preflight_of_every_route_is_answered_without_a_token(app: Flask, widget: Widget) -> None:
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith(("/api/", "/oauth/")):
            answer = preflight(widget, rule.rule.replace("<", "").replace(">", ""), widget.origin)
            assert (answer.status, answer.text) == (204, ""), rule.rule
            assert answer.headers["Access-Control-Allow-Origin"] == widget.origin
            assert answer.headers["Access-Control-Max-Age"] == "7200"
            wanted = {"Authorization", "Content-Type", "If-Match", "If-None-Match", "Idempotency-Key", "X-Request-ID"}
            assert set(answer.headers["Access-Control-Allow-Headers"].split(", ")) == wanted
            assert "Origin" in answer.headers["Vary"]


def test_credentials_go_with_four_addresses_only(app: Flask, widget: Widget) -> None:
    with_cookies = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(("/api/", "/oauth/"))
        and "Access-Control-Allow-Credentials" in preflight(widget, rule.rule, widget.origin).headers
    }
    assert with_cookies == {*ADDRESSES, "/api/v1/boot"}


def test_pages_of_sign_in_are_readable_by_no_other_origin(widget: Widget, popup: Popup) -> None:
    begun = widget.begin()
    popup.arrive(begun)
    answer = popup.post("/auth/proof", {"user_code": begun["user_code"]}, Origin=widget.origin)
    assert answer.status == 403
    assert cors(answer) == {}
    assert cors(preflight(widget, "/auth/proof", widget.origin)) == {}


def test_the_cookie_of_one_site_is_nothing_to_another_origin(
    widget: Widget, popup: Popup, other_site: MadeSite
) -> None:
    sign_in(widget, popup)
    for origin, key in ((other_site.origin, other_site.key), (other_site.origin, "intranet"), (widget.origin, "wiki")):
        thief = Widget(widget.send, widget.service, origin, key, widget.jar)
        assert thief.refresh().status == 400
        assert thief.boot().status == 401
    assert widget.refresh().status == 200


def test_a_token_is_good_for_its_own_origin_only(widget: Widget, popup: Popup, other_site: MadeSite) -> None:
    sign_in(widget, popup)
    thief = replace(widget, origin=other_site.origin)
    assert thief.boot(widget.token).json["code"] == "sign_in_needed"
    assert thief.revoke().status == 400
    Widget(widget.send, widget.service, other_site.origin, other_site.key, token=widget.token).revoke()
    assert widget.boot(widget.token).status == 200


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Sec-Fetch-Mode", "navigate"),
        ("Sec-Fetch-Mode", "no-cors"),
        ("Sec-Fetch-Dest", "document"),
        ("Sec-Fetch-Dest", "image"),
        ("Sec-Fetch-Site", "none"),
    ],
)
def test_only_a_script_s_fetch_reaches_the_cookie(widget: Widget, popup: Popup, name: str, value: str) -> None:
    sign_in(widget, popup)
    assert widget.refresh(**{name: value}).status == 400
    assert widget.boot(**{name: value}).status == 401
    fetched = {"Sec-Fetch-Mode": "cors", "Sec-Fetch-Site": "cross-site", "Sec-Fetch-Dest": "empty"}
    assert widget.refresh(**fetched).status == 200


def test_a_frame_of_our_own_signs_in_as_a_page_of_the_site(widget: Widget, popup: Popup) -> None:
    frame = replace(widget, origin=widget.service)
    sign_in(frame, popup)
    assert frame.refresh().status == 200


@pytest.mark.parametrize("grant", ["", "password", "client_credentials", "authorization_code", GRANT.upper()])
def test_a_grant_that_is_none_is_refused(widget: Widget, grant: str) -> None:
    answer = widget.post("/oauth/token", {"grant_type": grant})
    assert (answer.status, answer.json) == (400, {"error": "unsupported_grant_type"})


def test_an_unknown_site_is_refused(widget: Widget) -> None:
    other = replace(widget, site="nowhere")
    answer = other.post("/oauth/device_authorization", {})
    assert (answer.status, answer.json) == (401, {"error": "invalid_client"})


def test_only_forms_are_taken(widget: Widget) -> None:
    for path in ADDRESSES:
        for kind in ("application/json", "text/plain", "multipart/form-data"):
            assert widget.post(path, {}, **{"Content-Type": kind}).status == 415


def test_forwarded_headers_are_nobody_s_word(widget: Widget, popup: Popup) -> None:
    lies = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "Forwarded": "host=evil.example"}
    lies |= {"X-Forwarded-For": "10.0.0.1", "X-Original-Host": "evil.example"}
    begun = widget.post("/oauth/device_authorization", {}, **lies).json
    assert begun["verification_uri"] == f"{widget.service}/auth/login"
    gone = popup.get(begun["verification_uri_complete"], **lies)
    assert "evil.example" not in gone.leads_to
    back = popup.get(popup.ask_issuer(gone.leads_to), **lies)
    assert "evil.example" not in back.leads_to
    assert "evil.example" not in popup.get(back.leads_to, **lies).text
