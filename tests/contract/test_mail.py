"""Mail: after a while, if unseen, once a thread, with the reason why or why not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories import Factory, MadeSite
from tests.helpers.mailserver import text_of
from tests.helpers.postoffice import *  # noqa: F403 - fixtures
from tests.helpers.postoffice import DELAY, Post
from widget_server.access.service import admit, set_audience, set_members_only
from widget_server.core import clock
from widget_server.db import session, transaction
from widget_server.identity.models import Actor, ActorGroup
from widget_server.identity.service import set_disabled
from widget_server.jobs import service as queue
from widget_server.notifications.service import choose, choose_quiet
from widget_server.pages.models import Page


def test_what_is_unseen_after_the_delay_is_mailed_once(post: Post) -> None:
    post.reply()
    assert post.work(DELAY - 10) == []
    assert post.work() == ["Bram Visser antwoordde je op HR handbook"]
    assert post.work(2 * DELAY) == []
    assert post.reasons() == ["sent"]


def test_what_was_seen_in_time_is_not_mailed(post: Post) -> None:
    post.reply()
    post.see()
    assert (post.work(), post.reasons()) == ([], ["seen"])


def test_one_mail_gathers_what_waits(post: Post, make: Factory, site: MadeSite) -> None:
    post.reply("Eerst")
    other = make.page(site, "canteen")
    post.reply("Later", make.comment(other, post.anna, "Wat eten we?"))
    assert post.work() == ["2 berichten voor je op De Vries BV"]
    text = text_of(post.server.taken[0])
    assert "Eerst" in text and "Later" in text
    assert post.reasons() == ["sent", "sent"]


def test_a_thread_is_not_mailed_again_until_the_first_mail_was_read(post: Post) -> None:
    post.reply("Eerst")
    assert len(post.work()) == 1
    with clock.moved(timedelta(seconds=2000)):
        post.reply("Tweede")
        assert (post.work(), post.reasons()) == ([], ["sent", "waiting"])
        post.see()
    with clock.moved(timedelta(seconds=4000)):
        post.reply("Derde")
        assert post.work() == ["Bram Visser antwoordde je op HR handbook"]
    assert "Derde" in text_of(post.server.taken[-1])


def test_what_waited_for_an_earlier_one_is_mailed_a_delay_after_that_was_read(post: Post) -> None:
    post.reply("Eerst")
    post.work()
    with clock.moved(timedelta(seconds=2000)):
        post.reply("Tweede")
        assert (post.work(), post.reasons()) == ([], ["sent", "waiting"])
    with clock.moved(timedelta(seconds=4000)):
        second, first = post.anna.again().get("/notifications").json["items"]
        assert post.anna.again().post("/notifications/seen", {"ids": [first["id"]]}).status_code == 200
        assert post.work(DELAY - 10) == []
        assert post.work(DELAY + 1) == ["Bram Visser antwoordde je op HR handbook"]
    assert "Tweede" in text_of(post.server.taken[-1]) and second["seen"] is False


def test_a_conversation_that_was_read_where_it_stands_is_not_mailed(post: Post) -> None:
    post.reply("Eerst")
    post.work()
    with clock.moved(timedelta(seconds=2000)):
        post.reply("Tweede")
        post.work()
        post.anna.again().post("/notifications/seen", {"page": post.page})
        assert (post.work(DELAY + 1), post.reasons()) == ([], ["sent", "seen"])


def test_quiet_time_holds_mail_until_it_ends(post: Post) -> None:
    with clock.moved(timedelta(hours=10)):
        post.reply()
        assert (post.work(), post.reasons()) == ([], ["quiet"])
    assert post.work(19 * 3600) == []
    assert (len(post.work(21 * 3600)), post.reasons()) == (1, ["sent"])


def test_a_day_off_holds_mail_too(post: Post) -> None:
    with post.app.app_context(), transaction():
        choose_quiet(post.make.principal(post.anna), {"dates": ["2027-03-09"]})
    post.reply()
    assert (post.work(), post.reasons()) == ([], ["quiet"])


def off(post: Post) -> None:
    with transaction():
        choose(post.make.principal(post.anna), {"reply": {"mail": False}})


def disable(post: Post) -> None:
    set_disabled(session().get_one(Actor, post.anna.id), disabled=True)


def lapse(post: Post) -> None:
    session().get_one(Actor, post.anna.id).confirmed_at = clock.now() - timedelta(days=7)


def lose_address(post: Post) -> None:
    session().get_one(Actor, post.anna.id).email = "anna@example.com\r\nBcc: eva@example.com"


def restrict(post: Post) -> None:
    set_audience(post.page, ["board"])


def close(post: Post) -> None:
    session().get_one(Page, post.page).state = "off"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (disable, "former"),
        (lapse, "lapsed"),
        (lose_address, "no address"),
        (restrict, "unreadable"),
        (close, "gone"),
    ],
)
def test_who_gets_no_mail_gets_none_and_the_log_says_why(post: Post, change, reason: str) -> None:
    post.reply()
    with post.app.app_context(), transaction():
        change(post)
    assert (post.work(), post.reasons()) == ([], [reason])


def test_a_kind_that_is_switched_off_is_not_mailed(post: Post) -> None:
    with post.app.app_context():
        off(post)
    post.reply()
    assert (post.work(), post.reasons()) == ([], ["off"])


@pytest.mark.parametrize("audience", ["groups", "members"])
def test_of_what_not_everybody_reads_there_is_a_link_and_no_more(post: Post, audience: str) -> None:
    with post.app.app_context(), transaction():
        session().get_one(Page, post.page).title = "Reorganisatie"
        if audience == "members":
            set_members_only(post.page)
            admit(post.page, [post.anna.id, post.bram.id])
        else:
            set_audience(post.page, ["board"])
            session().add_all([ActorGroup(actor_id=who.id, name="board") for who in (post.anna, post.bram)])
    comment = post.reply("Niemand weet dit")
    assert post.work() == ["Er is iets nieuws voor je in een deel dat niet iedereen leest"]
    whole = post.server.taken[0].as_string() + text_of(post.server.taken[0]) + text_of(post.server.taken[0], "html")
    assert "Reorganisatie" not in whole and "Niemand" not in whole and "Bram" not in whole
    with post.app.app_context():
        assert session().get_one(Page, post.page).url not in whole  # nor what its address may tell
    assert f"/app/t/{comment}?site=" in text_of(post.server.taken[0])


def test_a_mail_says_who_it_is_from_in_text_and_html_without_pictures_or_strange_links(post: Post) -> None:
    post.reply("**Ja** [klik](https://evil.example/x) <img src=https://evil.example/y>")
    post.work()
    (message,) = post.server.taken
    assert message["From"] == "Weerklank <weerklank@example.com>"
    assert message["To"].startswith("Anna de Koning <p")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    html = text_of(message, "html")
    assert 'lang="nl"' in html and "<img src" not in html and 'href="https://evil' not in html
    assert "Ja klik" in text_of(message)


def test_english_people_get_english_mail(post: Post) -> None:
    with post.app.app_context(), transaction():
        session().get_one(Actor, post.anna.id).locale = "en"
    post.reply()
    assert post.work() == ["Bram Visser answered you on HR handbook"]


def test_an_address_that_the_server_refuses_is_not_tried_again(post: Post) -> None:
    post.reply()
    post.server.answer = "550 no such person"
    assert (post.work(), post.reasons()) == ([], ["refused"])


def test_a_server_that_says_later_is_asked_later(post: Post) -> None:
    post.reply()
    post.server.answer = "451 greylisted"
    assert (post.work(), post.reasons()) == ([], ["sending"])
    with post.app.app_context():
        assert queue.standing().failed == 1
        assert queue.failing()[0].error.endswith("451 for the recipient.")
    post.server.answer = ""
    assert (len(post.work(DELAY + 120)), post.reasons()) == (1, ["sent"])


def test_a_server_that_dies_with_a_mail_in_its_hands_gets_the_same_one_again(post: Post) -> None:
    post.reply()
    post.server.dies = True
    post.work()
    post.server.dies = False
    post.work(DELAY + 120)
    assert (len(post.server.taken), len(post.server.ids), post.reasons()) == (2, 1, ["sent"])
    assert len({message["Date"] for message in post.server.taken}) == 1


def test_a_mail_that_may_not_have_gone_is_dropped_once_it_was_seen(post: Post) -> None:
    post.reply()
    post.server.answer = "451 later"
    post.work()
    post.see()
    post.server.answer = ""
    assert (post.work(DELAY + 120), post.reasons()) == ([], ["seen"])


def test_the_log_goes_after_ninety_days(post: Post) -> None:
    post.reply()
    post.work()
    post.work(91 * 24 * 3600)
    assert post.reasons() == []
