"""Who somebody is: a card opens wherever a name stands, and what one wrote only when one switched that on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.helpers.axe import faults
from tests.helpers.browser import Reader
from tests.helpers.feeding import card, choose_newest

Known = Callable[[str], Reader]
NARROW = {"width": 280, "height": 653}


@pytest.fixture
def anna(known: Known, key: str) -> Reader:
    """Anna, who said something of herself and wrote a comment, and shows nothing of what she wrote."""
    anna = known("Anna de Koning").visit("plain", key)
    said = {"about": "Plant de routes", "topics": ["Routes", "Vrachtwagens"], "show_contributions": False}
    anna.reply(f"Wie weet dit, {key}?")
    anna.call("PATCH", "/me/profile", said)
    return anna


@pytest.fixture
def bram(known: Known, anna: Reader, key: str) -> Reader:
    return known("Bram Visser").visit("plain", key)


def panel(place: Locator) -> Locator:
    """Anna's card."""
    return place.get_by_role("group", name="Anna de Koning")


def press(name: Locator) -> None:
    """Press a name by the keyboard."""
    name.focus()
    name.press("Enter")


def test_a_name_opens_a_card_by_keyboard_and_has_the_focus_again(bram: Reader, key: str) -> None:
    name = bram.comment(key).get_by_role("button", name="Anna de Koning", exact=True)
    press(name)
    expect(panel(bram.thread)).to_contain_text("Logistiek")
    expect(panel(bram.thread)).to_contain_text("Plant de routes")
    expect(panel(bram.thread)).to_contain_text("Knows about Routes and Vrachtwagens")
    expect(panel(bram.thread).get_by_role("heading", name="Anna de Koning")).to_be_focused()
    expect(name).to_have_attribute("aria-expanded", "true")
    bram.page.keyboard.press("Escape")
    expect(panel(bram.thread)).to_have_count(0)
    expect(name).to_be_focused()
    expect(name).to_have_attribute("aria-expanded", "false")


def test_a_photo_opens_what_the_name_beside_it_opens(bram: Reader, key: str) -> None:
    comment = bram.comment(key)
    comment.locator("> .av").click()
    expect(panel(bram.thread)).to_contain_text("Plant de routes")
    comment.locator("> .av").click()
    expect(panel(bram.thread)).to_have_count(0)
    expect(comment.get_by_role("button", name="Anna de Koning", exact=True)).to_be_focused()


def test_what_one_wrote_is_listed_only_when_switched_on(anna: Reader, bram: Reader, key: str) -> None:
    name = bram.comment(key).get_by_role("button", name="Anna de Koning", exact=True)
    name.click()
    expect(panel(bram.thread)).to_contain_text("Plant de routes")
    expect(panel(bram.thread).get_by_role("button", name="What Anna")).to_have_count(0)
    panel(bram.thread).get_by_role("button", name="Close").click()
    anna.call("PATCH", "/me/profile", {"show_contributions": True})
    name.click()
    panel(bram.thread).get_by_role("button", name="What Anna de Koning wrote").click()
    expect(panel(bram.thread).get_by_role("listitem").first).to_contain_text(f"Wie weet dit, {key}?")
    expect(panel(bram.thread).get_by_role("listitem").first).to_be_focused()


def test_one_follows_somebody_from_their_card_but_not_oneself(anna: Reader, bram: Reader, key: str) -> None:
    (mine,) = anna.call("GET", "/me/profile")
    bram.call("PUT", f"/objects/{mine['others_see']['id']}/follow", {"level": "off"})
    name = bram.comment(key).get_by_role("button", name="Anna de Koning", exact=True)
    name.click()
    follow = panel(bram.thread).get_by_role("button", name="Follow")
    expect(follow).to_have_attribute("aria-pressed", "false")
    follow.click()
    expect(follow).to_have_attribute("aria-pressed", "true")
    expect(bram.voice).to_have_text("You follow this.")
    bram.page.reload()
    name.click()
    expect(follow).to_have_attribute("aria-pressed", "true")
    anna.visit("plain", key)
    name = anna.comment(key).get_by_role("button", name="Anna de Koning", exact=True)
    name.click()
    expect(panel(anna.thread)).to_contain_text("Plant de routes")
    expect(panel(anna.thread).get_by_role("button", name="Follow")).to_have_count(0)


def test_the_card_of_who_liked_opens_in_the_list_and_closes_before_it(anna: Reader, bram: Reader, key: str) -> None:
    anna.comment(key).locator("[part~=like]").click()
    expect(anna.comment(key).locator("[part~=like]")).to_have_attribute("aria-pressed", "true")
    bram.page.reload()
    bram.choose(bram.comment(key), "Who reacted")
    listed = bram.thread.get_by_role("group", name="Who reacted")
    name = listed.get_by_role("button", name="Anna de Koning")
    press(name)
    expect(panel(listed)).to_contain_text("Plant de routes")
    bram.page.keyboard.press("Escape")
    expect(panel(listed)).to_have_count(0)
    expect(name).to_be_focused()
    bram.page.keyboard.press("Escape")
    expect(listed).to_have_count(0)


def test_a_name_on_a_card_of_the_feed_opens_the_card_of_its_person(anna: Reader, bram: Reader, key: str) -> None:
    bram.visit("feeds", key)
    choose_newest(bram)
    found = card(bram, f"Wie weet dit, {key}?")
    press(found.get_by_role("button", name="Anna de Koning", exact=True))
    expect(panel(found)).to_contain_text("Plant de routes")
    assert faults(bram.page, "a card in the feed") == []
    bram.page.keyboard.press("Escape")
    expect(found.get_by_role("button", name="Anna de Koning", exact=True)).to_be_focused()


def test_a_name_among_the_members_of_a_group_opens_a_card(known: Known, anna: Reader, key: str) -> None:
    carla = known("Carla Jansen").visit("plain", key)
    (group,) = carla.call("POST", "/groups", {"name": f"Chess {key}", "purpose": "To play.", "kind": "open"})
    anna.call("PUT", f"/groups/{group['id']}/members/me")
    carla.visit("group", group["slug"])
    carla.thread.get_by_role("button", name="Members", exact=True).click()
    listed = carla.thread.get_by_role("group", name="Members")
    press(listed.get_by_role("button", name="Anna de Koning", exact=True))
    expect(panel(listed)).to_contain_text("Plant de routes")
    assert faults(carla.page, "a card among members") == []


def test_a_card_that_cannot_be_loaded_says_so(bram: Reader, key: str) -> None:
    bram.page.route("**/api/v1/people/*", lambda route: route.abort())
    bram.comment(key).get_by_role("button", name="Anna de Koning", exact=True).click()
    expect(panel(bram.thread).get_by_role("alert")).to_contain_text("There is no connection now.")
    bram.page.unroute("**/api/v1/people/*")


@pytest.mark.parametrize(("kind", "knows"), [("dutch", "Weet van"), ("plain", "Knows about")])
def test_a_card_fits_a_small_screen_under_a_finger(
    reader: Callable[..., Reader], anna: Reader, key: str, kind: str, knows: str
) -> None:
    bram = reader("Bram Visser", viewport=NARROW, has_touch=True).visit(kind, key).sign_in()
    bram.comment(key).get_by_role("button", name="Anna de Koning", exact=True).tap()
    expect(panel(bram.thread)).to_contain_text(knows)
    assert faults(bram.page, "a card") == []
    assert bram.page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
    for button in panel(bram.thread).get_by_role("button").all():
        assert button.evaluate("node => node.offsetHeight") >= 44
