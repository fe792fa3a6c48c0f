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


# As the page's own script would, with the token that the widget sent last.
CHANGE = """async ([address, token, times]) => {
  const headers = { Authorization: token, "Content-Type": "application/json" };
  const change = (source) => fetch(address, { method: "PATCH", headers, body: JSON.stringify({ source }) });
  for (let number = 0; number < times; number += 1) if (!(await change(`Take ${number}.`)).ok) return number;
  return times;
}"""


def test_a_history_of_more_than_a_hundred_comes_in_two_parts(anna: Reader, key: str) -> None:
    written = anna.visit("plain", key).reply("The first take.")
    comment_id = written.evaluate("(node) => node.closest('[data-id]').dataset.id")
    token = next(each.headers["authorization"] for each in reversed(anna.sent) if "authorization" in each.headers)
    address = f"{anna.host.service}/api/v1/comments/{comment_id}"
    assert anna.page.evaluate(CHANGE, [address, token, 103]) == 103
    anna.page.reload()
    anna.comment("Take 102.").locator("[data-do=history]").click()
    times, more = anna.thread.locator(".panel time"), anna.thread.locator(".panel [part~=more]")
    expect(times).to_have_count(101)
    more.focus()
    more.press("Enter")
    expect(times).to_have_count(104)
    expect(more).to_have_count(0)
    expect(anna.thread.locator(".panel p:focus")).to_contain_text("3")
    expect(anna.thread.locator(".panel .body").last).to_have_text("The first take.")
