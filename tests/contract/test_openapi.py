"""The API's document: valid, complete, and kept to."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import jsonschema_rs
import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance
from schemathesis.specs.openapi.definitions import OPENAPI_31

from tests.factories import Factory, MadeSite
from tests.helpers.http import Visitor, stranger

# A document cannot say that an origin must be registered; and an unknown word in a query is nobody's fault.
BEYOND_A_DOCUMENT = [positive_data_acceptance, negative_data_rejection]
BODIES_OF_PUT = ("/photo", "/topics", "/hidden", "/aliases", "/follow", "-settings", "/tab", "/digest", "/{person_id}")
METHODS = ("get", "post", "put", "patch", "delete")


@pytest.fixture
def document(app: Flask) -> dict[str, Any]:
    """The document as programs get it."""
    answer = stranger(app).get("/openapi.json")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    return dict(answer.json)


def routes(app: Flask) -> set[tuple[str, str]]:
    """Give method and path of every route of the API, as the document writes them."""
    found = set()
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/v1/") and rule.rule != "/api/v1/openapi.json":
            path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)
            found |= {(method.lower(), path) for method in (rule.methods or ()) if method.lower() in METHODS}
    return found


def operations(document: dict[str, Any]) -> dict[tuple[str, str], dict[str, Any]]:
    """Give every operation of the document by method and path."""
    return {
        (method, path): methods[method]
        for path, methods in document["paths"].items()
        for method in METHODS
        if method in methods
    }


def test_the_document_is_valid_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")
    jsonschema_rs.validator_for(OPENAPI_31).validate(document)


def test_every_reference_of_the_document_leads_somewhere(document: dict[str, Any]) -> None:
    def references(part: Any) -> list[str]:
        if isinstance(part, dict):
            own = [part["$ref"]] if isinstance(part.get("$ref"), str) else []
            return own + [each for inner in part.values() for each in references(inner)]
        return [each for inner in part for each in references(inner)] if isinstance(part, list) else []

    for reference in references(document):
        found: Any = document
        for step in reference.removeprefix("#/").split("/"):
            assert step in found, reference
            found = found[step]


def test_the_document_names_every_route_and_no_other(app: Flask, document: dict[str, Any]) -> None:
    assert set(operations(document)) == routes(app)


def test_every_operation_says_what_it_does_takes_and_gives(document: dict[str, Any]) -> None:
    for (method, path), said in operations(document).items():
        assert said["summary"].endswith((".", "one")), path
        assert ("requestBody" in said) == (
            method in ("post", "patch") or (method == "put" and path.endswith(BODIES_OF_PUT))
        ), (method, path)
        good = [code for code in said["responses"] if code.startswith("2")]
        assert len(good) == 1
        assert ("content" in said["responses"][good[0]]) == (good[0] != "204"), (method, path)
        assert said["responses"]["default"] == {"$ref": "#/components/responses/Problem"}


def test_bodies_are_closed_so_that_an_unknown_field_is_a_fault(document: dict[str, Any]) -> None:
    for said in operations(document).values():
        content = said.get("requestBody", {}).get("content", {})
        assert set(content) <= {"application/json", "application/octet-stream"}
        if "application/json" in content:
            name = content["application/json"]["schema"]["$ref"].rpartition("/")[2]
            assert document["components"]["schemas"][name]["additionalProperties"] is False


@settings(
    max_examples=40, phases=[Phase.generate], suppress_health_check=list(HealthCheck), deadline=None, database=None
)
@given(data=st.data())
def exercise(operation: Any, ids: dict[str, list[str]], headers: dict[str, str], data: st.DataObject) -> None:
    """Send a generated request to an operation, at things that exist more often than not, and judge the answer."""
    case = data.draw(operation.as_strategy(generation_mode=data.draw(st.sampled_from(GenerationMode))))
    for name, known in ids.items():
        if name in case.path_parameters and data.draw(st.integers(0, 9)):
            case.path_parameters[name] = data.draw(st.sampled_from(known))
    if isinstance(case.body, dict) and operation.path == "/api/v1/boot" and data.draw(st.booleans()):
        case.body = case.body | {"site": "intranet"}
    case.call_and_validate(headers=headers, excluded_checks=BEYOND_A_DOCUMENT)


def test_whatever_is_sent_no_answer_is_a_fault_of_ours_and_each_is_as_documented(
    app: Flask, make: Factory, site: MadeSite, anna: Visitor, carla: Visitor
) -> None:
    api = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)
    tried = 0
    for result in api.get_all_operations():
        page = make.page(site, f"page-{tried}")
        comments = [make.comment(page, who) for who in (anna, carla)]
        comments.append(make.comment(comments[0], carla))
        ids = {
            "page_id": [page],
            "comment_id": comments,
            "object_id": [page, *comments, anna.id],
            "group_id": [make.group(carla).id],
            "person_id": [anna.id, carla.id],
            "kind": ["like", "love"],
        }
        exercise(result.ok(), ids, {"Authorization": f"Bearer {carla.token}", "Accept-Encoding": "identity"})
        tried += 1
    assert tried == len(routes(app))


class Page(HTMLParser):
    """Collects the tags and the text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_docs_page_names_every_route_and_loads_nothing_from_elsewhere(app: Flask) -> None:
    answer = stranger(app).get("//api/docs")
    assert (answer.status_code, answer.mimetype) == (200, "text/html")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    page = Page(answer.text)
    for method, path in routes(app):
        assert f"{method.upper()} {path}" in re.sub(r"\s+", " ", page.text)
    said = re.sub(r"\s+", " ", page.text)
    assert "query: site page? " in said and "headers: If-Match? " in said
    taken = [set(words.split()) for words in re.findall(r"takes: ((?:\w+\?? )+)", said)]
    assert any({"source", "lang?", "files?"} <= words for words in taken)
    assert "gives 201: " in said
    loaded = [
        attrs.get("src") or attrs.get("href") for tag, attrs in page.tags if tag in ("script", "link", "img", "iframe")
    ]
    assert loaded == ["/api/docs.css"]
    assert stranger(app).get("//api/docs.css").mimetype == "text/css"
    assert not [tag for tag, attrs in page.tags if "style" in attrs]
