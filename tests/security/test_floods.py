"""Ten comments, sixty changing reactions and the like a minute, for each person and site."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from tests.factories import Factory, MadeSite
from tests.helpers.dump import differences, dump
from tests.helpers.http import Visitor, fault
from widget_server.boot import routes

pytestmark = pytest.mark.settings(limit_comments=10, limit_reactions=60)


@pytest.fixture(autouse=True)
def noon() -> Iterator[time_machine.Traveller]:
    """Time stands still: on a busy machine too, a minute passes when a test says so."""
    with time_machine.travel("2026-11-23T12:00:00+00:00", tick=False) as traveller:
        yield traveller


def test_the_eleventh_comment_in_a_minute_is_refused_and_the_next_minute_is_free(
    noon: time_machine.Traveller, anna: Visitor, bram: Visitor, page: str
) -> None:
    for _ in range(10):
        anna.reply(page)
    refused = anna.post(f"/objects/{page}/replies", {"source": "elf"})
    assert (*fault(refused), refused.headers["Retry-After"]) == (429, "too_many", "60")
    bram.reply(page)
    noon.shift(timedelta(seconds=61))
    anna.reply(page)
    assert anna.thread(page)["total"] == 12


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


def test_the_eleventh_edit_in_a_minute_is_refused(anna: Visitor, page: str) -> None:
    path = f"/comments/{anna.reply(page)['id']}"
    for number in range(10):
        assert anna.patch(path, {"source": f"Nummer {number}"}).status_code == 200
    assert fault(anna.patch(path, {"source": "elf"})) == (429, "too_many")
    assert anna.get(path).json["source"] == "Nummer 9"


def test_the_sixty_first_preview_in_a_minute_is_refused_and_takes_nothing_from_comments(
    anna: Visitor, bram: Visitor, page: str
) -> None:
    for _ in range(60):
        assert anna.post("/preview", {"source": "x"}).status_code == 200
    refused = anna.post("/preview", {"source": "x"})
    assert (*fault(refused), refused.headers["Retry-After"]) == (429, "too_many", "60")
    assert bram.post("/preview", {"source": "x"}).status_code == 200
    anna.reply(page)


def test_nobody_fills_a_site_with_pages(
    anna: Visitor, bram: Visitor, page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "NEW_PAGES_PER_MINUTE", 3)
    for number in range(3):
        assert anna.boot(f"page-{number}").status_code == 200
    assert fault(anna.boot("page-3")) == (429, "too_many")
    assert fault(anna.boot("hr-handbook", url="http://intranet.localhost:8080/another")) == (429, "too_many")
    assert anna.boot("page-0").status_code == 200
    assert bram.boot("page-3").status_code == 200


def test_a_refused_comment_leaves_nothing(anna: Visitor, page: str, make: Factory) -> None:
    for _ in range(10):
        anna.reply(page)
    before = dump(make.app)
    anna.post(f"/objects/{page}/replies", {"source": "elf"})
    assert differences(before, dump(make.app)) == []
