"""Reading on in a feed: one snapshot, nothing twice, and what one may not read any more is gone at the next load."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.contract.test_feed import feed
from tests.factories import Factory, MadeSite
from tests.helpers import following
from tests.helpers.http import Visitor, fault
from widget_server.core import clock


@pytest.fixture
def lively(anna: Visitor, make: Factory, site: MadeSite) -> list[str]:
    """Fifty pages with a comment each, by five whom Anna follows."""
    people = [make.visitor(make.person(), site) for _ in range(5)]
    for each in people:
        following.follow(make, anna, each.id)
    pages = []
    for number in range(50):
        with clock.moved(timedelta(minutes=number - 60)):
            pages.append(make.page(site, f"p{number}"))
            make.comment(pages[-1], people[number % 5], f"Nummer {number}")
    return pages


def test_reading_on_while_others_write_gives_each_card_once(
    anna: Visitor, bram: Visitor, lively: list[str], make: Factory
) -> None:
    following.follow(make, anna, bram.id)
    read, query, sizes = [], "", []
    for _ in range(5):
        part = feed(anna, query)
        read += [each["thread"] for each in part["items"]]
        sizes.append(len(part["items"]))
        for page in lively[:7]:
            make.comment(page, bram)
        if part["next"] is None:
            break
        query = f"?cursor={part['next']}"
    assert sizes == [20, 20, 10]
    assert (len(set(read)), set(read)) == (50, set(lively))


def test_a_cursor_that_was_bent_is_a_fresh_snapshot_and_says_so(anna: Visitor, lively: list[str]) -> None:
    first = feed(anna)
    good = first["next"]
    for bad in ("x", "", "é", good[:-4], good[:30] + ("A" if good[30] != "A" else "B") + good[31:], "A" * 5000):
        part = feed(anna, f"?cursor={bad}")
        assert (part["fresh"], [each["id"] for each in part["items"]]) == (
            bool(bad),
            [each["id"] for each in first["items"]],
        )
    assert not feed(anna, f"?cursor={good}")["fresh"]


def test_a_cursor_of_somebody_else_or_of_the_other_tab_is_worth_nothing(
    anna: Visitor, bram: Visitor, lively: list[str]
) -> None:
    cursor = feed(anna)["next"]
    assert feed(bram, f"?cursor={cursor}")["fresh"]
    assert feed(anna, f"?tab=newest&cursor={cursor}")["fresh"]


def test_a_snapshot_lasts_two_hours(anna: Visitor, lively: list[str]) -> None:
    cursor = feed(anna)["next"]
    with clock.moved(timedelta(minutes=119)):
        assert not feed(anna.again(), f"?cursor={cursor}")["fresh"]
    with clock.moved(timedelta(minutes=121)):
        assert feed(anna.again(), f"?cursor={cursor}")["fresh"]


def test_a_cursor_fits_an_address_that_any_proxy_takes(anna: Visitor, make: Factory, site: MadeSite) -> None:
    people = [make.visitor(make.person(), site) for _ in range(8)]
    for number in range(210):
        writer = people[number % 8]
        if number < 8:
            following.follow(make, anna, writer.id)
        make.comment(make.page(site, f"p{number}"), writer)
    part = feed(anna)
    assert len(part["next"]) < 1500
    following_parts = 0
    while part["next"]:
        part = feed(anna, f"?cursor={part['next']}")
        following_parts += 1
    assert following_parts == 9


def test_losing_access_takes_cards_out_of_an_old_snapshot(
    anna: Visitor, bram: Visitor, carla: Visitor, make: Factory, site: MadeSite, lively: list[str]
) -> None:
    _, conversation = following.closed_group(make, site, "Planning", [anna, bram])
    following.follow(make, anna, conversation)
    with clock.moved(timedelta(days=-2)):
        post = make.comment(conversation, bram, "geheim")
        gone = make.page(site, "gone")
        make.comment(gone, bram)
        muted = make.page(site, "muted")
        make.comment(muted, bram)
    following.follow(make, anna, bram.id)
    parts = [feed(anna)]
    parts.append(feed(anna, f"?cursor={parts[0]['next']}"))
    last = f"?cursor={parts[1]['next']}"
    assert {post, gone, muted} < {each["thread"] for each in feed(anna, last)["items"]}
    following.leave(make, conversation, anna)
    carla.delete(f"/pages/{gone}")
    following.mute(make, anna, muted)
    assert not {post, gone, muted} & {each["thread"] for each in feed(anna, last)["items"]}
    assert "geheim" not in anna.get("/feed?tab=newest").text


def test_only_members_see_what_a_closed_group_says(
    anna: Visitor, bram: Visitor, carla: Visitor, make: Factory, site: MadeSite
) -> None:
    group, conversation = following.closed_group(make, site, "Planning", [bram])
    bram.reply(conversation, "geheim")
    for each in (group, conversation, bram.id):
        following.follow(make, anna, each)
    for who in (anna, carla):
        for query in ("", "?tab=newest"):
            assert "geheim" not in who.get(f"/feed{query}").text
        snapshot = feed(who)["snapshot"]
        bram.reply(conversation, "geheim")
        assert who.get(f"/feed/news?snapshot={snapshot}").json == {"count": 0, "expired": False}


def test_another_site_is_in_no_feed_here(anna: Visitor, bram: Visitor, page: str, make: Factory) -> None:
    other = make.site("other", "https://other.example")
    there = make.visitor(bram.person, other)
    elsewhere = make.page(other, "elsewhere")
    there.reply(elsewhere, "geheim")
    for each in (bram.id, elsewhere):
        following.follow(make, anna, each)
    for query in ("", "?tab=newest"):
        assert feed(anna, query)["items"] == []


def test_what_is_new_since_a_snapshot_is_counted_by_thread(
    anna: Visitor, bram: Visitor, page: str, make: Factory, site: MadeSite
) -> None:
    for number in range(10):
        make.comment(make.page(site, f"p{number}"), bram)
    following.follow(make, anna, bram.id)
    for tab in ("for-you", "newest"):
        snapshot = feed(anna, f"?tab={tab}")["snapshot"]
        news = f"/feed/news?snapshot={snapshot}"
        assert anna.get(news).json == {"count": 0, "expired": False}
        bram.reply(page)
        bram.reply(bram.reply(page)["id"])
        bram.reply(make.page(site, f"new-{tab}"))
        anna.reply(page)
        assert anna.get(news).json == {"count": 2, "expired": False}
    assert anna.get("/feed/news?snapshot=x").json == {"count": 0, "expired": True}
    assert fault(anna.get("/feed/news")) == (422, "invalid")
