"""The conversation in a frame, for hosts that allow no script: the examples as they stand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.helpers.browser import Reader
from tests.helpers.service import until


@pytest.fixture
def framed(anna: Reader) -> Reader:
    """Anna, before pages that frame the conversation."""
    anna.framed = True
    return anna


def test_a_host_without_scripts_frames_a_conversation_that_signs_in_and_replies(framed: Reader, key: str) -> None:
    framed.visit("framed", key).sign_in()
    assert "POST /auth/proof" in framed.paths()
    framed.reply("Out of a frame.")
    framed.page.reload()
    expect(framed.comment("Out of a frame.")).to_be_visible()
    assert framed.page.evaluate("customElements.get('weerklank-thread')") is None


def test_a_frame_that_says_no_address_stands_on_its_site_all_the_same(framed: Reader, bram: Reader, key: str) -> None:
    framed.visit("framed-briefly", key).sign_in().reply("Where am I?")
    bram.visit("plain", key).sign_in()
    expect(bram.comment("Where am I?")).to_be_visible()


def test_the_height_of_a_frame_follows_its_conversation(framed: Reader, key: str) -> None:
    frame = framed.visit("framed-high", key).page.locator("iframe")
    framed.sign_in()
    inside = framed.page.frame_locator("iframe").locator("html")

    def fits() -> bool:
        needed = inside.evaluate("html => html.getBoundingClientRect().height")
        return abs(frame.bounding_box()["height"] - needed) < 2  # type: ignore[index]

    until(fits, "the frame is as high as what it shows")
    before = frame.evaluate("frame => frame.clientHeight")
    framed.reply("Line\n\n" * 20, "Line")
    until(lambda: frame.evaluate("frame => frame.clientHeight") > before + 200, "the frame grows")
    until(fits, "the frame is as high as what it shows")


def test_another_site_cannot_frame_it(framed: Reader, key: str) -> None:
    framed.visit("framed-briefly", key, "other.localhost")
    until(lambda: any("/embed/frame/" in path for path in framed.paths()), "the frame is asked for")
    expect(framed.page.frame_locator("iframe").locator("weerklank-thread")).to_have_count(0)


def test_a_frame_shows_the_conversation_of_a_group(framed: Reader, known: Callable[[str], Reader], key: str) -> None:
    (made,) = known("Carla Jansen").call("POST", "/groups", {"name": f"Club {key}", "kind": "open"})
    framed.visit("framed-group", made["slug"])
    window = framed.opened()
    if not window.is_closed():
        window.wait_for_event("close")
    framed.thread.get_by_role("button", name="Join").click()
    head = framed.thread.locator("[part~=group]")
    expect(head).to_contain_text("2 members")
    expect(head.get_by_role("heading", name=f"Club {key}")).to_be_focused()
    framed.reply("All of us, framed.")
