"""A whole conversation without a pointer; and what a screen reader is told on the way."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.helpers.browser import Reader, pick

MOST_TABS = 40


def tab_to(reader: Reader, selector: str) -> None:
    """Press Tab until the focus is where it should come; fails when it does not come there."""
    goal = reader.thread.locator(selector).first
    for _ in range(MOST_TABS):
        reader.page.keyboard.press("Tab")
        if goal.evaluate("node => node.getRootNode().activeElement === node"):
            return
    raise AssertionError(f"{MOST_TABS} times Tab did not lead to {selector}")


def enter(anna: Reader) -> None:
    """Come in without a pointer, but for the choice at the issuer."""
    expect(anna.button).to_be_visible()
    with anna.page.expect_response("**/oauth/device_authorization"):
        tab_to(anna, "[part~=sign-in]")
    with anna.context.expect_page() as found:
        anna.page.keyboard.press("Enter")
    window = pick(found.value, anna.name)
    if not window.is_closed():
        window.wait_for_event("close")
    expect(anna.voice).to_have_text("You are signed in as Anna de Koning.")
    expect(anna.composer).to_be_focused()


def test_a_conversation_goes_by_keyboard_alone(anna: Reader, key: str) -> None:
    enter(anna.visit("plain", key))
    anna.page.keyboard.type("By keyboard.")
    anna.page.keyboard.press("Control+Enter")
    expect(anna.voice).to_have_text("Your comment is posted.")
    expect(anna.comment("By keyboard.")).to_be_focused()

    tab_to(anna, "[part~=comment] [part~=like]")
    anna.page.keyboard.press("Space")
    expect(anna.thread.locator("[part~=comment] [part~=like]")).to_have_attribute("aria-pressed", "true")
    expect(anna.thread.locator("[part~=comment] [part~=like]")).to_be_focused()

    tab_to(anna, "[part~=comment] [part~=reply]")
    anna.page.keyboard.press("Enter")
    expect(anna.thread.get_by_role("textbox", name="Reply to Anna de Koning")).to_be_focused()
    anna.page.keyboard.press("Escape")
    expect(anna.thread.locator("[part~=comment] [part~=reply]")).to_be_focused()

    tab_to(anna, "[part~=comment] [aria-haspopup=menu]")
    anna.page.keyboard.press("Enter")
    expect(anna.thread.get_by_role("menuitem").first).to_be_focused()
    anna.page.keyboard.press("End")
    expect(anna.thread.get_by_role("menuitem").last).to_be_focused()
    anna.page.keyboard.press("Escape")
    expect(anna.thread.locator("[part~=comment] [aria-haspopup=menu]")).to_be_focused()
