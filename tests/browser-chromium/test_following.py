"""Following: the button alone, its levels, what posting begins, and from a comment's menu."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.helpers.axe import faults
from tests.helpers.browser import Reader

Known = Callable[[str], Reader]
TOLD = """() => {
  window.told = [];
  addEventListener("weerklank-followed", (event) => told.push(event.detail));
}"""


def pill(reader: Reader) -> Locator:
    """The button of the page."""
    return reader.page.locator("weerklank-follow [part~=follow]")


def is_on(reader: Reader, state: str) -> None:
    """Wait until the button says so."""
    expect(pill(reader)).to_have_attribute("aria-pressed", state)
    expect(pill(reader)).not_to_have_attribute("aria-disabled", "true")


def test_a_press_follows_and_the_page_is_told_and_a_reload_knows(known: Known, key: str) -> None:
    anna = known("Anna de Koning").visit("follow", key)
    is_on(anna, "false")
    anna.page.evaluate(TOLD)
    pill(anna).click()
    is_on(anna, "true")
    anna.page.wait_for_function("told.length === 1")
    told = anna.page.evaluate("told[0]")
    assert told["level"] == "all" and len(told["object"]) == 26
    anna.page.reload()
    is_on(anna, "true")
    pill(anna).click()
    is_on(anna, "false")
    assert anna.faults == []


@pytest.mark.parametrize(
    ("kind", "how", "mentions", "said"),
    [
        (
            "follow",
            "How much do you want to hear?",
            "Only when I am mentioned",
            "You hear of it when you are mentioned.",
        ),
        ("follow-dutch", "Hoeveel wil je horen?", "Alleen als ik word genoemd", "Je hoort het als je wordt genoemd."),
    ],
)
def test_the_level_is_chosen_by_keyboard_in_both_languages_and_axe_finds_nothing(
    known: Known, key: str, kind: str, how: str, mentions: str, said: str
) -> None:
    bram = known("Bram Visser").visit(kind, key)
    is_on(bram, "false")
    pill(bram).focus()
    bram.page.keyboard.press("Enter")
    is_on(bram, "true")
    bram.page.keyboard.press("Tab")
    bram.page.keyboard.press("Enter")
    menu = bram.page.get_by_role("menu", name=how)
    expect(menu.get_by_role("menuitemradio", checked=True)).to_be_focused()
    assert faults(bram.page, f"{kind}, open") == []
    bram.page.keyboard.press("ArrowDown")
    expect(menu.get_by_role("menuitemradio", name=mentions)).to_be_focused()
    bram.page.keyboard.press("Enter")
    expect(bram.page.locator("weerklank-follow p[role=status]")).to_have_text(said)
    bram.page.reload()
    is_on(bram, "true")
    bram.page.get_by_role("button", name=how).click()
    expect(menu.get_by_role("menuitemradio", name=mentions)).to_have_attribute("aria-checked", "true")
    assert faults(bram.page, kind) == []


def test_a_refusal_is_said_and_the_button_shows_what_stands(known: Known, key: str) -> None:
    anna = known("Anna de Koning").visit("follow", key)
    is_on(anna, "false")
    anna.page.route("**/follow", lambda route: route.abort())
    pill(anna).click()
    expect(anna.page.locator("weerklank-follow p[role=status]")).to_contain_text("There is no connection now.")
    is_on(anna, "false")
    anna.page.unroute("**/follow")
    pill(anna).click()
    is_on(anna, "true")


def test_posting_follows_the_conversation_visibly_and_one_press_undoes_it(known: Known, key: str) -> None:
    anna = known("Anna de Koning").visit("follow-talk", key)
    is_on(anna, "false")
    anna.reply("Something to hear more of.")
    line = anna.thread.locator(".following")
    expect(line).to_have_text("You follow this conversation · stop following")
    is_on(anna, "true")
    line.get_by_role("button").click()
    expect(line).to_have_text("You no longer follow this conversation · Follow")
    is_on(anna, "false")
    anna.reply("And once more.")
    expect(anna.comment("And once more.")).to_be_visible()
    is_on(anna, "false")
    assert anna.faults == []


def test_from_a_comments_menu_one_follows_the_conversation_and_who_wrote_it(known: Known, key: str) -> None:
    bram, anna = known("Bram Visser").visit("plain", key), known("Anna de Koning")
    bram.reply("Worth following.")
    anna.visit("plain", key)
    (found,) = bram.call("POST", "/boot", {"site": "intranet"})
    expect(anna.comment("Worth following.")).to_be_visible()
    anna.call("PUT", f"/objects/{found['me']['id']}/follow", {"level": "off"})
    anna.choose(anna.comment("Worth following."), "Follow…")
    panel = anna.thread.locator(".panel")
    both = panel.locator("[part~=follow]")
    expect(both).to_have_text(["This conversation", "Bram Visser"])
    both.last.click()
    expect(both.last).to_have_attribute("aria-pressed", "true")
    expect(both.first).to_have_attribute("aria-pressed", "false")
    assert faults(anna.page, "panel") == []


def test_a_person_who_is_not_there_cannot_be_followed(known: Known) -> None:
    anna = known("Anna de Koning").visit("follow-person", "0" * 26)
    expect(anna.page.locator("weerklank-follow .w")).to_be_hidden()


def test_nobody_signed_in_presses_to_sign_in(reader: Callable[..., Reader], key: str) -> None:
    stranger = reader("Anna de Koning").visit("follow", key)
    is_on(stranger, "false")
    with stranger.context.expect_page():
        pill(stranger).click()
