"""The table of faults: status, code, and a sentence in the reader's language."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.factories import Factory, MadeSite
from tests.helpers.http import Visitor, fault, stranger
from widget_server.core import clock

LANGUAGES = ("en", "nl")
Act = Callable[[Visitor, str], TestResponse]

FAULTS: dict[str, tuple[Act, tuple[int, str]]] = {
    "malformed JSON": (
        lambda who, page: who.post(f"/objects/{page}/replies", data='{"source":', content_type="application/json"),
        (400, "malformed"),
    ),
    "JSON that is no object": (lambda who, page: who.post(f"/objects/{page}/replies", ["x"]), (400, "malformed")),
    "JSON of a lone surrogate": (
        lambda who, page: who.post(f"/objects/{page}/replies", {"source": "\ud800"}),
        (400, "malformed"),
    ),
    "JSON nested too deep": (
        lambda who, page: who.post(f"/objects/{page}/replies", data="[" * 100_000, content_type="application/json"),
        (400, "malformed"),
    ),
    "no body": (
        lambda who, page: who.post(f"/objects/{page}/replies", content_type="application/json"),
        (400, "malformed"),
    ),
    "not UTF-8": (
        lambda who, page: who.post("/preview", data=b'{"source":"\xff"}', content_type="application/json"),
        (400, "malformed"),
    ),
    "wrong content type": (
        lambda who, page: who.post(f"/objects/{page}/replies", data='{"source":"x"}', content_type="text/plain"),
        (415, "media_type"),
    ),
    "a form": (lambda who, page: who.post(f"/objects/{page}/replies", data={"source": "x"}), (415, "media_type")),
    "wrong method": (lambda who, page: who.delete(f"/objects/{page}/replies"), (405, "method")),
    "wrong accept": (
        lambda who, page: who.get(f"/pages/{page}", headers={"Accept": "text/html, image/*;q=0.8"}),
        (406, "not_acceptable"),
    ),
    "no token": (
        lambda who, page: stranger(who.app).get(f"/pages/{page}", headers=who.headers),
        (401, "sign_in_needed"),
    ),
    "a token nobody gave": (
        lambda who, page: who.get(f"/pages/{page}", headers={"Authorization": "Bearer nonsense"}),
        (401, "sign_in_needed"),
    ),
    "another scheme": (
        lambda who, page: who.get(f"/pages/{page}", headers={"Authorization": f"Basic {who.token}"}),
        (401, "sign_in_needed"),
    ),
    "a page that is not there": (lambda who, page: who.get(f"/pages/{'0' * 26}"), (404, "missing")),
    "an address that is not there": (lambda who, page: who.get("/nothing/here"), (404, "missing")),
    "not yours to change": (lambda who, page: who.patch(f"/pages/{page}", {"state": "off"}), (403, "not_allowed")),
    "over a megabyte": (lambda who, page: who.post("/preview", {"source": "x" * 1_000_000}), (413, "too_large")),
    "a field too many": (lambda who, page: who.post("/preview", {"source": "x", "html": "x"}), (422, "unknown_field")),
    "a field at fault": (lambda who, page: who.post("/preview", {"source": 7}), (422, "invalid")),
    "nothing written": (lambda who, page: who.post("/preview", {"source": ""}), (422, "empty")),
    "too much written": (lambda who, page: who.post("/preview", {"source": "x" * 5001}), (422, "too_long")),
    "a cursor of another list": (lambda who, page: who.get(f"/pages/{page}/thread?cursor=x"), (422, "invalid")),
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_has_its_status_its_code_and_a_sentence_in_both_languages(
    anna: Visitor, page: str, name: str
) -> None:
    act, expected = FAULTS[name]
    said = {}
    for language in LANGUAGES:
        anna.headers = {"Accept-Language": language}
        answer = act(anna, page)
        assert fault(answer) == expected
        assert answer.headers["Content-Language"] == language
        said[language] = answer.json
    assert said["nl"]["detail"] != said["en"]["detail"]
    assert said["nl"]["title"] != said["en"]["title"]
    assert list(said["nl"].get("errors", {})) == list(said["en"].get("errors", {}))
    for field, messages in said["nl"].get("errors", {}).items():
        assert messages != said["en"]["errors"][field]


@pytest.mark.parametrize("code", sorted({code for _, (_, code) in FAULTS.values()} | {"fault", "token_expired"}))
def test_the_type_of_a_problem_leads_to_what_is_said_of_it(app: Flask, code: str) -> None:
    answer = stranger(app).get(f"//problems/{code}")
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/api/docs#{code}")
    assert f'<dt id="{code}">' in stranger(app).get("//api/docs").text


def test_a_type_that_no_problem_has_is_missing(app: Flask) -> None:
    assert fault(stranger(app).get("//problems/nonsense")) == (404, "missing")


def test_a_token_dies_after_ten_minutes_and_says_so(anna: Visitor, page: str) -> None:
    with clock.moved(timedelta(seconds=599)):
        assert anna.get(f"/pages/{page}").status_code == 200
    with clock.moved(timedelta(seconds=601)):
        assert fault(anna.get(f"/pages/{page}")) == (401, "token_expired")


@pytest.mark.parametrize(
    ("bound", "sent", "status"),
    [
        ("http://intranet.localhost:8080", "http://intranet.localhost:8080", 200),
        ("http://intranet.localhost:8080", None, 200),
        ("http://intranet.localhost:8080", "http://intranet.localhost:8081", 401),
        ("http://intranet.localhost:8080", "null", 401),
        (None, None, 200),
        (None, "http://intranet.localhost:8080", 401),
    ],
)
def test_a_token_works_at_its_own_origin_only(
    make: Factory, site: MadeSite, page: str, bound: str | None, sent: str | None, status: int
) -> None:
    who = make.visitor(make.person(), site, bound)
    who.origin = sent
    assert who.get(f"/pages/{page}").status_code == status


def test_absent_and_unreadable_are_the_same_words(anna: Visitor, make: Factory, site: MadeSite) -> None:
    secret = make.page(site, "board", groups=["board"])
    answers = [anna.get(f"/pages/{each}").json for each in (secret, "0" * 26)]
    for body in answers:
        del body["request_id"]
    assert answers[0] == answers[1]


@pytest.mark.settings(limit_comments=10)
def test_the_eleventh_comment_in_a_minute_is_too_many_and_says_when_to_come_back(anna: Visitor, page: str) -> None:
    for _ in range(10):
        anna.reply(page)
    for language in LANGUAGES:
        answer = anna.post(f"/objects/{page}/replies", {"source": "x"}, headers={"Accept-Language": language})
        assert fault(answer) == (429, "too_many")
        assert 1 <= int(answer.headers["Retry-After"]) <= 60
        assert answer.headers["Retry-After"] in answer.json["detail"]


def test_a_fault_of_ours_is_a_problem_too(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Any:
        raise RuntimeError("inside")

    monkeypatch.setitem(app.view_functions, "health.get_health", broken)
    answer = stranger(app).get("//healthz")
    assert fault(answer) == (500, "fault")
    assert "inside" not in answer.text


def test_a_readers_request_id_is_kept_when_it_is_one_and_else_made(anna: Visitor, page: str) -> None:
    assert anna.get(f"/pages/{page}", headers={"X-Request-ID": "abcdef-0123"}).headers["X-Request-ID"] == "abcdef-0123"
    made = anna.get(f"/pages/{page}", headers={"X-Request-ID": "x y\tz"}).headers["X-Request-ID"]
    assert len(made) == 32
