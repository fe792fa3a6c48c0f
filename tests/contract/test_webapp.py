"""The app: its page is the same for everybody, its manifest speaks two languages, its worker keeps nobody's data."""

from __future__ import annotations

import json
import re
import struct
from typing import Any

import pytest
from flask import Flask

from tests.factories import Factory, MadeSite
from tests.helpers.http import Visitor, fault, stranger


def manifest(app: Flask, query: str = "") -> dict[str, Any]:
    """Give the manifest."""
    answer = stranger(app).get(f"//app/manifest.webmanifest{query}")
    assert answer.mimetype == "application/manifest+json"
    found: dict[str, Any] = json.loads(answer.data)
    return found


def test_the_page_is_the_same_for_the_feed_and_for_every_thread(app: Flask, site: MadeSite) -> None:
    feed, thread = (stranger(app).get(f"//app{path}") for path in ("", "/t/0123456789"))
    assert (feed.status_code, feed.text) == (200, thread.text)
    assert f'data-site="{site.key}"' in feed.text


def test_the_manifest_speaks_the_readers_language(app: Flask, site: MadeSite) -> None:
    dutch, english = manifest(app, "?lang=nl"), manifest(app, "?lang=en")
    assert [(each["lang"], each["shortcuts"][0]["name"]) for each in (dutch, english)] == [
        ("nl", "Meldingen"),
        ("en", "Notifications"),
    ]
    assert (dutch["name"], dutch["start_url"], dutch["scope"]) == (
        "Weerklank · De Vries BV",
        "/app?site=intranet",
        "/app",
    )


def test_every_icon_is_as_large_as_the_manifest_says(app: Flask, site: MadeSite) -> None:
    icons = manifest(app)["icons"]
    for icon in icons:
        picture = stranger(app).get("/" + icon["src"])
        assert picture.mimetype == icon["type"]
        assert "{}x{}".format(*struct.unpack(">II", picture.data[16:24])) == icon["sizes"]
    assert {(icon["sizes"], icon["purpose"]) for icon in icons} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }


def test_with_several_intranets_the_address_says_which(app: Flask, make: Factory, site: MadeSite) -> None:
    make.site("other", "https://other.example", name="De andere")
    several, nowhere = (stranger(app).get(path) for path in ("//app?lang=en", "//app?site=nowhere&lang=en"))
    assert (several.status_code, "add ?site= and the key of yours" in several.text) == (404, True)
    assert (nowhere.status_code, "No intranet with this key" in nowhere.text) == (404, True)
    assert "De andere" not in several.text + nowhere.text
    found = manifest(app, "?site=other")
    assert (found["name"], found["start_url"]) == ("Weerklank · De andere", "/app?site=other")
    assert found["shortcuts"][0]["url"] == "/app?site=other#notifications"
    page = stranger(app).get("//app?site=other").text
    assert 'href="/app?site=other"' in page
    assert "manifest.webmanifest?site=other" in page


def test_the_page_runs_scripts_of_ours_only_in_no_frame_and_cuts_who_opened_it(app: Flask, site: MadeSite) -> None:
    headers = stranger(app).get("//app").headers
    assert headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
        "img-src 'self' data: blob: https:; manifest-src 'self'; worker-src 'self'; base-uri 'none'; "
        "form-action 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'; trusted-types weerklank weerklank-app"
    )
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin-allow-popups"
    assert headers["Cache-Control"] == "no-cache"
    assert "Set-Cookie" not in headers


def test_the_worker_may_rule_all_of_app_and_fetch_from_us_only(app: Flask, site: MadeSite) -> None:
    answer = stranger(app).get("//app/sw.js")
    assert (answer.mimetype, answer.headers["Service-Worker-Allowed"]) == ("text/javascript", "/app")
    assert answer.headers["Content-Security-Policy"] == (
        "default-src 'none'; connect-src 'self'; frame-ancestors 'none'"
    )


def test_the_worker_keeps_files_that_are_there_and_the_same_for_everybody(app: Flask, site: MadeSite) -> None:
    text = stranger(app).get("//app/sw.js").text
    found = re.search(r"const OWN = (.+);", text)
    assert found
    shell = json.loads(found[1])["shell"]
    assert [stranger(app).get("/" + path).status_code for path in shell] == [200, 200, 200]
    assert all(path.startswith("/app/static/") for path in shell)
    assert "/api/" not in text


@pytest.mark.parametrize("named", ["comment", "page"])
def test_the_id_of_anything_on_a_page_leads_to_its_conversation(anna: Visitor, page: str, named: str) -> None:
    written = anna.reply(page)
    found = anna.boot(f"weerklank:{written['id'] if named == 'comment' else page}", url="https://elsewhere.example")
    assert (found.status_code, found.json["page"]["id"]) == (200, page)
    assert [each["id"] for each in found.json["thread"]["items"]] == [written["id"]]


@pytest.mark.parametrize("name", ["weerklank:", "weerklank:nothing", "weerklank:posts-of-mine"])
def test_the_id_of_nothing_is_missing_and_makes_no_page(anna: Visitor, page: str, name: str) -> None:
    assert fault(anna.boot(name)) == (404, "missing")


def test_an_id_on_a_page_that_one_may_not_read_is_missing(make: Factory, anna: Visitor, site: MadeSite) -> None:
    held = make.page(site, "board", groups=["board"])
    member = make.visitor(make.person("Karin", groups=["board"]), site)
    written = make.comment(held, member)
    assert member.boot(f"weerklank:{written}").status_code == 200
    assert fault(anna.boot(f"weerklank:{written}")) == (404, "missing")


def test_an_id_of_another_site_is_missing(make: Factory, anna: Visitor, site: MadeSite) -> None:
    other = make.site("other", "https://other.example")
    assert fault(anna.boot(f"weerklank:{make.page(other)}")) == (404, "missing")


def test_a_start_page_without_a_conversation_asks_for_none(anna: Visitor, page: str) -> None:
    found = anna.boot("weerklank:posts", url="https://elsewhere.example")
    assert (found.status_code, found.json["page"], found.json["thread"]) == (200, None, None)
