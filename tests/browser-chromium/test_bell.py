"""The bell: it counts, opens, leads to what it tells of, and is quiet when asked."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.helpers.axe import faults
from tests.helpers.browser import Reader, pick
from tests.helpers.service import until

Known = Callable[[str], Reader]
AGAIN = "bell => bell.reload()"
BESIDE = "th => th.offsetWidth / th.nextElementSibling.offsetWidth"  # how much wider than a box are the words
WIDE = "() => document.documentElement.scrollWidth > innerWidth"


def bell(reader: Reader) -> Locator:
    """The button."""
    return reader.page.locator("weerklank-bell [part~=bell]")


def rung(reader: Reader) -> Locator:
    """Let the bell ask now; give it."""
    expect(bell(reader)).to_be_visible()
    reader.page.locator("weerklank-bell").evaluate(AGAIN)
    return bell(reader)


def opened(reader: Reader, name: str = "Notifications") -> Locator:
    """Press the bell; give what opens."""
    bell(reader).click()
    panel = reader.page.get_by_role("dialog", name=name)
    expect(panel).to_be_visible()
    return panel


def answer(reader: Reader, key: str, target: str = "", text: str = "I do.") -> str:
    """Write on a page or below one of its comments; give the id of the comment."""
    about = {"id": key, "url": reader.host.url("belled", key), "title": "Travel costs"}
    (booted,) = reader.call("POST", "/boot", {"site": reader.host.site, "page": about, "widgets": ["count"]})
    (made,) = reader.call("POST", f"/objects/{target or booted['page']['id']}/replies", {"source": text})
    return str(made["id"])


@pytest.fixture
def anna(known: Known) -> Reader:
    """Anna, who has seen all that was told her by now."""
    found = known("Anna de Koning").visit("bell", "elsewhere")
    expect(rung(found)).to_be_visible()
    told = found.call("GET", "/notifications")[0]["items"]
    if told:
        found.call("POST", "/notifications/seen", {"until": told[0]["id"]})
    expect(rung(found)).to_have_accessible_name("Notifications")
    return found


@pytest.fixture
def bram(known: Known) -> Reader:
    """Bram, who answers."""
    return known("Bram Visser")


def test_an_answer_rings_the_bell_which_leads_to_it_and_is_then_still(anna: Reader, bram: Reader, key: str) -> None:
    answer(bram, key, answer(anna, key, text="Who knows this?"))
    expect(rung(anna)).to_have_accessible_name("Notifications, 1 new")
    expect(anna.page).to_have_title("(1) Travel costs")
    expect(anna.page.locator("weerklank-bell [role=status].vh")).to_have_text("1 new notification")
    line = opened(anna).get_by_role("listitem").first
    expect(line).to_contain_text("Bram Visser answered your comment at Travel costs")
    expect(line).to_contain_text("I do.")
    line.get_by_role("link").click()
    expect(anna.page).to_have_url(re.compile(f"{key}#weerklank-"))
    expect(anna.comment("I do.")).to_be_visible()
    expect(bell(anna)).to_have_accessible_name("Notifications")
    expect(anna.page).to_have_title("Travel costs")
    assert anna.faults == []


def test_who_stays_with_a_conversation_has_seen_what_was_told_of_it_without_a_bell_too(
    anna: Reader, bram: Reader, key: str
) -> None:
    question = answer(anna, key, text="Who knows this?")
    answer(bram, key, question)
    with anna.page.expect_response("**/notifications/seen"):
        anna.visit("plain", key)
    anna.visit("bell", "elsewhere")
    expect(rung(anna)).to_have_accessible_name("Notifications")


def test_what_comes_while_one_is_there_is_seen_when_one_lets_it_in(anna: Reader, bram: Reader, key: str) -> None:
    question = answer(anna, key, text="Who knows this?")
    with anna.page.expect_websocket() as opened:
        anna.visit("belled", key)
    opened.value.wait_for_event("framesent", lambda frame: '"page"' in str(frame))
    answer(bram, key, question)
    expect(bell(anna)).to_have_accessible_name("Notifications, 1 new")
    anna.thread.locator("[part~=new]").click()
    expect(bell(anna)).to_have_accessible_name("Notifications")


def test_by_the_socket_it_rings_long_before_the_clock(anna: Reader, bram: Reader, key: str) -> None:
    with anna.page.expect_websocket() as opened:
        anna.visit("bell", "elsewhere")
    opened.value.wait_for_event("framesent", lambda frame: "notifications" in str(frame))
    expect(bell(anna)).to_have_accessible_name("Notifications")
    answer(bram, key, answer(anna, key, text="Who knows this?"))
    expect(bell(anna)).to_have_accessible_name("Notifications, 1 new")


def test_answers_of_several_people_are_one_line(anna: Reader, bram: Reader, known: Known, key: str) -> None:
    question = answer(anna, key)
    for who in (known("Carla Jansen"), bram, bram):
        answer(who, key, question)
    expect(rung(anna)).to_have_accessible_name("Notifications, 3 new")
    expect(opened(anna).get_by_role("listitem").first).to_contain_text(
        "Bram and 1 other answered your comment at Travel costs"
    )


def test_all_is_marked_as_seen_and_taken_back(anna: Reader, bram: Reader, key: str) -> None:
    question = answer(anna, key)
    for _ in range(2):
        answer(bram, key, question)
    expect(rung(anna)).to_have_accessible_name("Notifications, 2 new")
    panel = opened(anna)
    panel.get_by_role("button", name="Mark all as seen").click()
    expect(panel.get_by_role("status")).to_have_text("All are marked as seen.")
    expect(bell(anna)).to_have_accessible_name("Notifications")
    undo = panel.get_by_role("button", name="Undo")
    expect(undo).to_be_focused()
    undo.click()
    expect(bell(anna)).to_have_accessible_name("Notifications, 2 new")
    expect(panel.get_by_role("button", name="Mark all as seen")).to_be_visible()


def test_the_keyboard_opens_walks_and_closes(anna: Reader, bram: Reader, key: str) -> None:
    answer(bram, key, answer(anna, key))
    rung(anna).focus()
    anna.page.keyboard.press("Enter")
    panel = anna.page.get_by_role("dialog")
    expect(panel.get_by_role("heading", name="Notifications")).to_be_focused()
    expect(bell(anna)).to_have_attribute("aria-expanded", "true")
    expect(panel.get_by_role("listitem").first).to_be_visible()
    anna.page.keyboard.press("Tab")
    expect(panel.get_by_role("button", name="Settings")).to_be_focused()
    anna.page.keyboard.press("Tab")
    expect(panel.get_by_role("button", name="Mark all as seen")).to_be_focused()
    anna.page.keyboard.press("Tab")
    expect(panel.get_by_role("link").first).to_be_focused()
    anna.page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    expect(bell(anna)).to_be_focused()
    expect(bell(anna)).to_have_attribute("aria-expanded", "false")


def test_what_one_does_not_want_to_hear_of_is_switched_off_in_place(anna: Reader, bram: Reader, key: str) -> None:
    answer(bram, key, answer(anna, key))
    expect(rung(anna)).to_have_accessible_name("Notifications, 1 new")
    panel = opened(anna)
    panel.get_by_role("button", name="Settings").click()
    here = panel.get_by_role("checkbox", name="An answer to my comment: Here")
    expect(here).to_be_checked()
    expect(panel.get_by_role("checkbox", name="Somebody follows me: Mail")).not_to_be_checked()
    expect(panel.get_by_role("checkbox", name="Sa")).to_be_checked()
    for number, name in ((0, "Notifications"), (1, "Notifications, 1 new")):
        here.set_checked(bool(number))
        expect(panel.get_by_role("status")).to_have_text("Your choice is saved.")
        expect(rung(anna)).to_have_accessible_name(name)
    panel.get_by_role("button", name="Back").click()
    expect(panel.get_by_role("listitem").first).to_be_visible()


def test_a_digest_and_a_holiday_are_chosen_in_place(anna: Reader, key: str) -> None:
    panel = opened(anna.visit("bell", key))
    panel.get_by_role("button", name="Settings").click()
    for label, value in (("Off from", "2027-07-12"), ("up to and including", "2027-07-30")):
        panel.get_by_label(label).fill(value)
    with anna.page.expect_response("**/me/digest"):
        panel.get_by_label("Digest by mail").select_option("weekly")
    panel.get_by_role("button", name="Back").click()
    panel.get_by_role("button", name="Settings").click()
    expect(panel.get_by_label("Digest by mail")).to_have_value("weekly")
    expect(panel.get_by_label("Off from")).to_have_value("2027-07-12")
    expect(panel.get_by_label("up to and including")).to_have_value("2027-07-30")
    assert anna.faults == []


def test_who_is_not_signed_in_signs_in_at_the_bell(reader: Callable[..., Reader], key: str) -> None:
    carla = reader("Carla Jansen")
    with carla.page.expect_response("**/parts/sign-in.js"):  # fetched when it is known that nobody is signed in
        carla.visit("bell", key)
    expect(bell(carla)).to_have_accessible_name("Notifications")
    with carla.context.expect_page() as found:
        bell(carla).click()
    pick(found.value, carla.name)
    expect(carla.page.locator("weerklank-bell [role=status].vh")).to_have_text(f"You are signed in as {carla.name}.")
    expect(opened(carla)).to_be_visible()
    assert carla.faults == []


def test_who_presses_before_it_is_known_signs_in_in_what_opens(reader: Callable[..., Reader], key: str) -> None:
    carla = reader("Carla Jansen")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    carla.page.route("**/api/v1/boot", hold)
    carla.visit("bell", key)
    panel = opened(carla)
    until(lambda: held or carla.page.wait_for_timeout(5), "it asks who is there")
    held[0].continue_()
    carla.page.unroute_all()
    way = panel.get_by_role("button", name="Sign in")
    expect(way).to_be_visible()
    assert faults(carla.page, "a way in") == []
    with carla.context.expect_page() as found:
        way.click()
    pick(found.value, carla.name)
    expect(carla.page.locator("weerklank-bell [role=status].vh")).to_have_text(f"You are signed in as {carla.name}.")
    expect(opened(carla)).to_be_visible()
    assert carla.faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [280, 1200])
@pytest.mark.parametrize(
    ("kind", "name", "gear"), [("bell", "Notifications", "Settings"), ("bell-dutch", "Meldingen", "Instellingen")]
)
def test_it_fits_and_axe_finds_nothing(
    anna: Reader, bram: Reader, key: str, kind: str, name: str, gear: str, width: int, scheme: str
) -> None:
    answer(bram, key, answer(anna, key), text="A rather long answer, which goes on and on about travel costs.")
    anna.page.emulate_media(color_scheme=scheme)
    anna.page.set_viewport_size({"width": width, "height": 700})
    anna.visit(kind, key)
    panel = opened(anna, name)
    expect(panel.get_by_role("listitem").first).to_be_visible()
    found = faults(anna.page, "opened")
    assert anna.page.evaluate(WIDE) is False
    panel.get_by_role("button", name=gear).click()
    expect(panel.get_by_role("checkbox").first).to_be_visible()
    assert panel.locator("tbody th").first.evaluate(BESIDE) > 1
    assert found + faults(anna.page, "settings") == []
    assert anna.page.evaluate(WIDE) is False
    anna.page.emulate_media(color_scheme="light")
    anna.page.set_viewport_size({"width": 1280, "height": 720})
