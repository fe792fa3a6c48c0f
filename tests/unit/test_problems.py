"""The error tree as problem details, in the reader's language."""

from __future__ import annotations

import pytest
from flask import Flask

from widget_server.core import errors
from widget_server.web import problems

TREE = [
    (errors.Malformed(), 400, "malformed"),
    (errors.NotSignedIn(), 401, "sign_in_needed"),
    (errors.NotSignedIn(code="token_expired"), 401, "token_expired"),
    (errors.NotAllowed(), 403, "not_allowed"),
    (errors.Missing(), 404, "missing"),
    (errors.Conflict(), 409, "conflict"),
    (errors.Stale(), 412, "stale"),
    (errors.TooLarge(), 413, "too_large"),
    (errors.WrongMedia(), 415, "media_type"),
    (errors.Invalid(), 422, "invalid"),
    (errors.TooMany(7), 429, "too_many"),
    (errors.Unavailable("Redis"), 503, "unavailable"),
]


def answered(app: Flask, refusal: errors.Refusal, language: str) -> dict:
    """Give the body of a refusal's answer to a reader of `language`."""
    with app.test_request_context(headers={"Accept-Language": language}):
        response = problems.answer_refusal(refusal)
    assert response.mimetype == "application/problem+json"
    assert response.headers["Content-Language"] == language
    assert response.headers["Cache-Control"] == "no-store"
    return dict(response.json)


@pytest.mark.parametrize(("refusal", "status", "code"), TREE, ids=[code for _, _, code in TREE])
def test_every_refusal_is_a_problem_with_a_sentence_in_dutch_and_english(
    app: Flask, refusal: errors.Refusal, status: int, code: str
) -> None:
    said = {language: answered(app, refusal, language) for language in ("en", "nl")}
    for body in said.values():
        assert (body["status"], body["code"], body["type"]) == (status, code, f"http://localhost/problems/{code}")
        assert body["detail"].endswith(".")
    assert said["en"]["detail"] == refusal.message % refusal.detail
    assert said["nl"]["detail"] != said["en"]["detail"]
    assert said["nl"]["title"] != said["en"]["title"]


def test_the_tree_above_is_the_whole_tree() -> None:
    assert {type(refusal) for refusal, _, _ in TREE} == set(errors.Refusal.__subclasses__())


def test_too_many_says_when_to_come_back(app: Flask) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        response = problems.answer_refusal(errors.TooMany(7))
    assert response.headers["Retry-After"] == "7"
    assert response.json["detail"] == "That is a lot in a short time. Try again in 7 seconds."


def test_field_faults_are_named_and_translated(app: Flask) -> None:
    refusal = errors.Invalid(
        code="too_long",
        errors={
            "source": ["This has %(length)s characters; at most %(limit)s fit. Shorten it, or answer in two parts."]
        },
        length=5001,
        limit=5000,
    )
    body = answered(app, refusal, "en")
    assert body["errors"] == {
        "source": ["This has 5001 characters; at most 5000 fit. Shorten it, or answer in two parts."]
    }
    assert answered(app, refusal, "nl")["errors"] != body["errors"]
    assert "5001" in answered(app, refusal, "nl")["errors"]["source"][0]


def test_what_is_not_the_readers_to_know_stays_out_of_the_answer(app: Flask) -> None:
    body = answered(app, errors.Missing(word="secret", site_name="De Vries BV"), "en")
    assert body["site_name"] == "De Vries BV"
    assert "secret" not in str(body)


@pytest.mark.settings()  # an application of its own: it gets a view
def test_a_fault_of_ours_says_nothing_of_its_inside(app: Flask) -> None:
    @app.get("/broken")
    def broken() -> str:
        raise RuntimeError("password=hunter2")

    response = app.test_client().get("/broken", headers={"Accept-Language": "en"})
    assert (response.status_code, response.json["code"]) == (500, "fault")
    assert "hunter2" not in response.text and "Traceback" not in response.text


@pytest.mark.parametrize(
    ("address", "headers", "language"),
    [
        ("/nothing?lang=nl", {"Accept-Language": "en"}, "nl"),
        ("/nothing?lang=en-GB", {"Accept-Language": "nl"}, "en"),
        ("/nothing", {"Accept-Language": "en-US,en;q=0.9"}, "en"),
        ("/nothing", {"Accept-Language": "de, nl;q=0.5"}, "nl"),
        ("/nothing", {"Accept-Language": "de"}, "nl"),
        ("/nothing?lang=xx", {}, "nl"),
    ],
)
def test_the_language_is_the_widgets_then_the_browsers_then_ours(
    app: Flask, address: str, headers: dict, language: str
) -> None:
    assert app.test_client().get(address, headers=headers).headers["Content-Language"] == language
