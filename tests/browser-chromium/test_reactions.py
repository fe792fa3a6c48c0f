"""Likes: of a page and of a comment, by whom, how often one clicks, with no conversation beside them."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.helpers.browser import Reader, pick

Known = Callable[[str], Reader]
CLICK = "(button, times) => { for (let at = 0; at < times; at += 1) button.click(); }"


def pill(reader: Reader) -> Locator:
    """The like of the page."""
    return reader.page.locator("weerklank-like [part~=like]")


def changes(reader: Reader) -> int:
    """Count the requests that set or took back a reaction."""
    return len([path for path in reader.paths() if "/reactions/" in path and path.split()[0] in ("PUT", "DELETE")])


def test_who_liked_a_comment_and_a_page_is_told_newest_first(known: Known, key: str) -> None:
    anna, bram = known("Anna de Koning").visit("plain", key), known("Bram Visser")
    anna.reply("A useful tip.").locator("[part~=like]").click()
    pill(anna).click()
    expect(pill(anna)).to_have_text("Helpful · 1")
    bram.visit("plain", key)
    expect(pill(bram)).to_have_text("Helpful · 1")
    expect(pill(bram)).to_have_attribute("aria-pressed", "false")
    tip = bram.comment("A useful tip.")
    tip.locator("[part~=like]").click()
    expect(tip.locator("[part~=like]")).to_have_text("Helpful · 2")
    pill(bram).click()
    line = bram.page.locator("weerklank-like .row.small")
    expect(line).to_have_text("BVAKYou and Anna")

    bram.choose(tip, "Who reacted")
    panel = bram.thread.get_by_role("group", name="Who reacted")
    expect(panel.get_by_role("listitem")).to_contain_text(["Bram Visser", "Anna de Koning"])
    expect(panel.get_by_role("listitem").last).to_contain_text("Logistiek")
    line.click()
    panel = bram.page.locator("weerklank-like").get_by_role("group", name="Who reacted")
    expect(panel.get_by_role("listitem")).to_contain_text(["Bram Visser", "Anna de Koning"])
    panel.get_by_role("button", name="Close").click()
    expect(line).to_be_focused()


def test_a_hundred_and_one_clicks_leave_one_like(known: Known, key: str) -> None:
    anna = known("Anna de Koning").visit("plain", key)
    tip = anna.reply("Click here.")
    before = changes(anna)
    for button in (tip.locator("[part~=like]"), pill(anna)):
        button.evaluate(CLICK, 101)
        expect(button).to_have_attribute("aria-pressed", "true")
        expect(button).to_have_text("Helpful · 1")
    anna.page.reload()
    for button in (tip.locator("[part~=like]"), pill(anna)):
        expect(button).to_have_text("Helpful · 1")
        expect(button).to_have_attribute("aria-pressed", "true")
    assert changes(anna) - before < 10


def test_a_refused_like_is_taken_back_and_said(known: Known, key: str) -> None:
    anna, bram = known("Anna de Koning").visit("plain", key), known("Bram Visser")
    tip = anna.reply("Soon gone.")
    bram.visit("plain", key)
    expect(bram.comment("Soon gone.")).to_be_visible()
    anna.choose(tip, "Remove")
    anna.thread.get_by_role("button", name="Remove", exact=True).click()
    expect(anna.voice).to_have_text("The comment is removed.")
    like = bram.comment("Soon gone.").locator("[part~=like]")
    like.click()
    expect(bram.voice).to_have_text("This comment was removed. It takes no reactions.")
    expect(like).to_have_attribute("aria-pressed", "false")
    expect(like).to_have_text("Helpful")


def test_a_like_alone_leads_to_signing_in_and_then_likes(anna: Reader, key: str) -> None:
    anna.visit("likes", key)
    expect(pill(anna)).to_have_text("Helpful")
    with anna.context.expect_page() as found:
        pill(anna).click()
    pick(found.value, anna.name)
    expect(anna.page.locator("weerklank-like [role=status].vh")).to_have_text(f"You are signed in as {anna.name}.")
    expect(pill(anna)).to_be_focused()
    anna.page.keyboard.press("Space")
    expect(pill(anna)).to_have_text("Helpful · 1")
    expect(anna.page.locator("weerklank-count")).to_have_text("Comments")
    assert anna.faults == []


def test_a_page_of_counts_signs_in_from_the_hosts_own_menu(anna: Reader, known: Known, key: str) -> None:
    known("Bram Visser").visit("plain", key).reply("To be counted.")
    anna.visit("counts", key)
    count = anna.page.locator("weerklank-count")
    expect(count).to_have_text("Comments")
    with anna.context.expect_page() as found:
        anna.page.get_by_role("button", name="Sign in from the menu").click()
    pick(found.value, anna.name)
    expect(count).to_have_text("1 comment")
    assert anna.faults == []
