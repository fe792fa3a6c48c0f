"""The digest: for who chose it and was away, what waits for their answer first, and nothing when nothing was missed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories import MadeSite
from tests.helpers import following
from tests.helpers.http import fault
from tests.helpers.mailserver import text_of
from tests.helpers.postoffice import *  # noqa: F403 - fixtures
from tests.helpers.postoffice import Post
from widget_server.access.service import set_audience
from widget_server.core import clock
from widget_server.db import session, transaction
from widget_server.feed.service import see
from widget_server.identity.models import Actor
from widget_server.mail.models import Digest
from widget_server.notifications.service import choose, choose_quiet
from widget_server.pages.models import Page

DAY = 86_400
MISSED = "Wat je miste op De Vries BV"
SOON = DAY + 600


@pytest.fixture
def away(post: Post) -> Post:
    """Anna, who chose a digest each day, was mailed of an answer, and then told of another one and of a like."""
    assert post.anna.again().put("/me/digest", {"every": "daily"}).json == {"every": "daily"}
    post.reply("Eerst")
    assert len(post.work()) == 1
    with clock.moved(timedelta(hours=1)):
        post.reply("Tweede")
        post.bram.again().put(f"/objects/{post.comments[0]}/reactions/like")
    return post


def looked(post: Post) -> str | None:
    """Give what came of the last look."""
    with post.app.app_context():
        found = session().get(Digest, post.anna.id)
        return found.reason if found else None


def test_nobody_gets_one_who_did_not_choose_it(away: Post) -> None:
    assert away.anna.again().put("/me/digest", {"every": "never"}).status_code == 200
    assert (away.work(SOON), looked(away)) == ([], None)


def test_nobody_has_chosen_it_to_begin_with_and_there_are_three_choices(post: Post) -> None:
    assert post.anna.again().get("/me/digest").json == {"every": "never"}
    assert fault(post.anna.again().put("/me/digest", {"every": "hourly"}))[0] == 422


def test_what_waits_for_an_answer_stands_first_and_what_was_mailed_is_not_in_it(away: Post) -> None:
    assert (away.work(SOON), looked(away)) == ([MISSED], "sent")
    (text, html) = (text_of(away.server.taken[-1], kind) for kind in ("plain", "html"))
    for body in (text, html):
        order = ["Dit wacht op jouw antwoord", "Tweede", "Wat er verder nieuw was", "reageerde op wat je schreef"]
        places = [body.index(each) for each in order]
        assert places == sorted(places)
        assert "Eerst" not in body and "img" not in body
    assert away.reasons() == ["sent"] * 3


def test_what_was_answered_waits_no_more(away: Post) -> None:
    with clock.moved(timedelta(hours=2)), away.app.app_context():
        told = away.anna.again().get("/notifications").json["items"]
        newest = next(item["object"] for item in told if item["kind"] == "reply")
        away.make.comment(newest, away.anna.again(), "Dank je")
    away.work(SOON)
    assert "Dit wacht op jouw antwoord" not in text_of(away.server.taken[-1])


def test_who_was_here_or_missed_nothing_gets_none_and_the_log_says_so(away: Post) -> None:
    with clock.moved(timedelta(hours=3)):
        away.see()
    assert (away.work(SOON), looked(away)) == ([], "here")
    assert (away.work(2 * DAY + 7200), looked(away)) == ([], "empty")


def test_it_comes_once_and_again_when_more_was_missed(away: Post) -> None:
    assert away.work(SOON) == [MISSED]
    assert (away.work(SOON + DAY + 60), looked(away)) == ([], "empty")
    with clock.moved(timedelta(seconds=SOON + DAY + 120)):
        away.reply("Derde")
    assert MISSED in away.work(SOON + 2 * DAY + 3600)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda actor: setattr(actor, "disabled_at", clock.now()), "former"),
        (lambda actor: setattr(actor, "confirmed_at", clock.in_seconds(-8 * DAY)), "lapsed"),
        (lambda actor: setattr(actor, "email", None), "no address"),
    ],
)
def test_who_gets_no_mail_gets_no_digest(away: Post, change, reason: str) -> None:
    with away.app.app_context(), transaction():
        change(session().get_one(Actor, away.anna.id))
    assert (away.work(SOON), looked(away)) == ([], reason)


def test_what_one_may_not_read_any_more_is_not_in_it(away: Post) -> None:
    with away.app.app_context(), transaction():
        set_audience(away.page, ["board"])
    assert (away.work(SOON), looked(away)) == ([], "empty")


def test_a_day_off_holds_it_until_the_next(away: Post) -> None:
    with away.app.app_context(), transaction():
        choose_quiet(away.make.principal(away.anna), {"dates": ["2027-03-10"]})
    assert away.work(SOON) == []
    assert MISSED in away.work(SOON + DAY)


def test_a_kind_that_one_refused_is_not_in_it(away: Post) -> None:
    with away.app.app_context(), transaction():
        choose(away.make.principal(away.anna), {"reply": {"mail": False}, "reaction": {"mail": False}})
    assert (away.work(SOON), looked(away)) == ([], "empty")


def test_one_click_ends_digests_and_nothing_else(away: Post) -> None:
    away.work(SOON)
    link = str(away.server.taken[-1]["List-Unsubscribe"]).strip("<>").partition("/mail/")[2]
    answer = away.app.test_client().post(f"/mail/{link}", data={"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert away.anna.again().get("/me/digest").json == {"every": "never"}
    assert away.anna.again().get("/me/notification-settings").json["channels"]["reply"]["mail"] is True
    with clock.moved(timedelta(seconds=SOON + 60)):
        away.reply("Derde")
    assert MISSED not in away.work(SOON + 2 * DAY)


def test_a_server_that_is_down_gets_the_same_one_later(away: Post) -> None:
    away.server.answer = "451 later"
    assert (away.work(SOON), looked(away)) == ([], "sending")
    away.server.answer = ""
    assert (away.work(SOON + 3600), looked(away)) == ([MISSED], "sent")


def test_a_question_on_ones_own_page_waits_until_somebody_answers(away: Post, site: MadeSite) -> None:
    page = away.make.page(site, "travel", title="Reiskosten")
    with away.app.app_context(), transaction():
        session().get_one(Page, page).owner_id = away.anna.id
        choose(away.make.principal(away.anna), {"reply": {"mail": False}})
    with clock.moved(timedelta(hours=23)):
        away.make.comment(page, away.bram.again(), "Wie weet dit?")
        answered = away.make.comment(page, away.bram.again(), "En dit?")
        away.make.comment(answered, away.bram.again(), "Al gevonden")
    assert away.work(SOON - 600 + 60) == [MISSED]
    waiting, _, rest = text_of(away.server.taken[-1]).partition("Wat er verder nieuw was")
    assert "Dit wacht op jouw antwoord" in waiting and "Wie weet dit?" in waiting
    assert "En dit?" in rest and "Al gevonden" in rest


def test_what_is_new_in_what_one_follows_says_why(away: Post, site: MadeSite) -> None:
    following.follow(away.make, away.anna, away.bram.id)
    with clock.moved(timedelta(hours=23, minutes=50)):
        away.make.comment(away.make.page(site, "canteen", title="Kantine"), away.bram.again(), "Vandaag soep")
    assert away.work(SOON - 600 + 60) == [MISSED]
    for kind in ("plain", "html"):
        body = text_of(away.server.taken[-1], kind)
        assert "Vandaag soep" in body and "Omdat Bram Visser, die je volgt, reageerde" in body


@pytest.mark.parametrize("came", ["sign-in", "feed"])
def test_who_came_without_a_session_of_ours_was_here_too(away: Post, came: str) -> None:
    moment = clock.in_seconds(3 * 3600)
    with away.app.app_context(), transaction():
        if came == "feed":
            see(away.make.principal(away.anna), moment)
        else:
            session().get_one(Actor, away.anna.id).confirmed_at = moment
    assert (away.work(SOON), looked(away)) == ([], "here")


def test_one_that_waits_for_the_mail_server_is_dropped_once_all_was_seen(away: Post) -> None:
    away.server.answer = "451 later"
    assert (away.work(SOON), looked(away)) == ([], "sending")
    away.server.answer = ""
    away.see()
    assert (away.work(SOON + 3600), looked(away)) == ([], "empty")
