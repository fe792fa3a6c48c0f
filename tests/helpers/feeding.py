"""A feed in a browser: its cards and what one chooses of them."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.helpers.browser import Reader


def feed(reader: Reader) -> Locator:
    """Give the feed of the page."""
    return reader.page.locator("weerklank-feed")


def card(reader: Reader, text: str) -> Locator:
    """Give the card that says `text`."""
    return feed(reader).locator("[part~=card]").filter(has_text=text)


def choose_newest(reader: Reader) -> None:
    """Go to the tab of the newest; it is there."""
    newest = feed(reader).get_by_role("button", name="Newest")
    newest.click()
    expect(newest).to_have_attribute("aria-pressed", "true")


def choose(reader: Reader, text: str, label: str) -> None:
    """Choose from the menu of a card."""
    card(reader, text).get_by_role("button", name="More about").click()
    feed(reader).get_by_role("menuitem", name=label, exact=True).click()
