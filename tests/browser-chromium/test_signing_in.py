"""Signing in from a page of another site, in a browser that blocks third-party cookies."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.helpers.browser import Reader, hold, pick
from tests.helpers.service import until

FETCH = "async (url) => (await fetch(url, {credentials: 'include'})).text()"
BEGIN = """async ([url, site]) => {
  const body = new URLSearchParams({client_id: site});
  return (await fetch(`${url}/oauth/device_authorization`, {method: 'POST', body})).json();
}"""
POLL = """async ([url, site, code]) => {
  const grant_type = 'urn:ietf:params:oauth:grant-type:device_code';
  const body = new URLSearchParams({grant_type, device_code: code, client_id: site});
  return (await fetch(`${url}/oauth/token`, {method: 'POST', credentials: 'include', body})).json();
}"""


def test_a_third_party_cookie_does_not_come_back_unless_it_is_partitioned(anna: Reader) -> None:
    other = anna.host.origin("cookies.localhost")
    anna.page.goto(f"{other}/set")
    anna.page.goto(f"{other}/cookies")
    assert anna.page.inner_text("body") == "loose=1"
    anna.visit("bare", "none")
    anna.page.evaluate(FETCH, f"{other}/set")
    anna.page.evaluate(FETCH, f"{other}/set-own")
    assert anna.page.evaluate(FETCH, f"{other}/cookies") == "own=1"


def test_anna_and_bram_talk_and_are_still_signed_in_after_a_reload(anna: Reader, bram: Reader, key: str) -> None:
    anna.visit("plain", key).sign_in()
    assert "POST /auth/proof" in anna.paths()
    assert "POST /auth/number" not in anna.paths()
    anna.reply("The form moved to the portal.")
    anna.page.locator("weerklank-like [part~=like]").click()
    expect(anna.page.locator("weerklank-like [part~=like]")).to_have_text("Helpful · 1")

    bram.visit("plain", key).sign_in()
    expect(bram.comment("The form moved to the portal.")).to_be_visible()
    expect(bram.page.locator("weerklank-like [part~=like]")).to_have_text("Helpful · 1")
    expect(bram.page.locator("weerklank-count")).to_have_text("1 comment")
    like = bram.comment("The form moved").locator("[part~=like]")
    like.click()
    expect(like).to_have_attribute("aria-pressed", "true")

    for person in (anna, bram):
        person.page.reload()
        expect(person.thread.locator(".speaker").first).to_contain_text(person.name)
        expect(person.comment("The form moved").locator("[part~=like]")).to_have_text("Helpful · 1")


def test_a_host_that_cuts_its_popups_off_signs_in_with_the_number(anna: Reader, key: str) -> None:
    popup = anna.visit("coop", key).opened()
    number = anna.thread.locator(".number").inner_text()
    popup.get_by_role("button", name=number, exact=True).click()
    expect(anna.composer).to_be_visible()
    assert "POST /auth/proof" not in anna.paths()
    anna.reply("Signed in with a number.")


def test_a_wrong_number_ends_the_attempt_and_the_page_says_so(anna: Reader, key: str) -> None:
    popup = anna.visit("coop", key).opened()
    popup.get_by_role("button", name="I see no number").click()
    expect(popup.get_by_role("heading")).to_have_text("That was not the number")
    expect(anna.thread.get_by_role("alert")).to_contain_text("The sign-in was stopped.")
    expect(anna.composer).to_have_count(0)


def test_a_login_link_opened_by_somebody_else_yields_its_sender_nothing(anna: Reader, bram: Reader, key: str) -> None:
    anna.visit("plain", key)
    place = [anna.host.service, anna.host.site]
    sent = anna.page.evaluate(BEGIN, place)
    bram.page.goto(sent["verification_uri_complete"])
    window = pick(bram.page, bram.name)
    expect(window.get_by_role("heading", name="Which number stands on the page?")).to_be_visible()
    assert anna.page.evaluate(POLL, [*place, sent["device_code"]])["error"] == "authorization_pending"

    numbers = window.locator(".numbers button")
    expect(numbers).to_have_count(3)
    numbers.filter(has_not_text=re.compile(f"^{sent['number']}$")).first.click()
    expect(window.get_by_role("heading")).to_have_text("That was not the number")
    assert anna.page.evaluate(POLL, [*place, sent["device_code"]])["error"] == "access_denied"
    anna.page.reload()
    expect(anna.button).to_be_visible()


@pytest.mark.parametrize("kind", ["plain", "coop"])
def test_a_click_before_the_codes_are_there_goes_on_once_they_are(kind: str, anna: Reader, key: str) -> None:
    held = hold(anna, "**/oauth/device_authorization")
    anna.visit(kind, key)
    with anna.context.expect_page() as found:
        anna.button.click()
    expect(found.value.locator("body")).to_have_text("One moment…")
    until(lambda: held or anna.page.wait_for_timeout(5), "the codes are asked for")
    held[0].continue_()
    popup = pick(found.value, anna.name)
    if kind == "coop":
        popup.get_by_role("button", name=anna.thread.locator(".number").inner_text(), exact=True).click()
    expect(anna.composer).to_be_visible()


def test_codes_that_never_come_close_the_window_and_offer_to_try_again(anna: Reader, key: str) -> None:
    held = hold(anna, "**/oauth/device_authorization")
    anna.visit("plain", key)
    with anna.context.expect_page() as found:
        anna.button.click()
    with found.value.expect_event("close"):
        held[0].abort()
    alert = anna.thread.get_by_role("alert")
    expect(alert).to_contain_text("There is no connection now.")
    held[1].continue_()
    with anna.context.expect_page() as found:
        alert.get_by_role("button", name="Try again").click()
    pick(found.value, anna.name)
    expect(anna.composer).to_be_visible()


def test_a_second_press_finds_the_window_and_does_not_close_it(anna: Reader, key: str) -> None:
    window = anna.visit("plain", key).pressed()
    window.wait_for_url("**/demo-idp/**")
    anna.button.click()
    anna.button.click()
    assert not window.is_closed()
    pick(window, anna.name)
    expect(anna.composer).to_be_visible()


def test_a_host_that_asks_again_leads_the_same_window_to_a_new_attempt(anna: Reader, key: str) -> None:
    window = anna.visit("plain", key).pressed()
    window.wait_for_url("**/demo-idp/**")
    with window.expect_navigation(url="**/demo-idp/**"):
        anna.page.evaluate("() => { weerklank.push((w) => w.signIn()) }")
    pick(window, anna.name)
    expect(anna.composer).to_be_visible()
