"""Mail as an attacker sees it: headers, the signed word, what a GET does."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from sqlalchemy import update

from tests.factories import MadeSite
from tests.helpers import following
from tests.helpers.corpus import NAMES
from tests.helpers.dump import dump
from tests.helpers.http import stranger
from tests.helpers.mailserver import text_of
from tests.helpers.postoffice import *  # noqa: F403 - fixtures
from tests.helpers.postoffice import Post
from widget_server.core import clock
from widget_server.db import session, transaction
from widget_server.identity.models import Actor
from widget_server.mail.service.stopping import sign
from widget_server.pages.models import Page
from widget_server.sites.models import Site
from widget_server.web.config import settings

CRLF = "Anna\r\nBcc: eva@example.com\r\n\r\n<script>alert(1)</script>\x85\u2028X: y"
HEADERS = {
    *("From", "To", "Subject", "Message-ID", "Date", "Auto-Submitted", "X-Auto-Response-Suppress"),
    *("List-Unsubscribe", "List-Unsubscribe-Post", "MIME-Version", "Content-Type"),
}


def call_all(post: Post, words: str) -> None:
    """Give people, page and site a name."""
    with post.app.app_context(), transaction():
        for table, column in ((Actor, "name"), (Page, "title"), (Site, "name")):
            session().execute(update(table).values({column: words[:200]}))


def unsubscribe_path(post: Post) -> str:
    """Give the address that the last mail brings for mail programs, less its origin."""
    url = urlsplit(post.server.taken[-1]["List-Unsubscribe"].strip("<>"))
    return f"/{url.path}?{url.query}"


def test_no_line_end_of_a_name_or_title_reaches_a_header(post: Post) -> None:
    call_all(post, CRLF)
    post.reply("x")
    post.work()
    (message,) = post.server.taken
    assert set(message.keys()) == HEADERS
    assert len(message.keys()) == len(HEADERS)
    assert "\n" not in message["Subject"] and "Bcc: eva@example.com" in message["Subject"]  # as words
    assert "<script" not in text_of(message, "html")


@pytest.mark.parametrize("name", NAMES)
def test_every_name_of_the_corpus_is_text_in_mail(post: Post, name: str) -> None:
    call_all(post, name)
    post.reply("x")
    assert len(post.work()) == 1
    (message,) = post.server.taken
    assert set(message.keys()) == HEADERS
    html = text_of(message, "html").lower()
    assert not any(bad in html for bad in ("<script", "<img", "<svg", "<iframe", 'onerror="', 'javascript:"'))


def test_a_get_of_the_link_asks_and_changes_nothing(post: Post) -> None:
    post.reply()
    post.work()
    before = dump(post.app)
    page = stranger(post.app).get(unsubscribe_path(post))
    assert page.status_code == 200 and 'method="post"' in page.text
    assert dump(post.app) == before


def test_one_click_ends_mail_about_the_thread_and_of_nothing_else(post: Post, site: MadeSite) -> None:
    post.reply()
    post.work()
    path = unsubscribe_path(post)
    said = {"data": {"List-Unsubscribe": "One-Click"}}
    assert stranger(post.app).call("POST", path, **said).status_code == 200
    post.see()
    other = post.make.page(site, "canteen")
    with clock.moved(timedelta(seconds=2000)):
        post.reply("Nog iets")
        post.reply("Elders", post.make.comment(other, post.anna.again(), "Wat eten we?"))
        assert len(post.work()) == 1
    assert "Elders" in text_of(post.server.taken[-1]) and "Nog iets" not in text_of(post.server.taken[-1])
    assert post.reasons() == ["sent", "unsubscribed", "sent"]
    assert stranger(post.app).call("POST", path, data={"again": "1"}).status_code == 200


def test_one_click_ends_mail_of_a_kind(post: Post) -> None:
    with post.app.app_context():
        word = sign(settings().secret_key, post.anna.id, kinds=["reply"])
    answer = stranger(post.app).call("POST", f"//mail/unsubscribe?token={word}", data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    post.reply()
    assert (post.work(), post.reasons()) == ([], ["off"])


def test_a_word_that_is_not_ours_ends_nothing(post: Post) -> None:
    with post.app.app_context():
        word = sign(settings().secret_key, post.anna.id, kinds=["reply"])
        foreign = sign("another secret", post.anna.id, kinds=["reply"])
    before = dump(post.app)
    for wrong in ("", "x", word[:-1], f"{word}x", foreign, "a.b.c"):
        for method in ("GET", "POST"):
            assert stranger(post.app).call(method, f"//mail/unsubscribe?token={wrong}").status_code == 404
    assert dump(post.app) == before


def test_one_click_in_mail_about_whom_one_follows_ends_it_wherever_they_write(post: Post, site: MadeSite) -> None:
    following.follow(post.make, post.anna, post.bram.id)
    post.make.comment(post.make.page(site, "canteen"), post.bram, "Vandaag soep")
    assert post.work() == ["Bram Visser schreef op HR handbook"]
    stranger(post.app).call("POST", unsubscribe_path(post), data={"List-Unsubscribe": "One-Click"})
    with clock.moved(timedelta(seconds=2000)):
        post.make.comment(post.make.page(site, "parking"), post.bram.again(), "Achter de hal")
        post.reply("En dit voor jou")
        assert len(post.work()) == 1
    assert post.reasons() == ["sent", "off", "sent"]


def test_one_click_in_mail_about_a_page_that_one_follows_ends_it_for_the_page(post: Post, site: MadeSite) -> None:
    canteen = post.make.page(site, "canteen")
    for page in (canteen, parking := post.make.page(site, "parking")):
        following.follow(post.make, post.anna, page)
    post.make.comment(canteen, post.bram, "Vandaag soep")
    post.work()
    stranger(post.app).call("POST", unsubscribe_path(post), data={"List-Unsubscribe": "One-Click"})
    post.see()
    with clock.moved(timedelta(seconds=2000)):
        for page in (canteen, parking):
            post.make.comment(page, post.bram.again(), "En morgen?")
        assert len(post.work()) == 1
    assert post.reasons() == ["sent", "unsubscribed", "sent"]
