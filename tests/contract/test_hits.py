"""What is answered in front of Flask is Flask's answer; what is not plain reaches Flask as it came."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask, request, request_started
from werkzeug.test import TestResponse

from tests.factories import ORIGIN, Factory, MadeSite
from tests.helpers.http import Visitor
from widget_server.core import clock
from widget_server.sessions.service.tokens import TOKEN_SECONDS

PLAIN, NOT_PLAIN = (
    {"Accept": "*/*"},
    {"Accept": "application/json, */*"},
)  # both take JSON; the first is what fetch sends
ANSWERED = [{}, {"Accept-Encoding": "gzip, br"}, {"Origin": ORIGIN}, {"X-Request-ID": "wie-ben-ik-1234"}]
KNOWN = ["*", "{etag}", '"other", {etag}', '"other"']
BODIES: list[tuple[dict[str, Any], bool]] = [
    ({}, True),
    ({"widgets": ["thread"]}, True),
    ({"widgets": []}, True),
    ({"page": None}, True),
    ({"ticket": None}, True),
    ({"widgets": ["feed"]}, False),
    ({"site": 1}, False),
    ({"site": "nowhere"}, False),
    ({"page": {"id": "never-seen", "url": f"{ORIGIN}/never-seen"}}, False),
    ({"page": {"id": "x\0", "url": f"{ORIGIN}/x"}}, False),
    ({"unknown": 1}, False),
]


@pytest.fixture
def flask_saw(app: Flask) -> Iterator[list[str]]:
    """The paths of the requests that Flask was given."""
    seen: list[str] = []

    def note(_app: Flask, **_more: object) -> None:
        seen.append(request.path)

    request_started.connect(note, app)
    yield seen
    request_started.disconnect(note, app)


@pytest.fixture
def who(make: Factory, site: MadeSite, page: str) -> Visitor:
    """Somebody bound to the intranet's origin, who visited a page of three comments, wrote one, and likes another."""
    visitor = make.visitor(make.person("Daan de Wit", department="Finance"), site, ORIGIN)
    others = make.visitor(make.person("Eva Smit"), site)
    first = make.comment(page, others, "Een **vet** begin")
    make.comment(first, visitor, "Mijn antwoord")
    make.comment(page, others)
    assert visitor.put(f"/objects/{first}/reactions/like").status_code == 200
    assert visitor.boot().status_code == 200
    return visitor


def said(answer: TestResponse) -> tuple[int, dict[str, str], Any]:
    """Give all of an answer but what differs by request; a packed body unpacked."""
    headers = {name: value for name, value in answer.headers.items() if name != "X-Request-ID"}
    assert len(headers) == len(answer.headers) - 1  # none twice
    body = gzip.decompress(answer.data) if headers.get("Content-Encoding") == "gzip" else answer.data
    if "problem" not in headers.get("Content-Type", ""):
        return answer.status_code, headers, body
    return answer.status_code, headers | {"Content-Length": ""}, json.loads(body) | {"request_id": ""}


def compare(who: Visitor, seen: list[str], method: str, path: str, *, plain: bool, **sent: Any) -> TestResponse:
    """Ask the same thing twice, and see that both answers are one; `plain`: that Flask had no part in the first."""
    headers = sent.pop("headers", {})
    seen.clear()
    first = who.call(method, path, headers=headers | PLAIN, **sent)
    assert seen == ([] if plain else ["/api/v1" + path.partition("?")[0]])
    second = who.call(method, path, headers=headers | NOT_PLAIN, **sent)
    assert len(seen) == (1 if plain else 2)
    assert said(first) == said(second)
    return first


@pytest.mark.parametrize("headers", ANSWERED)
def test_a_thread_is_flasks(who: Visitor, page: str, flask_saw: list[str], headers: dict[str, str]) -> None:
    answer = compare(who, flask_saw, "GET", f"/pages/{page}/thread", plain=True, headers=headers)
    assert answer.status_code == 200
    assert answer.headers["X-Request-ID"] == headers.get("X-Request-ID", answer.headers["X-Request-ID"])


