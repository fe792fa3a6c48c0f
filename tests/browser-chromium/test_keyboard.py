"""A whole conversation without a pointer: where the focus is after each step, and what a screen reader is told."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.helpers.browser import Reader, pick

MOST_TABS = 40
LIKE = "[part~=comment] [part~=like]"
REPLY = "[part~=comment] [part~=reply]"
MENU = "[part~=comment] [aria-haspopup=menu]"


def tab_to(reader: Reader, goal: Locator) -> None:
    """Press Tab until the focus is where it should come; fails when it does not come there."""
    for _ in range(MOST_TABS):
        reader.page.keyboard.press("Tab")
        if goal.evaluate("node => node.getRootNode().activeElement === node"):
            return
    raise AssertionError(f"{MOST_TABS} times Tab did not lead to {goal}")


def press(reader: Reader, selector: str, key: str) -> Locator:
    """Go to the first of what `selector` names and press a key there; give it."""
    goal = reader.thread.locator(selector).first
    tab_to(reader, goal)
    reader.page.keyboard.press(key)
    return goal


def choose(reader: Reader, label: str) -> None:
    """Choose from the menu of the comment that has the focus, with the arrows."""
    press(reader, MENU, "Enter")
    wanted = reader.thread.get_by_role("menuitem", name=label, exact=True)
    expect(reader.thread.get_by_role("menuitem").first).to_be_focused()
    for _ in range(MOST_TABS):
        if wanted.evaluate("node => node.getRootNode().activeElement === node"):
            break
        reader.page.keyboard.press("ArrowDown")
    reader.page.keyboard.press("Enter")


def enter(reader: Reader) -> None:
    """Come in without a pointer, but for the choice at the issuer; the focus comes where one writes."""
    expect(reader.button).to_be_visible()
    with reader.page.expect_response("**/oauth/device_authorization"):
        tab_to(reader, reader.button)
    with reader.context.expect_page() as found:
        reader.page.keyboard.press("Enter")
    window = pick(found.value, reader.name)
    if not window.is_closed():
        window.wait_for_event("close")
    expect(reader.composer).to_be_focused()


def write(reader: Reader, text: str) -> None:
    """Type where the focus is, and send it; the focus comes on the comment, and stays when the service has it."""
    reader.page.keyboard.type(text)
    reader.page.keyboard.press("Control+Enter")
    expect(reader.comment(text).locator("[part~=reply]")).to_be_visible()
    expect(reader.comment(text)).to_be_focused()


def test_a_conversation_goes_by_keyboard_alone(anna: Reader, key: str) -> None:
    enter(anna.visit("plain", key))
    expect(anna.voice).to_have_text("You are signed in as Anna de Koning.")
    write(anna, "By keyboard.")
    expect(anna.voice).to_have_text("Your comment is posted.")

    like = press(anna, LIKE, "Space")
    expect(like).to_have_attribute("aria-pressed", "true")
    expect(like).to_be_focused()

    press(anna, REPLY, "Enter")
    expect(anna.thread.get_by_role("textbox", name="Reply to Anna de Koning")).to_be_focused()
    write(anna, "An answer to it.")
    expect(anna.voice).to_have_text("Your comment is posted.")

    anna.page.reload()
    expect(anna.comment("An answer to it.")).to_be_visible()
    choose(anna, "Edit")
    field = anna.thread.get_by_role("textbox", name="Edit the comment by Anna de Koning")
    expect(field).to_be_focused()
    anna.page.keyboard.press("Control+a")
    write(anna, "By keyboard alone.")
    expect(anna.voice).to_have_text("Your change is saved.")

    choose(anna, "Remove")
    expect(anna.thread.get_by_role("heading", name="Remove this comment?")).to_be_focused()
    press(anna, ".panel .primary", "Enter")
    expect(anna.voice).to_have_text("The comment is removed.")
    expect(anna.comment("This comment was removed.")).to_be_focused()


def test_escape_leads_back_to_where_one_came_from(anna: Reader, key: str) -> None:
    anna.visit("plain", key).sign_in().reply("Something to act on.")
    button = press(anna, REPLY, "Enter")
    expect(anna.thread.get_by_role("textbox", name="Reply to Anna de Koning")).to_be_focused()
    anna.page.keyboard.press("Escape")
    expect(button).to_be_focused()

    button = press(anna, MENU, "Enter")
    expect(anna.thread.get_by_role("menuitem").first).to_be_focused()
    anna.page.keyboard.press("End")
    expect(anna.thread.get_by_role("menuitem").last).to_be_focused()
    anna.page.keyboard.press("Escape")
    expect(button).to_be_focused()

    choose(anna, "Remove")
    expect(anna.thread.get_by_role("heading", name="Remove this comment?")).to_be_focused()
    anna.page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_the_last_comment_removed_leads_to_where_one_writes(anna: Reader, key: str) -> None:
    anna.visit("plain", key).sign_in().reply("The only one.")
    choose(anna, "Remove")
    press(anna, ".panel .primary", "Enter")
    expect(anna.voice).to_have_text("The comment is removed.")
    expect(anna.comment("The only one.")).to_have_count(0)
    expect(anna.composer).to_be_focused()


def test_the_same_steps_are_told_in_dutch(anna: Reader, key: str) -> None:
    anna.visit("dutch", key)
    expect(anna.button).to_have_text("Inloggen bij De Vries BV")
    enter(anna)
    expect(anna.voice).to_have_text("Je bent ingelogd als Anna de Koning.")
    write(anna, "Met het toetsenbord.")
    expect(anna.voice).to_have_text("Je reactie is geplaatst.")
    choose(anna, "Bewerken")
    expect(anna.thread.get_by_role("textbox", name="Reactie van Anna de Koning bewerken")).to_be_focused()
    anna.page.keyboard.press("Control+a")
    write(anna, "Alleen met het toetsenbord.")
    expect(anna.voice).to_have_text("Je wijziging is bewaard.")
    choose(anna, "Verwijderen")
    press(anna, ".panel .primary", "Enter")
    expect(anna.voice).to_have_text("De reactie is verwijderd.")
    press(anna, "[part~=sign-out]", "Enter")
    expect(anna.voice).to_have_text("Je bent uitgelogd.")
    expect(anna.button).to_be_focused()
