"""Ten comments and sixty changing reactions a minute, for each person and site."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from tests.factories import Factory, MadeSite
from tests.helpers.http import Visitor, fault

pytestmark = pytest.mark.settings(limit_comments=10, limit_reactions=60)


def test_the_eleventh_comment_in_a_minute_is_refused_and_the_next_minute_is_free(
    anna: Visitor, bram: Visitor, page: str
) -> None:
    with time_machine.travel("2026-11-23T12:00:00+00:00", tick=False) as traveller:
        anna, bram = anna.again(), bram.again()
        for _ in range(10):
            anna.reply(page)
        refused = anna.post(f"/objects/{page}/replies", {"source": "elf"})
        assert (*fault(refused), refused.headers["Retry-After"]) == (429, "too_many", "60")
        bram.reply(page)
        traveller.shift(timedelta(seconds=61))
        anna.reply(page)
    assert anna.again().thread(page)["total"] == 12


def test_the_limit_holds_across_pages_and_comments_but_not_across_sites(
    make: Factory, site: MadeSite, page: str
) -> None:
    person = make.person()
    here = make.visitor(person, site)
    other = make.site("other", "https://other.example")
    there = make.visitor(person, other)
    root = here.reply(page)["id"]
    canteen = make.page(site, "canteen")
    for _ in range(3):
        here.reply(page), here.reply(root), here.reply(canteen)
    assert fault(here.post(f"/objects/{canteen}/replies", {"source": "x"})) == (429, "too_many")
    there.reply(make.page(other))


def test_the_sixty_first_changing_like_is_refused_and_repeats_are_free(anna: Visitor, page: str) -> None:
    like = f"/objects/{page}/reactions/like"
    for _ in range(30):
        assert anna.put(like).status_code == 200
        assert anna.put(like).status_code == 200
        assert anna.delete(like).status_code == 200
        assert anna.delete(like).status_code == 200
    assert fault(anna.put(like)) == (429, "too_many")
    assert anna.boot().json["counts"]["reactions"] == 0
    assert anna.delete(like).status_code == 200


def test_a_refused_comment_leaves_nothing(anna: Visitor, page: str, make: Factory) -> None:
    for _ in range(10):
        anna.reply(page)
    from tests.helpers.dump import differences, dump

    before = dump(make.app)
    anna.post(f"/objects/{page}/replies", {"source": "elf"})
    assert differences(before, dump(make.app)) == []