@pytest.mark.parametrize("given", KNOWN)
@pytest.mark.parametrize("headers", ANSWERED[:3])
def test_a_thread_that_is_known_is_flasks(
    who: Visitor, page: str, flask_saw: list[str], given: str, headers: dict[str, str]
) -> None:
    path = f"/pages/{page}/thread"
    headers = headers | {"If-None-Match": given.format(etag=who.get(path).headers["ETag"])}
    answer = compare(who, flask_saw, "GET", path, plain=True, headers=headers)
    assert answer.status_code == (200 if given == '"other"' else 304)


@pytest.mark.parametrize("path", ["?sort=newest", "?cursor=x", "?lang=en"])
def test_a_thread_with_a_query_is_left_to_flask(who: Visitor, page: str, flask_saw: list[str], path: str) -> None:
    compare(who, flask_saw, "GET", f"/pages/{page}/thread{path}", plain=False)


def test_what_is_refused_is_left_to_flask(
    who: Visitor, carla: Visitor, page: str, flask_saw: list[str], app: Flask
) -> None:
    path = f"/pages/{page}/thread"
    assert compare(who, flask_saw, "GET", "/pages/nothing/thread", plain=False).status_code == 404
    elsewhere = {"Origin": "https://elsewhere.example"}
    assert compare(who, flask_saw, "GET", path, plain=False, headers=elsewhere).status_code == 401
    assert compare(Visitor(app, "x"), flask_saw, "GET", path, plain=False).status_code == 401
    assert compare(Visitor(app, ""), flask_saw, "GET", path, plain=False).status_code == 401
    assert compare(who, flask_saw, "GET", path, plain=False, headers={"Host": "evil.example"}).status_code == 400
    assert compare(who, flask_saw, "HEAD", path, plain=False).status_code == 200
    assert carla.patch(f"/pages/{page}", {"state": "off"}).status_code == 200
    assert compare(who, flask_saw, "GET", path, plain=False).status_code == 200


def test_an_expired_token_is_refused(who: Visitor, page: str, flask_saw: list[str]) -> None:
    with clock.moved(timedelta(seconds=TOKEN_SECONDS)):
        assert compare(who, flask_saw, "GET", f"/pages/{page}/thread", plain=False).status_code == 401


def test_a_write_is_seen_by_the_next_reader(who: Visitor, page: str, flask_saw: list[str]) -> None:
    path = f"/pages/{page}/thread"
    before = compare(who, flask_saw, "GET", path, plain=True).json
    written = who.reply(page, "Nieuw")
    after = compare(who, flask_saw, "GET", path, plain=True).json
    assert [item["id"] for item in after["items"]] == [*(item["id"] for item in before["items"]), written["id"]]


@pytest.mark.parametrize("headers", ANSWERED)
@pytest.mark.parametrize(("body", "plain"), BODIES)
def test_a_first_visit_is_flasks(
    who: Visitor, flask_saw: list[str], headers: dict[str, str], body: dict[str, Any], plain: bool
) -> None:
    sent = {
        "site": "intranet",
        "page": {"id": "hr-handbook", "url": f"{ORIGIN}/hr-handbook", "title": ""},
        "widgets": ["thread", "like"],
    } | body
    compare(who, flask_saw, "POST", "/boot", plain=plain, body=sent, headers=headers)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b'{"site": "intranet"', b" " * 1_000_001])
def test_a_body_that_cannot_be_read_is_left_to_flask(who: Visitor, flask_saw: list[str], data: bytes) -> None:
    headers = {"Content-Type": "application/json"}
    answer = compare(who, flask_saw, "POST", "/boot", plain=False, data=data, headers=headers)
    assert answer.status_code in (400, 413)
    other = compare(who, flask_saw, "POST", "/boot", plain=False, data=b"{}", headers={"Content-Type": "text/plain"})
    assert other.status_code == 415


def test_both_ways_are_counted_and_logged_by_their_route(
    who: Visitor, page: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", "request")
    for accepted in (PLAIN, NOT_PLAIN):
        who.get(f"/pages/{page}/thread", headers=accepted)
        who.post("/boot", {"site": "intranet"}, headers=accepted)
    routes = [(record.route, record.status) for record in caplog.records if record.name == "request"]
    assert routes[-4:] == [("/api/v1/pages/<page_id>/thread", 200), ("/api/v1/boot", 200)] * 2
