"""Mentioning somebody while one types: by keyboard and by touch, under the real name."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.helpers.axe import faults
from tests.helpers.browser import Reader


def options(reader: Reader) -> Locator:
    """Those who are offered."""
    return reader.thread.locator(".entry [role=option]")


def ask(reader: Reader, text: str = "Vraag @br") -> Locator:
    """Type, and wait for who is offered."""
    reader.composer.click()
    reader.composer.press_sequentially(text)
    expect(options(reader).filter(has_text="Bram Visser")).to_be_visible()
    return options(reader)


def test_somebody_is_chosen_by_keyboard_and_named_in_what_is_posted(anna: Reader, bram: Reader, key: str) -> None:
    bram.visit("plain", key).sign_in()
    anna.visit("plain", key).sign_in()
    ask(anna)
    first = options(anna).first.get_attribute("id") or ""
    expect(anna.composer).to_have_attribute("aria-activedescendant", first)
    assert faults(anna.page, "with people to choose from") == []
    anna.composer.press("ArrowDown")
    anna.composer.press("ArrowUp")
    anna.composer.press("Enter")
    expect(anna.composer).to_have_value("Vraag @Bram Visser ")
    expect(options(anna)).to_have_count(0)
    expect(anna.thread.get_by_text("1 person will be told")).to_be_visible()
    anna.composer.press_sequentially("maar")
    anna.thread.locator(".entry [part~=submit]").click()
    expect(anna.thread.locator("span.mention")).to_have_text("@Bram Visser")


def test_escape_leaves_the_text_and_a_draft_keeps_who_was_meant(anna: Reader, bram: Reader, key: str) -> None:
    bram.visit("plain", key).sign_in()
    anna.visit("plain", key).sign_in()
    ask(anna)
    anna.composer.press("Escape")
    expect(options(anna)).to_have_count(0)
    expect(anna.composer).to_have_value("Vraag @br")
    anna.composer.press("Backspace")
    expect(options(anna).first).to_be_visible()
    options(anna).filter(has_text="Bram Visser").click()
    anna.composer.press_sequentially("x")
    anna.page.wait_for_function("() => Object.values(localStorage).some((kept) => kept.includes('@[Bram Visser]'))")
    anna.page.reload()
    expect(anna.composer).to_have_value("Vraag @Bram Visser x")
    anna.thread.locator(".entry [part~=submit]").click()
    expect(anna.thread.locator("span.mention")).to_have_text("@Bram Visser")


def test_somebody_is_chosen_by_touch_on_a_narrow_screen(reader: Callable[..., Reader], bram: Reader, key: str) -> None:
    bram.visit("plain", key).sign_in()
    anna = reader("Anna de Koning", has_touch=True, is_mobile=True, viewport={"width": 280, "height": 640})
    anna.visit("plain", key).sign_in()
    ask(anna)
    box = options(anna).first.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 280
    options(anna).filter(has_text="Bram Visser").tap()
    expect(anna.composer).to_have_value("Vraag @Bram Visser ")
    told = anna.thread.get_by_text("1 person will be told")
    expect(told).to_be_visible()
    lines = told.bounding_box()
    assert lines is not None
    assert lines["height"] < 40  # on one line, not squeezed beside the buttons


def test_a_member_mentions_a_group_by_keyboard_and_sees_how_many_are_told(
    known: Callable[[str], Reader], anna: Reader, bram: Reader, key: str
) -> None:
    carla = known("Carla Jansen")
    (group,) = carla.call("POST", "/groups", {"name": f"Rowers of {key}"})
    for reader in (anna, bram):
        reader.visit("plain", key).sign_in()
        reader.call("PUT", f"/groups/{group['id']}/members/me")
    anna.composer.click()
    anna.composer.press_sequentially("Dear @rowe")
    offered = options(anna).filter(has_text=f"Rowers of {key}")
    expect(offered).to_contain_text("group, 3 members")
    assert faults(anna.page, "with a group to choose from") == []
    anna.composer.press("Enter")
    expect(anna.thread.get_by_text("2 people will be told")).to_be_visible()
    anna.thread.locator(".entry [part~=submit]").click()
    expect(anna.thread.locator("span.mention")).to_have_text(f"@Rowers of {key}")
