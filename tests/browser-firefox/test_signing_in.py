"""Firefox keeps the cookies of other sites apart for each site that one visits: signing in, and staying so."""

from __future__ import annotations

from collections.abc import Callable

from tests.helpers import journeys
from tests.helpers.person import Person

ONLY_PARTITIONED = {"network.cookie.cookieBehavior.optInPartitioning": True}
NONE_OF_OTHERS = {"network.cookie.cookieBehavior": 1}


def cookies_of_a_visit(anna: Person) -> str:
    """Give what a site that set an unpartitioned cookie when it was visited gets back from a page of another site."""
    other = anna.host.origin("cookies.localhost")
    for path in ("/set", "/cookies"):
        anna.driver.get(f"{other}{path}")
    anna.see("", "body", "loose=1")
    anna.visit("bare", "none")
    return anna.fetch(f"{other}/cookies")


def cookies_of_others(anna: Person) -> str:
    """Give what a site gets back of what it set from a page of another site: unpartitioned, and partitioned."""
    other = anna.host.origin("cookies.localhost")
    anna.visit("bare", "none")
    for path in ("/set", "/set-own"):
        anna.fetch(f"{other}{path}")
    return anna.fetch(f"{other}/cookies")


def test_anna_and_bram_talk_and_are_still_signed_in_after_a_reload(anna: Person, bram: Person, key: str) -> None:
    assert cookies_of_a_visit(anna) == ""
    journeys.anna_writes_and_bram_likes_it(anna, bram, key)
    for person in (anna, bram):
        person.driver.refresh()
        person.see("thread", ".speaker", person.name)
        person.see("thread", journeys.LIKE, "Helpful · 1")
        assert person.faults() == []


def test_a_reload_keeps_one_signed_in_where_only_partitioned_cookies_are_kept(
    person: Callable[..., Person], key: str
) -> None:
    anna = person("Anna de Koning", ONLY_PARTITIONED)
    assert (cookies_of_a_visit(anna), cookies_of_others(anna)) == ("", "own=1")
    anna.visit("watched", key).sign_in()
    anna.driver.refresh()
    anna.see("thread", ".speaker", anna.name)


def test_a_reload_asks_to_sign_in_again_where_no_site_takes_cookies_from_others(
    person: Callable[..., Person], key: str
) -> None:
    anna = person("Anna de Koning", NONE_OF_OTHERS)
    assert (cookies_of_a_visit(anna), cookies_of_others(anna)) == ("", "")
    anna.visit("watched", key).sign_in()
    anna.driver.refresh()
    anna.see("thread", "[part~=sign-in]")


def test_a_host_that_cuts_its_windows_off_signs_in_with_the_number(anna: Person, key: str) -> None:
    journeys.anna_signs_in_with_the_number(anna, key)
    anna.driver.refresh()
    anna.see("thread", ".speaker", anna.name)


def test_a_press_on_like_signs_in(anna: Person, key: str) -> None:
    journeys.anna_presses_like_to_sign_in(anna, key)


def test_axe_finds_nothing_in_the_thread(anna: Person, key: str) -> None:
    journeys.axe_finds_nothing(anna, key)
