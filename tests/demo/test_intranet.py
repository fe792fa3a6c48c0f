"""The demo intranet over HTTP: another origin, which knows the service by its address only."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from http.client import HTTPConnection, HTTPResponse
from threading import Thread

import pytest

from widget_server.demo import intranet, places
from widget_server.demo.pages import Host, Intranet

SERVICE = "http://weerklank.localhost:8000"
PAGES = ["welcome", "news", "hr-handbook", "canteen", "it-outage", "strategy"]
CASES = [(lang, page) for lang in ("nl", "en") for page in PAGES]


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A running intranet, built on a Monday."""
    host = Host("http://intranet.localhost:8080", SERVICE, date(2026, 11, 23))
    with intranet.serve(host, "127.0.0.1", 0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def get(port: int, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, str]:
    """Ask for a path as it is written; give the answer and its text."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path, headers=headers)
        answer = connection.getresponse()
        return answer, answer.read().decode()
    finally:
        connection.close()


@pytest.mark.parametrize(("lang", "page"), CASES)
def test_a_page_carries_the_snippet_and_one_canonical_address_for_both_languages(
    port: int, lang: str, page: str
) -> None:
    answer, html = get(port, f"/{lang}/{page}")
    assert answer.status == 200
    assert f'<html lang="{lang}">' in html
    assert f'<link rel="canonical" href="http://intranet.localhost:8080/{page}">' in html
    assert f'<script async src="{SERVICE}/embed/weerklank.js" data-site="intranet"></script>' in html
    assert re.findall(r'<weerklank-(thread|like) page="([^"]*)"', html) == [("like", page), ("thread", page)]
    assert "{{" not in html


@pytest.mark.parametrize("page", PAGES)
def test_a_conversation_has_the_same_title_in_both_languages(port: int, page: str) -> None:
    titles = {re.search(r'page-title="([^"]*)"', get(port, f"/{lang}/{page}")[1])[1] for lang in ("nl", "en")}
    assert len(titles) == 1


@pytest.mark.parametrize(("lang", "page"), CASES)
def test_every_link_of_a_page_leads_somewhere(port: int, lang: str, page: str) -> None:
    html = get(port, f"/{lang}/{page}")[1]
    for link in set(re.findall(r'(?:href|src)="(/[^"]*)"', html)):
        path, _, anchor = link.partition("#")
        answer, target = get(port, path)
        assert answer.status == 200, link
        assert not anchor or f'id="{anchor}"' in target, link


def test_the_welcome_page_counts_the_news(port: int) -> None:
    html = get(port, "/nl/welcome")[1]
    counted = re.findall(r'<weerklank-count page="([^"]*)"', html)
    assert set(counted) == {"welcome", "it-outage", "news", "strategy", "canteen"}


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_of_groups_shows_one_and_has_no_conversation_of_its_own(port: int, lang: str) -> None:
    html = get(port, f"/{lang}/groups")[1]
    assert re.findall(r"<weerklank-(thread|like|count|follow)( [^>]*)>", html) == [("thread", ' group="cycling"')]


def test_days_stand_relative_to_the_day_of_building(port: int) -> None:
    assert "Nieuw thuiswerkbeleid vanaf 1 december" in get(port, "/nl/news")[1]
    assert "HR · 18 November · 3 minutes" in get(port, "/en/news")[1]
    assert "Sunday 22 November" in get(port, "/en/it-outage")[1]


@pytest.mark.parametrize(
    ("path", "headers", "place"),
    [
        ("/", {}, "/nl/welcome"),
        ("/en", {}, "/en/welcome"),
        ("/news", {"Accept-Language": "en-GB,en;q=0.9,nl;q=0.5"}, "/en/news"),
        ("/news", {"Accept-Language": "en", "Cookie": "lang=nl"}, "/nl/news"),
        ("/news", {"Accept-Language": "fr"}, "/nl/news"),
        ("/news", {"Cookie": "lang=xx"}, "/nl/news"),
    ],
)
def test_an_address_without_a_language_leads_to_the_readers(
    port: int, path: str, headers: dict[str, str], place: str
) -> None:
    answer, _ = get(port, path, **headers)
    assert (answer.status, answer.headers["Location"]) == (302, place)


@pytest.mark.parametrize("path", ["/static/../site.toml", "/static/..%2fsite.toml", "/static/", "/static/x.css"])
def test_no_file_outside_the_folder_is_given(port: int, path: str) -> None:
    assert get(port, path)[0].status == 404


@pytest.mark.parametrize(("path", "said"), [("/nl/nergens", "niet"), ("/en/nowhere", "not here"), ("/x", "niet")])
def test_a_page_that_is_not_there_says_so_and_has_no_conversation(port: int, path: str, said: str) -> None:
    answer, html = get(port, path)
    assert answer.status == 404
    assert said in html
    assert "weerklank-thread" not in html


def test_the_page_allows_scripts_of_itself_and_the_service_only(port: int) -> None:
    policy = get(port, "/nl/welcome")[0].headers["Content-Security-Policy"]
    assert f"script-src 'self' {SERVICE};" in policy
    assert f"connect-src 'self' {SERVICE} {SERVICE.replace('http', 'ws')};" in policy  # live, by a socket
    assert "unsafe-inline" not in policy


def test_head_gives_no_body(port: int) -> None:
    answer, body = get(port, "/nl/welcome", "HEAD")
    assert (answer.status, body) == (200, "")
    assert int(answer.headers["Content-Length"]) > 1000


def test_it_serves_this_machine_only(capsys: pytest.CaptureFixture[str]) -> None:
    assert intranet.main(["--host", "0.0.0.0"]) == 2
    assert "HOST must be 127.0.0.1" in capsys.readouterr().err


def test_without_the_examples_it_says_where_they_are(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setattr(places, "EXAMPLES", tmp_path)
    with pytest.raises(places.NoExamples, match="Clone the repository"):
        Intranet(Host("http://intranet.localhost:8080", SERVICE, date(2026, 11, 23)))
