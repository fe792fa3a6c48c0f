"""The feed on a start page: what colleagues did elsewhere, why it is shown, and what one does with it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.helpers.axe import faults
from tests.helpers.browser import Reader, shifts
from tests.helpers.feeding import card, choose, choose_newest, feed
from tests.helpers.service import until

FOLLOWED = "Because Bram Visser, whom you follow, replied"


@pytest.fixture
def bram(known: Callable[[str], Reader]) -> Reader:
    """Signed in."""
    return known("Bram Visser")


@pytest.fixture
def following(reader: Callable[..., Reader], bram: Reader, key: str) -> Reader:
    """Anna, signed in, who follows Bram."""
    anna = reader("Anna de Koning").visit("feeds", key).sign_in()
    bram.visit("plain", key)
    bram.reply("I am here.")
    (found,) = bram.call("POST", "/boot", {"site": "intranet"})
    anna.call("PUT", f"/objects/{found['me']['id']}/follow", {"level": "all"})
    anna.call("PUT", "/feed/tab", {"tab": "for-you"})
    return anna.visit("feeds", key)


def test_anna_sees_what_bram_whom_she_follows_answered_where_she_never_was(
    following: Reader, bram: Reader, key: str
) -> None:
    bram.visit("plain", f"{key}-elsewhere")
    written = bram.reply("The soup is ready.")
    href = written.locator("header a").first.get_attribute("href")
    anna = following.visit("feeds", key)
    found = card(anna, "The soup is ready.")
    expect(found.locator("[part~=why]")).to_have_text(FOLLOWED)
    expect(found.locator(".title")).to_have_text("Travel costs")
    assert str(found.locator(".title a").get_attribute("href")).endswith(f"page={key}-elsewhere{href}")
    assert anna.faults == []


def test_why_and_how_say_their_numbers(following: Reader, bram: Reader, key: str) -> None:
    bram.visit("plain", f"{key}-elsewhere")
    bram.reply("Look at this.")
    anna = following.visit("feeds", key)
    choose(anna, "Look at this.", "Why do I see this?")
    panel = card(anna, "Look at this.").get_by_role("group", name="Why do I see this?")
    expect(panel).to_contain_text(f"{FOLLOWED}.")
    expect(panel).to_contain_text("reason 1.2 ×")
    feed(anna).get_by_role("button", name="How is this sorted?").click()
    expect(feed(anna).get_by_role("group", name="How is this sorted?")).to_contain_text("That halves every 24 hours.")
    assert faults(anna.page, "two panels open") == []


def test_what_one_shares_stands_on_top_and_others_answer_it_in_place(following: Reader, bram: Reader, key: str) -> None:
    anna = following
    feed(anna).locator("[part~=input]").first.fill(f"Who has the key to {key}?")
    feed(anna).locator("[part~=submit]").click()
    expect(card(anna, f"Who has the key to {key}?").first).to_be_focused()
    bram.visit("feeds", key)
    choose_newest(bram)
    found = card(bram, f"Who has the key to {key}?")
    expect(found.locator(".open-end")).to_have_text("not answered yet")
    found.get_by_role("button", name="Reply to").click()
    found.locator("[part~=input]").fill("I have.")
    found.locator("[part~=submit]").click()
    expect(found.locator(".answers li")).to_contain_text("I have.")
    feed(bram).get_by_role("button", name="For you").click()
    expect(feed(bram).get_by_role("button", name="For you")).to_have_attribute("aria-pressed", "true")


def test_the_tab_is_the_one_chosen_last(following: Reader, key: str) -> None:
    newest = feed(following).get_by_role("button", name="Newest")
    with following.page.expect_response("**/feed/tab"):
        newest.click()
    following.visit("feeds", key)
    expect(newest).to_have_attribute("aria-pressed", "true")


def test_what_is_new_waits_behind_a_pill(reader: Callable[..., Reader], bram: Reader, key: str) -> None:
    anna = reader("Anna de Koning")
    anna.page.clock.install()
    anna.visit("feeds", key).sign_in()
    choose_newest(anna)
    news = f"Just in at {key}."
    bram.visit("plain", f"{key}-elsewhere")
    bram.reply(news)
    pill = feed(anna).locator("[part~=new]")
    until(lambda: anna.page.clock.run_for(1000) or pill.count(), "the pill comes")
    expect(card(anna, news)).to_have_count(0)
    pill.click()
    expect(card(anna, news)).to_be_focused()


def test_what_is_muted_goes_at_once_and_comes_back_by_undo(following: Reader, bram: Reader, key: str) -> None:
    bram.visit("plain", f"{key}-elsewhere")
    bram.reply("Noise.")
    anna = following.visit("feeds", key)
    choose(anna, "Noise.", "Do not show this conversation any more")
    expect(card(anna, "Noise.")).to_have_count(0)
    feed(anna).get_by_role("button", name="Undo").click()
    expect(card(anna, "Noise.")).to_be_visible()


def test_page_down_goes_from_card_to_card(following: Reader, bram: Reader, key: str) -> None:
    for number in range(3):
        bram.visit("plain", f"{key}-{number}")
        bram.reply(f"Word {number}.")
    anna = following.visit("feeds", key)
    cards = feed(anna).locator("[role=article]")
    expect(cards.nth(2)).to_be_visible()
    cards.first.focus()
    anna.page.keyboard.press("PageDown")
    expect(cards.nth(1)).to_be_focused()
    expect(cards.nth(1)).to_have_attribute("aria-posinset", "2")
    anna.page.keyboard.press("PageUp")
    expect(cards.first).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_sidebar_of_280_pixels_holds_it_and_axe_finds_nothing(
    reader: Callable[..., Reader], bram: Reader, key: str, scheme: str
) -> None:
    bram.visit("plain", f"{key}-elsewhere")
    bram.reply("A word of " + "unbreakable" * 12)
    anna = reader("Anna de Koning", color_scheme=scheme).visit("sidebar", key).sign_in()
    choose_newest(anna)
    expect(card(anna, "unbreakable").first).to_be_visible()
    wide = feed(anna).evaluate("(host) => [host.scrollWidth, host.getBoundingClientRect().width]")
    assert wide == [280, 280]
    assert faults(anna.page, "in a sidebar") == []


def test_alone_on_a_page_it_opens_the_door_itself(reader: Callable[..., Reader], key: str) -> None:
    anna = reader("Anna de Koning").visit("feed", key)
    with anna.page.expect_response("**/oauth/device_authorization"):
        feed(anna).locator("[part~=sign-in]").hover()
    with anna.context.expect_page() as found:
        feed(anna).locator("[part~=sign-in]").click()
    found.value.get_by_role("button", name="Anna de Koning").click()
    expect(feed(anna).locator("[part~=input]").first).to_be_visible()
    anna.visit("feed", key)
    expect(feed(anna).locator("[part~=input]").first).to_be_visible()
    assert shifts(anna.page) == []
    assert anna.faults == []
