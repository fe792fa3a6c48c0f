"""Counts for many pages in one call."""

from __future__ import annotations

import pytest

from tests.factories import Factory, MadeSite
from tests.helpers.http import Visitor, fault


def test_counts_of_known_unknown_aliased_and_switched_off_pages(
    anna: Visitor, bram: Visitor, carla: Visitor, page: str, make: Factory, site: MadeSite
) -> None:
    off = make.page(site, "off")
    for target in (page, off):
        gone = anna.reply(target)["id"]
        anna.reply(gone)
        anna.reply(target)
        anna.delete(f"/comments/{gone}")
        anna.put(f"/objects/{target}/reactions/like")
        bram.put(f"/objects/{target}/reactions/like")
    carla.patch(f"/pages/{off}", {"state": "off"})
    carla.put(f"/pages/{page}/aliases", {"id": "personeel"})
    zero, full = {"comments": 0, "reactions": 0}, {"comments": 2, "reactions": 2}
    answer = anna.get("/counts?site=intranet&page=hr-handbook&page=personeel&page=off&page=unknown&page=hr-handbook")
    assert answer.json == {"hr-handbook": full, "personeel": full, "off": zero, "unknown": zero}


def test_a_page_one_may_not_read_counts_as_nothing(anna: Visitor, make: Factory, site: MadeSite) -> None:
    board = make.page(site, "board", groups=["board"])
    member = make.visitor(make.person(groups=["board"]), site)
    member.reply(board)
    assert anna.get("/counts?site=intranet&page=board").json == {"board": {"comments": 0, "reactions": 0}}
    assert member.get("/counts?site=intranet&page=board").json == {"board": {"comments": 1, "reactions": 0}}


def test_a_hundred_pages_are_counted_and_one_more_is_refused(anna: Visitor) -> None:
    query = "&".join(f"page={number}" for number in range(100))
    assert len(anna.get(f"/counts?site=intranet&{query}").json) == 100
    assert fault(anna.get(f"/counts?site=intranet&{query}&page=100")) == (422, "invalid")


@pytest.mark.parametrize(
    ("query", "counts"),
    [("?site=intranet", {}), ("?site=nowhere&page=hr-handbook", {"hr-handbook": {"comments": 0, "reactions": 0}})],
)
def test_without_pages_or_with_another_site_there_is_nothing(
    anna: Visitor, page: str, query: str, counts: dict
) -> None:
    anna.reply(page)
    answer = anna.get(f"/counts{query}")
    assert (answer.status_code, answer.json) == (200, counts)


@pytest.mark.parametrize("key", ["%00", "x" * 501])
def test_what_cannot_be_a_page_is_refused(anna: Visitor, key: str) -> None:
    assert fault(anna.get(f"/counts?site=intranet&page={key}")) == (422, "invalid")


@pytest.mark.parametrize("query", ["?page=x", "?site=%00&page=x"])
def test_without_a_site_the_question_is_refused(anna: Visitor, query: str) -> None:
    answer = anna.get(f"/counts{query}")
    assert (*fault(answer), list(answer.json["errors"])) == (422, "invalid", ["site"])
