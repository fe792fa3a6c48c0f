"""Who may frame what, and what a frame's page makes of what it is given."""

from __future__ import annotations

from html.parser import HTMLParser
from urllib.parse import quote

import pytest
from flask import Flask

from tests.factories import Factory, MadeSite
from tests.helpers.corpus import NAMES, XSS
from tests.helpers.http import stranger
from tests.security.conftest import Cast
from tests.security.routes import filled, rules


def policy(app: Flask, path: str) -> dict[str, str]:
    """Give the content security policy of an address, by directive."""
    found = stranger(app).get(f"/{path}").headers["Content-Security-Policy"]
    return {name: value for name, _, value in (part.strip().partition(" ") for part in found.split(";"))}


def ancestors(app: Flask, path: str) -> list[str]:
    """Give who may frame an address."""
    return policy(app, path)["frame-ancestors"].split()


def test_a_frame_of_one_site_cannot_be_framed_by_another(app: Flask, make: Factory, site: MadeSite) -> None:
    other = make.site("other", "https://other.example")
    make.site("bare", "https://bare.example")
    assert ancestors(app, "/embed/frame/thread?site=intranet&page=x") == ["'self'", site.origin]
    assert ancestors(app, "/embed/frame/thread?site=other&page=x") == ["'self'", other.origin]


def test_no_other_page_of_ours_can_be_framed_at_all(app: Flask, cast: Cast, ids: dict[str, str]) -> None:
    for method, rule in rules(app):
        if method == "GET" and not rule.startswith("/embed/frame/"):
            assert ancestors(app, filled(rule, ids)) == ["'none'"], rule


def test_a_frame_runs_nothing_but_scripts_of_ours(app: Flask, site: MadeSite) -> None:
    assert policy(app, "/embed/frame/thread?site=intranet&page=x") == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "connect-src": "'self'",
        "img-src": "'self' data: blob: https:",
        "base-uri": "'none'",
        "form-action": "'none'",
        "require-trusted-types-for": "'script'",
        "trusted-types": "weerklank",
        "frame-ancestors": f"'self' {site.origin}",
    }


def test_the_documentation_runs_no_script(app: Flask) -> None:
    assert policy(app, "/api/docs") == {
        "default-src": "'none'",
        "style-src": "'self'",
        "frame-ancestors": "'none'",
        "base-uri": "'none'",
    }


class Page(HTMLParser):
    """Collects the tags of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("word", [*NAMES, *XSS], ids=range(len(NAMES) + len(XSS)))
def test_what_a_frame_is_given_is_an_attribute_and_nothing_else(app: Flask, site: MadeSite, word: str) -> None:
    given = "&".join(
        f"{name}={quote(word, safe='')}" for name in ("page", "page-title", "url", "lang", "theme", "sort", "group")
    )
    answer = stranger(app).get(f"//embed/frame/thread?site=intranet&{given}&onclick={quote(word)}")
    assert answer.status_code == 200
    tags = Page(answer.text).tags
    assert [tag for tag, _ in tags] == [
        "html",
        "meta",
        "meta",
        "meta",
        "title",
        "link",
        "script",
        "script",
        "weerklank-thread",
    ]
    assert set(tags[-1][1]) == {"page", "page-title", "url", "lang", "theme", "sort", "group"}
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        "thread?site=intranet",
        "thread?page=x",
        "thread?site=nowhere&page=x",
        "evil?site=intranet&page=x",
        "like?site=intranet&group=x",
    ],
)
def test_a_frame_without_site_page_or_widget_is_missing(app: Flask, site: MadeSite, path: str) -> None:
    assert stranger(app).get(f"//embed/frame/{path}").status_code == 404
