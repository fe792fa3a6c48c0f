"""Who somebody is, from what they wrote."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.helpers.axe import faults
from tests.helpers.browser import Reader


def test_a_name_tells_who_it_is_and_what_one_wrote_only_when_switched_on(anna: Reader, bram: Reader, key: str) -> None:
    anna.visit("plain", key).sign_in()
    comment = anna.reply("Wie weet dit?")
    anna.call("PATCH", "/me/profile", {"about": "Plant de routes", "topics": ["Routes"]})
    bram.visit("plain", key).sign_in()
    theirs = bram.comment("Wie weet dit?")
    bram.choose(theirs, "About Anna de Koning")
    panel = bram.thread.get_by_role("group", name="Anna de Koning")
    expect(panel).to_contain_text("Plant de routes")
    expect(panel).to_contain_text("Knows about Routes")
    expect(panel.get_by_role("button", name="What Anna")).to_have_count(0)
    assert faults(bram.page, "with a profile") == []
    panel.get_by_role("button", name="Close").press("Escape")
    expect(panel).to_have_count(0)
    expect(theirs.get_by_role("button", name="More about")).to_be_focused()
    anna.call("PATCH", "/me/profile", {"show_contributions": True})
    bram.choose(theirs, "About Anna de Koning")
    panel.get_by_role("button", name="What Anna de Koning wrote").click()
    expect(panel.get_by_role("listitem").first).to_contain_text("Wie weet dit?")
    expect(comment).to_be_visible()
