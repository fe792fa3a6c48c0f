"""What people do with their own words: leave them unsent, change them, take them back, point to them, miss none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.helpers.browser import Reader
from tests.helpers.service import until


@pytest.fixture
def anna(known: Callable[[str], Reader]) -> Reader:
    """Signed in."""
    return known("Anna de Koning")


@pytest.fixture
def bram(known: Callable[[str], Reader]) -> Reader:
    """Signed in."""
    return known("Bram Visser")


def test_anna_changes_her_words(anna: Reader, bram: Reader, key: str) -> None:
    anna.visit("plain", key)
    anna.choose(anna.reply("Before the tenht."), "Edit")
    field = anna.thread.get_by_role("textbox", name="Edit the comment")
    expect(field).to_have_value("Before the tenht.")
    field.fill("Before the tenth.")
    anna.thread.get_by_role("button", name="Save", exact=True).click()
    expect(anna.voice).to_have_text("Your change is saved.")
    expect(anna.comment("Before the tenth.")).to_be_focused()
    bram.visit("plain", key)
    expect(bram.comment("Before the tenth.")).to_be_visible()


def test_anna_takes_her_words_back(anna: Reader, bram: Reader, key: str) -> None:
    anna.visit("plain", key)
    anna.choose(anna.reply("Forget this."), "Remove")
    anna.thread.get_by_role("button", name="Remove", exact=True).click()
    expect(anna.voice).to_have_text("The comment is removed.")
    expect(anna.comment("Forget this.")).to_have_count(0)
    bram.visit("plain", key)
    expect(bram.comment("Forget this.")).to_have_count(0)


def test_a_permalink_brings_the_reader_to_its_comment(anna: Reader, key: str) -> None:
    anna.visit("plain", key)
    anna.reply("The first.")
    link = anna.reply("The one that is meant.").locator("header a").get_attribute("href")
    anna.page.goto("about:blank")
    anna.page.goto(anna.host.url("plain", key) + str(link))
    expect(anna.comment("The one that is meant.")).to_be_focused()


def test_what_is_new_waits_behind_a_button(reader: Callable[..., Reader], bram: Reader, key: str) -> None:
    anna = reader("Anna de Koning")
    anna.page.clock.install()
    anna.visit("plain", key).sign_in()
    bram.visit("plain", key)
    bram.reply("Just in.")
    pill = anna.thread.locator("[part~=new]")
    until(lambda: anna.page.clock.run_for(200) or pill.count(), "the button comes")
    expect(pill).to_have_text("Show 1 new comment")
    expect(anna.comment("Just in.")).to_have_count(0)
    pill.click()
    expect(anna.comment("Just in.")).to_be_focused()
