"""What managers and owners settle in place, and what readers then see."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.helpers.browser import Reader

Known = Callable[[str], Reader]


@pytest.fixture
def bram(known: Known) -> Reader:
    return known("Bram Visser")


@pytest.fixture
def carla(known: Known, key: str) -> Reader:
    """A community manager, before a page with a comment of hers."""
    carla = known("Carla Jansen").visit("plain", key)
    carla.reply("As it stands.")
    return carla


def settle(reader: Reader, label: str) -> Locator:
    """Choose a setting of the page; it is saved, and the choice keeps the focus."""
    button = reader.thread.get_by_role("button", name="Settings")
    if button.get_attribute("aria-expanded") != "true":
        button.click()
    choice = reader.thread.get_by_label(label)
    choice.click()
    expect(reader.voice).to_have_text("The setting is saved.")
    expect(choice).to_be_focused()
    return choice


def test_a_manager_ends_replying_and_readers_still_read(carla: Reader, bram: Reader, key: str) -> None:
    settle(carla, "Read only")
    expect(carla.thread).to_contain_text("You can still read, replying has ended.")
    bram.visit("plain", key)
    expect(bram.comment("As it stands.")).to_be_visible()
    expect(bram.thread).to_contain_text("You can still read, replying has ended.")
    expect(bram.thread.locator("[part~=reply], [part~=composer]")).to_have_count(0)
    settle(carla, "Open")
    bram.page.reload()
    expect(bram.composer).to_be_visible()


def test_a_manager_takes_comments_off_a_page(carla: Reader, bram: Reader, key: str) -> None:
    settle(carla, "Off")
    bram.visit("plain", key)
    expect(bram.thread).to_contain_text("Comments are off on this page.")
    expect(bram.comment("As it stands.")).to_have_count(0)
    expect(bram.page.locator("weerklank-like [part~=like]")).to_be_hidden()


def test_a_manager_takes_reactions_off_a_page(carla: Reader, bram: Reader, key: str) -> None:
    expect(settle(carla, "Allow reactions")).not_to_be_checked()
    bram.visit("plain", key)
    expect(bram.comment("As it stands.").locator("[part~=reply]")).to_be_visible()
    expect(bram.comment("As it stands.").locator("[part~=like]")).to_be_hidden()
    expect(bram.page.locator("weerklank-like [part~=like]")).to_be_hidden()


def test_an_owner_settles_their_page_and_nobody_elses(carla: Reader, bram: Reader, key: str) -> None:
    bram.visit("plain", key)
    expect(bram.thread.get_by_role("combobox", name="Order")).to_be_visible()
    expect(bram.thread.get_by_role("button", name="Settings")).to_have_count(0)
    page = {"site": bram.host.site, "page": {"id": key, "url": bram.page.url}, "widgets": []}
    booted = bram.call("POST", "/boot", page)[0]
    carla.call("PATCH", f"/pages/{booted['page']['id']}", {"owner": booted["me"]["id"]})
    bram.page.reload()
    settle(bram, "Read only")
    expect(bram.thread).to_contain_text("You can still read, replying has ended.")


def test_a_copied_page_that_is_the_same_keeps_its_conversation(carla: Reader, bram: Reader, key: str) -> None:
    bram.page.goto(bram.host.url("plain", key) + "&copy")
    expect(bram.comment("As it stands.")).to_be_visible()
    carla.page.reload()
    question = carla.thread.get_by_role("group", name="This page also stands at another address:")
    expect(question.get_by_role("link")).to_have_attribute("href", bram.page.url)
    question.get_by_role("button", name="Same conversation").click()
    expect(question).to_have_count(0)
    expect(carla.voice).to_have_text("The setting is saved.")
    bram.page.reload()
    expect(bram.comment("As it stands.")).to_be_visible()


def test_a_copied_page_may_begin_a_conversation_of_its_own(carla: Reader, bram: Reader, key: str) -> None:
    bram.page.goto(bram.host.url("plain", key) + "&copy")
    expect(bram.comment("As it stands.")).to_be_visible()
    carla.page.reload()
    carla.thread.get_by_role("button", name="Its own conversation").click()
    expect(carla.voice).to_have_text("The setting is saved.")
    bram.page.reload()
    expect(bram.composer).to_be_visible()
    expect(bram.comment("As it stands.")).to_have_count(0)
    carla.page.reload()
    expect(carla.comment("As it stands.")).to_be_visible()


def test_a_hidden_comment_says_why_until_it_is_back(carla: Reader, bram: Reader, key: str) -> None:
    carla.choose(carla.comment("As it stands."), "Hide")
    carla.thread.get_by_role("textbox", name="Why do you hide this comment?").fill("It names a customer.")
    carla.thread.get_by_role("button", name="Hide", exact=True).click()
    expect(carla.voice).to_have_text("The comment is hidden.")
    gone = carla.comment("Hidden by the community manager: It names a customer.")
    expect(gone).to_be_focused()
    bram.visit("plain", key)
    expect(bram.comment("Hidden by the community manager: It names a customer.")).to_be_visible()
    expect(bram.thread).not_to_contain_text("As it stands.")
    expect(bram.thread.get_by_role("button", name="More about")).to_have_count(0)
    carla.choose(gone, "Read the hidden text")
    expect(carla.thread.get_by_role("group", name="Carla Jansen")).to_contain_text("As it stands.")
    carla.page.keyboard.press("Escape")
    carla.choose(gone, "Restore")
    expect(carla.voice).to_have_text("The comment is back.")
    expect(carla.comment("As it stands.")).to_be_focused()
    bram.page.reload()
    expect(bram.comment("As it stands.")).to_be_visible()
