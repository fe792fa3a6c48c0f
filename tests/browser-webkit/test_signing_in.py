"""WebKitGTK has no partitioned cookies: one signs in once a page load, and what is in memory lasts as long."""

from __future__ import annotations

from tests.helpers import journeys
from tests.helpers.person import OWN_NAME, Person


def test_other_sites_read_the_cookies_of_a_visit_and_set_none_partitioned_or_not(anna: Person) -> None:
    other = anna.host.origin("cookies.localhost")
    anna.visit("bare", "none")
    for path in ("/set", "/set-own"):
        anna.fetch(f"{other}{path}")
    assert anna.fetch(f"{other}/cookies") == ""
    anna.driver.get(f"{other}/set")
    anna.visit("bare", "none")
    anna.fetch(f"{other}/set-own")
    assert anna.fetch(f"{other}/cookies") == "loose=1"


def test_anna_and_bram_talk_and_a_reload_asks_to_sign_in_again(anna: Person, bram: Person, key: str) -> None:
    journeys.anna_writes_and_bram_likes_it(anna, bram, key)
    anna.driver.refresh()
    anna.see("thread", "[part~=sign-in]")
    assert anna.all("thread", "[part~=comment]") == []
    assert anna.faults() == []
    anna.prepare()
    anna.come_back(anna.open_window("thread", "[part~=sign-in]"))
    anna.see("thread", "[part~=comment]", journeys.TEXT)
    anna.see("thread", journeys.LIKE, "Helpful · 1")


def test_a_reload_keeps_one_signed_in_on_the_domain_of_the_service(anna: Person, key: str) -> None:
    anna.visit("own", key, OWN_NAME).sign_in().reply(journeys.TEXT)
    anna.driver.refresh()
    anna.see("thread", ".speaker", anna.name)
    anna.see("thread", "[part~=comment]", journeys.TEXT)
    assert anna.faults() == []


def test_a_host_that_cuts_its_windows_off_signs_in_with_the_number(anna: Person, key: str) -> None:
    journeys.anna_signs_in_with_the_number(anna, key)


def test_a_press_on_like_signs_in(anna: Person, key: str) -> None:
    journeys.anna_presses_like_to_sign_in(anna, key)


def test_axe_finds_nothing_in_the_thread(anna: Person, key: str) -> None:
    journeys.axe_finds_nothing(anna, key)
