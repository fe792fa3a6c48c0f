"""A comment that thousands follow: who wrote it does not wait for them, and each is told once."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.factories import Factory, MadeSite
from tests.helpers.following import follow, mute
from tests.helpers.http import Visitor
from tests.helpers.statements import Statements
from widget_server.access.service import set_audience
from widget_server.app import dispatcher
from widget_server.core import clock, events
from widget_server.core.events import Happened
from widget_server.db import transaction
from widget_server.mail.service import planning
from widget_server.notifications.service import JOB, fan_out_on, told_of
from widget_server.notifications.service.fanning import MANY
from widget_server.notifications.tasks import TELL, forget_notifications

LOTS = 10_000


def work(make: Factory) -> None:
    """Let the dispatcher do what is due."""
    with make.app.app_context():
        working = dispatcher(make.app)
        assert working.leads()
        working.work()
        working.leave()


def kinds(who: Visitor, object_id: str) -> list[str]:
    """Give as what somebody was told of an object."""
    return [item["kind"] for item in who.get("/notifications").json["items"] if item["object"] == object_id]


@pytest.fixture
def dirk(make: Factory, site: MadeSite) -> Visitor:
    """A third employee, signed in."""
    return make.visitor(make.person("Dirk Smit"), site)


def test_who_is_answered_is_told_at_once_and_ten_thousand_who_follow_soon_each_once(
    make: Factory, anna: Visitor, bram: Visitor, page: str
) -> None:
    root = make.comment(page, bram)
    follow(make, bram, page)
    make.followers(page, LOTS)
    answer = anna.reply(root)["id"]
    assert (make.told_of(answer), kinds(bram, answer)) == (1, ["reply"])
    for _ in range(2):
        work(make)
        assert (make.told_of(answer), kinds(bram, answer)) == (LOTS + 1, ["reply"])


def test_a_few_are_told_with_the_comment_itself(make: Factory, anna: Visitor, page: str) -> None:
    make.followers(page, MANY)
    assert make.told_of(anna.reply(page)["id"]) == MANY


def test_the_job_takes_the_same_statements_for_each_five_hundred(make: Factory, anna: Visitor, page: str) -> None:
    work(make)  # what it looks at anyway
    taken = []
    for number in (500, 500, 500):
        make.followers(page, number)
        anna.reply(page)
        with Statements.listening() as run:
            work(make)
        taken.append(run.count)
    assert taken[1] - taken[0] == taken[2] - taken[1] == 2


def test_who_lost_access_muted_or_turned_it_down_in_between_is_not_told(
    make: Factory, anna: Visitor, bram: Visitor, dirk: Visitor, page: str
) -> None:
    for who in (bram, dirk):
        follow(make, who, page)
    make.followers(page, MANY)
    written = anna.reply(page)["id"]
    mute(make, dirk, page)
    work(make)
    assert (kinds(bram, written), kinds(dirk, written)) == (["new"], [])
    closed = anna.reply(page)["id"]
    with make.app.app_context(), transaction():
        set_audience(page, ["board"])
    work(make)
    assert make.told_of(closed) == 0


def test_what_was_removed_in_between_is_told_to_nobody(make: Factory, anna: Visitor, page: str) -> None:
    make.followers(page, MANY + 1)
    written = anna.reply(page)["id"]
    anna.delete(f"/comments/{written}")
    work(make)
    assert make.told_of(written) == 0


def test_a_job_that_ended_halfway_begins_again_and_tells_nobody_twice(make: Factory, anna: Visitor, page: str) -> None:
    make.followers(page, 700)
    heard: list[Happened] = []
    events.within.append(heard.append)
    try:
        written = anna.reply(page)["id"]
    finally:
        events.within.remove(heard.append)
    with make.app.app_context(), transaction():
        assert fan_out_on(heard[0], "")
    assert make.told_of(written) == 500
    work(make)
    assert make.told_of(written) == 700


def test_who_listens_hears_of_it_once_when_all_were_told(
    make: Factory, anna: Visitor, bram: Visitor, page: str
) -> None:
    follow(make, bram, page)
    make.followers(page, 700)
    anna.reply(page)
    heard: list[Happened] = []
    events.after.append(heard.append)
    try:
        work(make)
    finally:
        events.after.remove(heard.append)
    assert [each.verb for each in heard] == [TELL]
    with make.app.app_context():
        assert told_of(heard[0], [anna.id, bram.id]) == {bram.id}


def test_mail_waits_until_all_were_told(make: Factory, anna: Visitor, page: str) -> None:
    anna.reply(page)
    with make.app.app_context(), transaction():
        planning.plan("mail", 0)
    make.followers(page, MANY + 1)
    anna.reply(page)
    with make.app.app_context(), transaction():
        planning.plan("mail", -60)
        bookmark = planning.jobs.bookmark(planning.BOOKMARK, "")
        assert bookmark <= (planning.jobs.first_subject(JOB) or "")


def test_notifications_go_after_a_year(make: Factory, anna: Visitor, page: str) -> None:
    make.followers(page, 3)
    old = anna.reply(page)["id"]
    for days, gone in ((364, 0), (366, 3)):
        with make.app.app_context(), clock.moved(timedelta(days=days)):
            assert forget_notifications() == gone
    assert make.told_of(old) == 0
