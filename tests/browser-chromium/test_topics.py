"""A manager puts topics in order below the feed: finds them by typing, renames one, merges two; others see no way."""

from __future__ import annotations

from collections.abc import Callable
from secrets import token_hex

import pytest
from playwright.sync_api import Locator, expect

from tests.helpers.axe import faults
from tests.helpers.browser import Reader
from tests.helpers.feeding import feed


@pytest.fixture
def word() -> str:
    """A beginning that topics of no other test have."""
    return f"t{token_hex(4)}"


@pytest.fixture
def carla(known: Callable[[str], Reader], key: str, word: str) -> Reader:
    """A community manager, before a feed; two conversations are about one topic of this test, one about another."""
    carla = known("Carla Jansen").visit("feed", key)
    places = [{"id": f"{key}-{number}", "url": carla.page.url, "title": "Place"} for number in range(2)]
    for place, about in zip(places, (f"#{word}-leave #{word}-holiday", f"#{word}-leave"), strict=True):
        (found,) = carla.call("POST", "/boot", {"site": "intranet", "page": place})
        carla.call("POST", f"/objects/{found['page']['id']}/replies", {"source": f"About {about}."})
    return carla


def search(reader: Reader, word: str) -> Locator:
    """Open the topics and type; gives the panel, where the two that begin so stand."""
    feed(reader).get_by_role("button", name="Topics").click()
    panel = feed(reader).get_by_role("group", name="Topics")
    expect(panel.get_by_role("heading", name="Topics")).to_be_focused()
    panel.get_by_label("Find a topic").fill(f"#{word}")
    expect(voice(reader)).to_have_text("2 topics")
    return panel


def voice(reader: Reader) -> Locator:
    """Give what a screen reader is told in the feed."""
    return feed(reader).locator("p[role=status].vh")


def named(panel: Locator) -> list[str]:
    """Give the topics that stand in the panel, each with its use."""
    return panel.locator("li .grow").all_text_contents()


def test_a_manager_finds_topics_by_typing_the_most_used_first(carla: Reader, word: str) -> None:
    panel = search(carla, word)
    assert named(panel) == [f"#{word}-leave used 2 times", f"#{word}-holiday used once"]
    assert faults(carla.page, "topics") == []
    carla.page.keyboard.press("Escape")
    expect(feed(carla).get_by_role("button", name="Topics")).to_be_focused()


def test_a_manager_renames_a_topic_by_keyboard(carla: Reader, word: str) -> None:
    panel = search(carla, word)
    rename = panel.get_by_role("button", name=f"Rename: #{word}-holiday")
    rename.press("Enter")
    field = panel.get_by_label("New name")
    expect(field).to_be_focused()
    carla.page.keyboard.press("Escape")
    expect(rename).to_be_focused()
    rename.press("Enter")
    field.fill("two words")
    field.press("Enter")
    expect(panel.get_by_role("alert")).to_contain_text("A topic has 2 to 50 letters")
    assert faults(carla.page, "renaming a topic") == []
    field.fill(f"{word}-Sun")
    field.press("Enter")
    expect(panel.get_by_role("button", name=f"Rename: #{word}-Sun")).to_be_focused()
    expect(voice(carla)).to_have_text(f"It is called #{word}-Sun now.")
    assert [each["label"] for each in carla.call("GET", f"/topics?name={word}-holiday")[0]["items"]] == [f"{word}-Sun"]


def test_a_topic_is_merged_into_another_once_that_was_asked(carla: Reader, word: str) -> None:
    panel = search(carla, word)
    panel.get_by_role("button", name=f"Merge into…: #{word}-leave").press("Enter")
    expect(panel.get_by_label("Into which topic?")).to_be_focused()
    panel.get_by_label("Into which topic?").fill(word)
    panel.get_by_role("button", name=f"#{word}-holiday", exact=True).press("Enter")
    expect(panel.locator("form p")).to_be_focused()
    expect(panel.locator("form p")).to_contain_text("2 pages and comments move")
    expect(panel.locator("form p")).to_contain_text("This cannot be undone.")
    assert faults(carla.page, "merging topics") == []
    panel.get_by_role("button", name="Merge", exact=True).press("Enter")
    expect(panel.get_by_role("button", name=f"Rename: #{word}-holiday")).to_be_focused()
    expect(voice(carla)).to_have_text(f"#{word}-leave is part of #{word}-holiday now.")
    assert named(panel) == [f"#{word}-holiday used 2 times"]


def test_a_name_that_is_taken_offers_to_merge(carla: Reader, word: str) -> None:
    panel = search(carla, word)
    panel.get_by_role("button", name=f"Rename: #{word}-holiday").click()
    panel.get_by_label("New name").fill(f"{word}-LEAVE")
    panel.get_by_role("button", name="Save").click()
    expect(panel.get_by_role("alert")).to_have_text("Another topic is called so. Merge the two instead.")
    panel.get_by_role("button", name=f"Merge with #{word}-leave instead").click()
    expect(panel.locator("form p")).to_contain_text("1 page or comment moves")
    panel.get_by_role("button", name="Merge", exact=True).click()
    expect(panel.get_by_role("listitem")).to_have_count(1)
    assert named(panel) == [f"#{word}-leave used 2 times"]


def test_who_is_no_manager_has_no_button_for_topics(known: Callable[[str], Reader], key: str) -> None:
    bram = known("Bram Visser").visit("feed", key)
    expect(feed(bram).get_by_role("button", name="My profile")).to_be_visible()
    expect(feed(bram).get_by_role("button", name="Topics")).to_have_count(0)


def test_many_topics_are_shown_twenty_at_a_time_in_dutch_on_a_narrow_page(carla: Reader, key: str, word: str) -> None:
    (found,) = carla.call("POST", "/boot", {"site": "intranet", "page": {"id": key, "url": carla.page.url}})
    named_so = [f"#{word}-x{letter}" for letter in "abcdefghijklmnopqrstu"]
    for some in (named_so[:10], named_so[10:20], named_so[20:]):
        carla.call("POST", f"/objects/{found['page']['id']}/replies", {"source": " ".join(some)})
    carla.visit("feeds-dutch", key)
    carla.page.set_viewport_size({"width": 320, "height": 800})
    feed(carla).get_by_role("button", name="Onderwerpen").click()
    panel = feed(carla).get_by_role("group", name="Onderwerpen")
    panel.get_by_label("Zoek een onderwerp").fill(f"{word}-x")
    expect(voice(carla)).to_have_text("20 onderwerpen")
    panel.get_by_role("button", name="Meer tonen").press("Enter")
    expect(panel.get_by_role("button", name=f"Hernoemen: #{word}-xu")).to_be_focused()
    expect(panel.get_by_role("listitem")).to_have_count(21)
    panel.get_by_role("button", name=f"Samenvoegen met…: #{word}-xu").press("Enter")
    expect(panel.get_by_label("Met welk onderwerp?")).to_be_focused()
    assert faults(carla.page, "topics in Dutch") == []
    assert carla.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
