"""A page is merged into another while somebody writes on it: what they write is on the page that stays."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Event, Thread

import pytest
from sqlalchemy import select, text

from tests.factories import Factory, MadeSite
from tests.helpers.http import Visitor, fault
from tests.helpers.parallel import at_once
from widget_server.access.policy import Principal
from widget_server.core.errors import Missing
from widget_server.db import db, prepared, session, transaction
from widget_server.follows import service as follows
from widget_server.follows.models import Follow, Mute
from widget_server.pages.service import add_alias
from widget_server.reactions.service import react
from widget_server.threads.models import Comment
from widget_server.threads.service import merge, reply

PATIENCE_SECONDS = 30
Write = Callable[[Principal, str, str], object]


def waits(make: Factory) -> bool:
    """Tell whether a transaction waits for another; on SQLite every one does."""
    with make.app.app_context():
        if session().get_bind().dialect.name == "sqlite":
            return True
        asked = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
        with db.engine.connect() as connection:
            return bool(connection.scalar(asked))


def until(make: Factory, begun: Event, thread: Thread) -> None:
    """Return once a thread, after something has begun, waits for another or has ended."""
    begun.wait(PATIENCE_SECONDS)
    end = time.monotonic() + PATIENCE_SECONDS
    while thread.is_alive() and not waits(make) and time.monotonic() < end:
        time.sleep(0.01)


def one_after_the_other(make: Factory, first: Callable[[], object], second: Callable[[], object]) -> None:
    """Run `first` in a transaction that ends once `second`, in another, waits for it or has ended."""
    begun, may_end = Event(), Event()

    def begin() -> None:
        with make.app.app_context(), transaction():
            first()
            begun.set()
            may_end.wait(PATIENCE_SECONDS)

    def follow() -> None:
        with make.app.app_context(), transaction():
            second()

    threads = [Thread(target=begin), Thread(target=follow)]
    threads[0].start()
    assert begun.wait(PATIENCE_SECONDS)
    threads[1].start()
    until(make, begun, threads[1])
    may_end.set()
    for thread in threads:
        thread.join()


def merging(principal: Principal, page_id: str, key: str) -> Callable[[], object]:
    """Give what lets the id `key` lead to a page, with all that stood under it."""

    def join() -> None:
        page, before = add_alias(principal, page_id, key)
        assert before is not None
        merge(principal, before, page)

    return join


WRITES: dict[str, Write] = {
    "a reply to the page": lambda who, page, _: reply(who, page, "x"),
    "a reply to a comment": lambda who, _, root: reply(who, root, "x"),
    "a like of the page": lambda who, page, _: react(who, page, "like", ["like"]),
    "a like of a comment": lambda who, _, root: react(who, root, "like", ["like"]),
}


@pytest.fixture
def old(make: Factory, site: MadeSite) -> str:
    """The page that is merged into `page`."""
    return make.page(site, "old-handbook")


def is_whole(reader: Visitor, make: Factory, page: str, comments: int) -> None:
    """Assert that all comments stand on the page, and that it counts them."""
    with make.app.app_context():
        assert set(session().scalars(select(Comment.page_id))) == {page}
    seen = reader.boot().json
    assert (seen["counts"]["comments"], len(seen["thread"]["items"])) == (comments, comments)


@pytest.mark.parametrize("write", WRITES)
def test_what_is_being_written_when_a_merge_begins_is_merged_too(
    make: Factory, anna: Visitor, bram: Visitor, carla: Visitor, page: str, old: str, write: str
) -> None:
    root = bram.reply(old)["id"]
    who, manager = make.principal(anna), make.principal(carla)
    one_after_the_other(make, lambda: WRITES[write](who, old, root), merging(manager, page, "old-handbook"))
    is_whole(bram, make, page, 2 if "reply" in write else 1)
    likes = {"a like of the page": 1}.get(write, 0)
    assert bram.boot().json["counts"]["reactions"] == likes


@pytest.mark.parametrize("write", ["a reply to a comment", "a like of a comment"])
def test_what_is_written_on_a_comment_while_its_page_is_merged_finds_it_where_it_is_now(
    make: Factory, anna: Visitor, bram: Visitor, carla: Visitor, page: str, old: str, write: str
) -> None:
    root = bram.reply(old)["id"]
    who, manager = make.principal(anna), make.principal(carla)
    one_after_the_other(make, merging(manager, page, "old-handbook"), lambda: WRITES[write](who, old, root))
    is_whole(bram, make, page, 2 if "reply" in write else 1)


FOLLOWS: dict[str, Callable[[Principal, str], object]] = {"follow": follows.follow, "mute": follows.mute}
UNDONE: dict[str, Callable[[Principal, str], object]] = {"follow": follows.unfollow, "mute": follows.unmute}


def objects_of(make: Factory, act: str) -> set[str]:
    """Give which objects are followed, or muted."""
    with make.app.app_context():
        return set(session().scalars(select({"follow": Follow, "mute": Mute}[act].object_id)))


@pytest.mark.parametrize("act", FOLLOWS)
def test_what_is_followed_or_muted_when_a_merge_begins_goes_over_too(
    make: Factory, anna: Visitor, carla: Visitor, page: str, old: str, act: str
) -> None:
    who, manager = make.principal(anna), make.principal(carla)
    one_after_the_other(make, lambda: FOLLOWS[act](who, old), merging(manager, page, "old-handbook"))
    assert objects_of(make, act) == {page}


@pytest.mark.parametrize("undone", [False, True])
@pytest.mark.parametrize("act", FOLLOWS)
def test_who_follows_or_mutes_a_page_or_takes_it_back_while_it_is_merged_is_told_that_it_is_gone(
    make: Factory, anna: Visitor, carla: Visitor, page: str, old: str, act: str, undone: bool
) -> None:
    who, manager = make.principal(anna), make.principal(carla)
    if undone:
        with make.app.app_context(), transaction():
            FOLLOWS[act](who, old)
    told: list[str] = []

    def write() -> None:
        try:
            (UNDONE if undone else FOLLOWS)[act](who, old)
        except Missing as refusal:
            told.append(refusal.code)

    one_after_the_other(make, merging(manager, page, "old-handbook"), write)
    assert (told, objects_of(make, act)) == (["missing"], {page} if undone else set())


def test_who_answered_the_page_that_is_gone_is_told_so(anna: Visitor, carla: Visitor, page: str, old: str) -> None:
    assert carla.put(f"/pages/{page}/aliases", {"id": "old-handbook"}).status_code == 200
    assert fault(anna.post(f"/objects/{old}/replies", {"source": "x"})) == (404, "missing")


def test_two_merges_of_the_same_pages_in_both_directions_leave_one(
    make: Factory, site: MadeSite, bram: Visitor, carla: Visitor
) -> None:
    for number in range(5):
        keys = [f"{number}-a", f"{number}-b"]
        pages = [make.page(site, key) for key in keys]
        for page in pages:
            bram.reply(page)
        calls = [
            lambda p=p, k=k: carla.put(f"/pages/{p}/aliases", {"id": k})
            for p, k in zip(pages, reversed(keys), strict=True)
        ]
        assert sorted(answer.status_code for answer in at_once(calls)) == [200, 404]
        assert {bram.boot(key).json["counts"]["comments"] for key in keys} == {2}


def test_a_like_that_waited_for_a_merge_keeps_others_from_the_page_that_stays(
    make: Factory, anna: Visitor, bram: Visitor, carla: Visitor, page: str, old: str
) -> None:
    root = bram.reply(old)["id"]
    who, manager = make.principal(anna), make.principal(carla)
    about_to, may_go = Event(), Event()

    def pause(statement: str) -> None:
        if statement.startswith("INSERT INTO reactions") and not about_to.is_set():
            about_to.set()
            may_go.wait(PATIENCE_SECONDS)

    def like_too() -> None:
        assert about_to.wait(PATIENCE_SECONDS)
        bram.put(f"/objects/{root}/reactions/like")

    other = Thread(target=like_too)
    prepared.listeners.append(pause)
    try:
        other.start()
        release = Thread(target=lambda: (until(make, about_to, other), may_go.set()))
        release.start()
        one_after_the_other(make, merging(manager, page, "old-handbook"), lambda: react(who, root, "like", ["like"]))
        for thread in (other, release):
            thread.join()
    finally:
        prepared.listeners.remove(pause)
    assert bram.thread(page)["items"][0]["tally"] == {"like": 2}
