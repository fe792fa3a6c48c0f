"""Mails as a mail program shows them, and the page that ends them: valid, readable in any light, in both languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from bleach._vendor import html5lib
from playwright.sync_api import Browser, Page, Route, expect

from tests.factories import Factory, MadeSite
from tests.helpers import following
from tests.helpers.axe import faults
from tests.helpers.browser import PATIENCE_MS
from tests.helpers.http import Visitor
from tests.helpers.mailserver import text_of
from tests.helpers.postoffice import *  # noqa: F403 - fixtures
from tests.helpers.postoffice import Post
from widget_server.core import clock
from widget_server.db import session, transaction
from widget_server.identity.models import Actor
from widget_server.mail.service.stopping import sign
from widget_server.web.config import settings

WIDE = "() => document.documentElement.scrollWidth > innerWidth"
DAY = 86_400
LONG = "Een antwoord dat maar doorgaat over reiskosten, en over " + "reiskostendeclaratie" * 12
both = pytest.mark.parametrize("locale", ["nl", "en"])
widths = pytest.mark.parametrize("width", [280, 1200])


@pytest.fixture
def anna(make: Factory, site: MadeSite) -> Visitor:
    """Whom mail is for; in this group the name is a browser's otherwise."""
    return make.visitor(make.person("Anna de Koning"), site)


@pytest.fixture
def bram(make: Factory, site: MadeSite) -> Visitor:
    """Who answers."""
    return make.visitor(make.person("Bram Visser"), site)


@pytest.fixture
def opened(browser: Browser) -> Iterator[Callable[[int], Page]]:
    """Gives a page of a width, in a browser of its own."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE_MS)

    def give(width: int) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 700})
        return page

    yield give
    context.close()


@pytest.fixture
def written(post: Post, site: MadeSite) -> Callable[[str], list[str]]:
    """Gives what Anna is mailed in a language, as HTML: an answer and news; and a digest with all of its parts."""

    def give(locale: str) -> list[str]:
        with post.app.app_context(), transaction():
            session().get_one(Actor, post.anna.id).locale = locale
        following.follow(post.make, post.anna, post.bram.id)
        assert post.anna.again().put("/me/digest", {"every": "daily"}).status_code == 200
        post.reply(LONG)
        post.make.comment(post.make.page(site, "canteen", title="Kantine"), post.bram, "Vandaag soep")
        assert len(post.work()) == 1
        with clock.moved(timedelta(hours=1)):
            post.reply("Weet jij dit ook?")
            post.bram.again().put(f"/objects/{post.comments[0]}/reactions/like")
        assert len(post.work(DAY + 600)) == 1
        return [text_of(message, "html") for message in post.server.taken]

    return give


@both
@widths
def test_a_mail_is_valid_fits_asks_for_nothing_and_axe_finds_nothing(
    written: Callable[[str], list[str]], opened: Callable[[int], Page], locale: str, width: int
) -> None:
    found: list[str] = []
    page = opened(width)
    page.on("request", lambda request: found.append(request.url))
    for number, html in enumerate(written(locale)):
        html5lib.HTMLParser(strict=True).parse(html)
        page.set_content(html)
        expect(page.locator("html")).to_have_attribute("lang", locale)
        assert page.evaluate(WIDE) is False
        found += faults(page, f"mail {number}")
    assert found == []


@both
@widths
def test_the_page_that_ends_mail_asks_does_and_takes_back_and_axe_finds_nothing(
    post: Post, opened: Callable[[int], Page], locale: str, width: int
) -> None:
    with post.app.app_context(), transaction():
        session().get_one(Actor, post.anna.id).locale = locale
        ours, words = settings().public_url, sign(settings().secret_key, post.anna.id, kinds=["reply"])
    page = opened(width)
    page.route("**/*", lambda route: answer(post, route))
    page.goto(f"{ours}/mail/unsubscribe?token={words}")
    found = []
    for title in {"nl": ["Geen mail meer?", "Geen mail meer"], "en": ["No more mail?", "No more mail"]}[locale]:
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        assert page.evaluate(WIDE) is False
        found += faults(page, title, is_ours=True)
        page.keyboard.press("Tab")
        expect(page.get_by_role("button")).to_be_focused()
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text({"nl": "Weer mail", "en": "Mail again"}[locale])
    found += faults(page, "mail again", is_ours=True)
    page.goto(f"{ours}/mail/unsubscribe?token=broken")
    expect(page.get_by_role("status")).to_be_visible()
    assert found + faults(page, "a broken link", is_ours=True) == []


def answer(post: Post, route: Route) -> None:
    """Let the application of the test answer a browser."""
    asked = route.request
    path = asked.url.partition("//")[2].partition("/")[2]
    said = post.app.test_client().open(f"/{path}", method=asked.method, data=asked.post_data, headers=asked.headers)
    route.fulfill(status=said.status_code, headers=dict(said.headers), body=said.data)
