"""How many SQL statements a feed takes: the same for any number of followed things, on both databases."""

from __future__ import annotations

import pytest

from tests.factories import Factory, MadeSite
from tests.helpers import following
from tests.helpers.http import Visitor
from tests.helpers.statements import Statements


def taken(who: Visitor, path: str) -> int:
    """Count the statements of a reading."""
    with Statements.listening() as run:
        assert who.get(path).status_code == 200
    return run.count


@pytest.mark.parametrize("number", [1, 12])
def test_a_feed_takes_the_same_statements_whatever_number_of_things_is_followed(
    anna: Visitor, make: Factory, site: MadeSite, number: int
) -> None:
    people = [make.visitor(make.person(), site) for _ in range(12)]
    for place, each in enumerate(people):
        make.comment(make.page(site, f"p{place}"), each)
        if place < number:
            following.follow(make, anna, each.id)
    filled_up = 2 if number < 10 else 0
    assert taken(anna, "/feed") == 6 + filled_up
    snapshot = anna.get("/feed").json["snapshot"]
    assert taken(anna, f"/feed/news?snapshot={snapshot}") == 2


def test_the_newest_of_a_site_take_six_and_a_feed_of_nothing_takes_four(
    anna: Visitor, bram: Visitor, page: str
) -> None:
    assert taken(anna, "/feed") == 4  # nothing to rank, nothing to show
    bram.reply(page)
    assert taken(anna, "/feed?tab=newest") == 6
    assert taken(anna, "/feed") == 7
