"""How many SQL statements each hot path takes: exactly. One more fails here, and is a decision, not an accident."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import text
from werkzeug.test import TestResponse

from tests.factories import Factory, MadeSite
from tests.helpers.http import Visitor
from tests.helpers.statements import Statements
from widget_server.db import session

Act = Callable[[], TestResponse]
Prepare = Callable[[Visitor, str, str], Act]


def boot(who: Visitor, _page: str, _comment: str) -> Act:
    """Visit for the first time."""
    return who.boot


def thread(who: Visitor, page: str, _comment: str) -> Act:
    """Read the thread."""
    return lambda: who.get(f"/pages/{page}/thread")


def known(who: Visitor, page: str, _comment: str) -> Act:
    """Ask again for a thread that one has."""
    etag = who.get(f"/pages/{page}/thread").headers["ETag"]
    return lambda: who.get(f"/pages/{page}/thread", headers={"If-None-Match": etag})


def reply_to_page(who: Visitor, page: str, _comment: str) -> Act:
    """Reply to the page."""
    return lambda: who.post(f"/objects/{page}/replies", {"source": "x"})


def reply_to_comment(who: Visitor, _page: str, comment: str) -> Act:
    """Reply to a comment."""
    return lambda: who.post(f"/objects/{comment}/replies", {"source": "x"})


def like(who: Visitor, _page: str, comment: str) -> Act:
    """Like a comment."""
    return lambda: who.put(f"/objects/{comment}/reactions/like")


def unlike(who: Visitor, page: str, comment: str) -> Act:
    """Take back a like."""
    like(who, page, comment)()
    return lambda: who.delete(f"/objects/{comment}/reactions/like")


def counts(who: Visitor, _page: str, _comment: str) -> Act:
    """Count three pages, one of them unknown."""
    return lambda: who.get("/counts?site=intranet&page=hr-handbook&page=canteen&page=x")


def again(prepare: Prepare) -> Prepare:
    """Have done it once already."""

    def prepared(who: Visitor, page: str, comment: str) -> Act:
        prepare(who, page, comment)()
        return prepare(who, page, comment)

    return prepared


TABLE: list[tuple[str, Prepare, int, int]] = [
    # what                   what runs          status  statements
    ("boot, cold",           boot,                 200, 4),
    ("boot, kept",           again(boot),          200, 3),
    ("thread, cold",         thread,               200, 4),
    ("thread, kept",         again(thread),        200, 3),
    ("thread, not modified", known,                304, 3),
    ("reply to a page",      reply_to_page,        201, 12),
    ("reply to a comment",   reply_to_comment,     201, 14),
    ("like",                 like,                 200, 8),
    ("like, again",          again(like),          200, 4),
    ("like taken back",      unlike,               200, 7),
    ("counts",               counts,               200, 3),
]  # fmt: skip


@pytest.fixture
def busy(make: Factory, site: MadeSite, page: str, bram: Visitor) -> str:
    """A page with a hundred comments, twenty of them replies; gives one of its roots."""
    roots = make.comments(page, bram, 80)
    make.comments(roots[0], bram, 3)
    for root in roots[1:18]:
        make.comment(root, bram)
    make.page(site, "canteen")
    return roots[5]


@pytest.mark.parametrize(("what", "prepare", "status", "number"), TABLE, ids=[row[0] for row in TABLE])
def test_each_hot_path_takes_exactly_its_statements(
    anna: Visitor, page: str, busy: str, what: str, prepare: Prepare, status: int, number: int
) -> None:
    act = prepare(anna, page, busy)
    with Statements.listening() as run:
        assert act().status_code == status
    assert run.count == number, f"{what}:\n" + "\n\n".join(run.ran)


def test_a_thread_takes_the_same_statements_however_long_it_is(
    anna: Visitor, page: str, make: Factory, site: MadeSite
) -> None:
    make.comment(page, anna)
    long = make.page(site, "long")
    make.comments(long, anna, 150)
    taken = []
    for each in (page, long):
        with Statements.listening() as run:
            thread(anna, each, "")()
        taken.append(run.count)
    assert taken[0] == taken[1]


def test_a_reply_takes_the_same_statements_however_many_follow(
    anna: Visitor, bram: Visitor, page: str, make: Factory
) -> None:
    root = make.comment(page, bram)
    taken, told = [], []
    for followers in (1, 10_000):
        make.followers(root, followers)
        with Statements.listening() as run:
            comment = anna.reply(root)["id"]
        taken.append(run.count)
        told.append(make.told_of(comment))
    assert told == [2, 1]  # Bram, whose comment it answers; the job tells the many
    assert taken[0] == taken[1]


def test_a_like_walks_through_nobodys_notifications(anna: Visitor, busy: str, make: Factory) -> None:
    with Statements.listening() as run:
        anna.put(f"/objects/{busy}/reactions/like")
    (told,) = (sql for sql in run.ran if "INSERT INTO notifications" in sql)
    with make.app.app_context():
        plan = session().connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {told}", ("",) * told.count("?"))
        steps = [row.detail for row in plan if "notifications" in row.detail]
    assert steps == ["SEARCH notifications_1 USING INDEX ix_notifications_reacted (object_id=? AND by_id=?)"]


def test_a_statement_more_is_counted(make: Factory) -> None:
    with Statements.listening() as run, make.app.app_context():
        session().execute(text("SELECT 1"))
        session().execute(text("SELECT 2"))
    assert run.ran == ["SELECT 1", "SELECT 2"]
