"""Since the last visit: how much came in what one follows, by reason, for oneself alone."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.contract.test_feed import feed
from tests.factories import Factory, MadeSite
from tests.helpers import following
from tests.helpers.dump import differences, dump
from tests.helpers.http import Visitor, fault
from widget_server.core import clock

NEVER = {"since": None, "count": 0, "kinds": []}


def since(who: Visitor, snapshot: str = "") -> dict[str, Any]:
    """Ask what came since the last visit, as the feed stands now."""
    answer = who.get(f"/feed/since?snapshot={snapshot or feed(who)['snapshot']}")
    assert answer.status_code == 200, answer.text
    return dict(answer.json)


def see(who: Visitor) -> None:
    """See the feed as it stands now."""
    assert who.post("/feed/seen", {"snapshot": feed(who)["snapshot"]}).status_code == 204


def test_who_never_came_is_told_of_nothing(anna: Visitor, bram: Visitor, make: Factory, page: str) -> None:
    following.follow(make, anna, bram.id)
    make.comment(page, bram)
    assert since(anna) == NEVER


def test_what_came_meanwhile_is_counted_once_a_thread_by_its_strongest_reason(
    anna: Visitor, bram: Visitor, make: Factory, site: MadeSite, page: str
) -> None:
    following.follow(make, anna, bram.id)
    following.follow(make, anna, page)
    with clock.moved(timedelta(hours=-5)):
        see(anna.again())
    with clock.moved(timedelta(hours=-3)):
        for place in ("canteen", "it", "it"):
            make.comment(make.page(site, place), bram)
        make.comment(page, make.visitor(make.person(), site))
        make.comment(page, anna)
        make.comment(make.page(site, "unfollowed"), make.visitor(make.person(), site))
    found = since(anna.again())
    assert found["kinds"] == [{"kind": "person_answered", "count": 2}, {"kind": "page_followed", "count": 1}]
    assert found["count"] == 3 and found["since"] is not None


def test_a_visit_lasts_through_reloads_and_ends_after_half_an_hour_away(
    anna: Visitor, bram: Visitor, make: Factory, page: str
) -> None:
    following.follow(make, anna, bram.id)
    with clock.moved(timedelta(hours=-5)):
        see(anna.again())
    with clock.moved(timedelta(hours=-3)):
        make.comment(page, bram)
    with clock.moved(timedelta(minutes=-20)):
        see(anna.again())
    assert since(anna.again())["count"] == 1
    see(anna)
    assert since(anna)["count"] == 1
    with clock.moved(timedelta(minutes=45)):
        assert since(anna.again())["count"] == 0


def test_it_stands_as_the_feed_stood(anna: Visitor, bram: Visitor, make: Factory, page: str) -> None:
    following.follow(make, anna, bram.id)
    with clock.moved(timedelta(hours=-5)):
        see(anna.again())
    snapshot = feed(anna)["snapshot"]
    make.comment(page, bram)
    assert since(anna, snapshot)["count"] == 0
    assert since(anna, "x") == NEVER
    assert fault(anna.get("/feed/since")) == (422, "invalid")


def test_what_one_may_not_read_any_more_is_not_counted(
    anna: Visitor, bram: Visitor, make: Factory, site: MadeSite
) -> None:
    group, conversation = following.closed_group(make, site, "Planning", [anna, bram])
    following.follow(make, anna, group)
    with clock.moved(timedelta(hours=-5)):
        see(anna.again())
    make.comment(conversation, bram)
    assert since(anna)["kinds"] == [{"kind": "group_followed", "count": 1}]
    following.leave(make, conversation, anna)
    assert since(anna)["count"] == 0


def test_asking_writes_nothing(anna: Visitor, make: Factory) -> None:
    see(anna)
    snapshot = feed(anna)["snapshot"]
    before = dump(make.app)
    since(anna, snapshot)
    assert differences(before, dump(make.app)) == []
