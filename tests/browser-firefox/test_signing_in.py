"""Firefox keeps third-party cookies apart for each site that one visits: signing in, and staying so."""

from __future__ import annotations

from tests.helpers import journeys
from tests.helpers.person import Person


def the_cookie_of_a_visit_does_not_come_back(anna: Person) -> None:
    """Prove that third-party cookies are held back: what a site set in a visit, it does not get from another."""
    other = anna.host.origin("cookies.localhost")
    for path in ("/set", "/cookies"):
        anna.driver.get(f"{other}{path}")
    anna.see("", "body", "loose=1")
    anna.visit("bare", "none")
    assert anna.fetch(f"{other}/cookies") == ""


def test_a_third_party_cookie_comes_back_on_the_site_that_got_it_and_nowhere_else(anna: Person) -> None:
    the_cookie_of_a_visit_does_not_come_back(anna)
    other = anna.host.origin("cookies.localhost")
    anna.fetch(f"{other}/set-own")
    assert anna.fetch(f"{other}/cookies") == "own=1"
    anna.driver.get(f"{other}/cookies")
    assert anna.see("", "body").text == "loose=1"


def test_anna_and_bram_talk_and_are_still_signed_in_after_a_reload(anna: Person, bram: Person, key: str) -> None:
    the_cookie_of_a_visit_does_not_come_back(anna)
    journeys.anna_writes_and_bram_likes_it(anna, bram, key)
    for person in (anna, bram):
        person.driver.refresh()
        person.see("thread", ".speaker", person.name)
        person.see("thread", journeys.LIKE, "Helpful · 1")
        assert person.faults() == []


def test_a_host_that_cuts_its_windows_off_signs_in_with_the_number(anna: Person, key: str) -> None:
    journeys.anna_signs_in_with_the_number(anna, key)
    anna.driver.refresh()
    anna.see("thread", ".speaker", anna.name)


def test_a_press_on_like_signs_in(anna: Person, key: str) -> None:
    journeys.anna_presses_like_to_sign_in(anna, key)


def test_axe_finds_nothing_in_the_thread(anna: Person, key: str) -> None:
    journeys.axe_finds_nothing(anna, key)
