"""What every answer carries, and that reading changes nothing."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.helpers.dump import differences, dump
from tests.helpers.http import fault, stranger
from tests.security.conftest import Cast
from tests.security.routes import filled, rules

PUBLIC = "https://weerklank.example.com"
CHANGES_BY_NAME = ("/auth/login", "/auth/callback")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD", "TRACE")


def assert_mannered(answer: object) -> None:
    headers = answer.headers
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] in (
        "strict-origin-when-cross-origin",
        "no-referrer",
        "same-origin",
        "strict-origin",
    )
    assert "Content-Security-Policy" in headers
    assert headers["X-Request-ID"]
    assert "Werkzeug" not in headers.get("Server", "") and "X-Powered-By" not in headers


@pytest.mark.settings(public_url=PUBLIC)
def test_every_answer_of_every_route_has_its_manners(app: Flask, cast: Cast, ids: dict[str, str]) -> None:
    seen = 0
    for _, rule in rules(app):
        for method in METHODS:
            for who in (cast["stranger"], cast["employee"]):
                address = "/" + filled(rule, ids)
                assert_mannered(who.call(method, address, base_url=PUBLIC))
                seen += 1
    assert seen > 300


@pytest.mark.settings(public_url=PUBLIC)
def test_an_answer_to_nothing_and_to_a_fault_has_its_manners_too(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError

    monkeypatch.setitem(app.view_functions, "health.get_health", broken)
    for path, status in (("//nothing", 404), ("//healthz", 500), ("//api/v1/pages/" + "x" * 5000, 401)):
        answer = stranger(app).get(path, base_url=PUBLIC)
        assert answer.status_code == status
        assert_mannered(answer)


def test_files_of_the_embed_are_for_every_origin_without_cookies_and_nothing_else_is(
    app: Flask, cast: Cast, ids: dict[str, str]
) -> None:
    for _, rule in rules(app):
        headers = stranger(app).get("/" + filled(rule, ids), headers={"Origin": "https://evil.example"}).headers
        given = (headers.get("Access-Control-Allow-Origin"), headers.get("Cross-Origin-Resource-Policy"))
        assert given == (("*", "cross-origin") if rule.startswith("/embed/") else (None, None)), rule
        assert "Access-Control-Allow-Credentials" not in headers


def test_plain_http_gets_no_hsts(app: Flask) -> None:
    assert "Strict-Transport-Security" not in stranger(app).get("//healthz").headers


def test_no_get_changes_the_database(app: Flask, cast: Cast, ids: dict[str, str]) -> None:
    tried = 0
    for method, rule in rules(app):
        if method != "GET" or rule.startswith(CHANGES_BY_NAME):
            continue
        for role in ("stranger", "employee", "author", "administrator"):
            for query in ("", "?sort=active&around=" + ids["comment"], "?site=intranet&page=fresh&cursor=x"):
                before = dump(app)
                cast[role].call("GET", "/" + filled(rule, ids) + query)
                assert differences(before, dump(app)) == [], (rule, role, query)
                tried += 1
    assert tried > 100


def test_the_comparison_sees_a_change(app: Flask, cast: Cast, ids: dict[str, str]) -> None:
    before = dump(app)
    cast["employee"].put(f"/objects/{ids['page']}/reactions/like")
    assert set(differences(before, dump(app))) >= {"reactions", "objects", "pages", "activities"}


def test_a_head_is_a_get_without_a_body(cast: Cast, ids: dict[str, str]) -> None:
    path = f"/pages/{ids['page']}/thread"
    read, head = cast["employee"].get(path), cast["employee"].call("HEAD", path)
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", read.headers["ETag"])


@pytest.mark.parametrize(
    "name", ["X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "X-Forwarded-Prefix", "Forwarded", "X-Real-IP"]
)
def test_what_a_proxy_would_say_is_ignored_without_a_proxy(app: Flask, name: str) -> None:
    value = "https" if name.endswith("Proto") else "evil.example"
    answer = stranger(app).get("//nothing", headers={name: value})
    assert "evil.example" not in answer.text + str(answer.headers)
    assert (answer.status_code, answer.json["type"]) == (404, "http://localhost/problems/missing")
    assert "Strict-Transport-Security" not in answer.headers


@pytest.mark.settings(trusted_proxies=1, public_url=PUBLIC)
def test_one_proxy_is_believed_once(app: Flask) -> None:
    headers = {"X-Forwarded-Proto": "http, https", "X-Forwarded-Host": "evil.example, weerklank.example.com"}
    answer = stranger(app).get("//nothing", headers=headers)
    assert answer.json["type"] == "https://weerklank.example.com/problems/missing"
    assert answer.headers["Strict-Transport-Security"]


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8000",
        "weerklank.example.com.evil.example",
        "evil.example@weerklank.example.com:80@evil.example",
        "x.weerklank.example.com",
        "192.0.2.1",
        "a b",
        "[::1",
        "",
    ],
)
@pytest.mark.settings(public_url=PUBLIC)
def test_under_a_name_of_somebody_else_nothing_is_answered_but_watchdogs(app: Flask, host: str) -> None:
    for path in ("//api/docs", "//auth/waiting", "/boot", "//embed/weerklank.js", "//nothing"):
        answer = stranger(app).get(path, headers={"Host": host})
        assert fault(answer) == (400, "malformed")
    for path in ("//healthz", "//readyz", "//metrics"):
        assert stranger(app).get(path, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["weerklank.example.com", "weerklank.example.com:443", "localhost:8000", "127.0.0.1:1", "[::1]:8000"]
)
@pytest.mark.settings(public_url=PUBLIC)
def test_its_own_name_and_this_machine_s_are_answered(app: Flask, host: str) -> None:
    assert stranger(app).get("//api/docs", headers={"Host": host}).status_code == 200


@pytest.mark.settings(trusted_proxies=1, public_url=PUBLIC)
def test_a_proxy_that_passes_on_another_name_is_refused(app: Flask) -> None:
    headers = {"Host": "weerklank.example.com", "X-Forwarded-Host": "evil.example"}
    assert fault(stranger(app).get("//api/docs", headers=headers)) == (400, "malformed")
