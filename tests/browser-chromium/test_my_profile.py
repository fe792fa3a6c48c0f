"""One's own profile, edited in place: what one says, what others may see, one's photo; and being asked for it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.helpers.axe import faults
from tests.helpers.browser import Reader, end_the_session, pick
from tests.helpers.feeding import feed
from tests.helpers.uploads import image

Known = Callable[[str], Reader]
NOTHING = {"about": None, "topics": [], "show_contributions": False, "show_reactions": False}
PROFILE = "**/api/v1/me/profile"


@pytest.fixture
def anna(reader: Callable[..., Reader], key: str) -> Reader:
    """Anna, who says nothing of herself, before a comment of her own."""
    anna = reader("Anna de Koning").visit("plain", key).sign_in()
    anna.call("DELETE", "/me/photo")
    anna.call("PUT", "/me/profile/nudged")
    anna.call("PATCH", "/me/profile", NOTHING)
    anna.reply(f"Wie weet dit, {key}?")
    return anna


def card(reader: Reader) -> Locator:
    """Anna's card."""
    return reader.thread.get_by_role("group", name="Anna de Koning")


def edit(anna: Reader, key: str) -> Locator:
    """Open one's own card from one's name, and edit it; give the form."""
    anna.comment(key).get_by_role("button", name="Anna de Koning", exact=True).click()
    card(anna).get_by_role("button", name="Edit").click()
    form = card(anna).get_by_role("form", name="My profile")
    expect(about(form)).to_be_focused()
    return form


def about(form: Locator) -> Locator:
    return form.get_by_role("textbox", name="What do you do?")


def topics(form: Locator) -> Locator:
    return form.get_by_role("textbox", name="What do you know about?")


def refuse(route: Route) -> None:
    """Let what is read through, and lose what is written."""
    route.abort() if route.request.method == "PATCH" else route.continue_()


def test_what_one_saves_is_what_the_preview_showed_and_colleagues_see(anna: Reader, known: Known, key: str) -> None:
    form = edit(anna, key)
    expect(form).to_contain_text("Anna de Koning · Logistiek Your name, job and department come from")
    form.get_by_role("button", name="What others see").click()
    about(form).fill("Plant de routes")
    topics(form).fill("Routes, Vrachtwagens")
    form.get_by_role("checkbox", name="Colleagues may see a list of what I wrote").check()
    seen = form.get_by_role("group", name="What others see")
    for words in ("Plant de routes", "Knows about Routes and Vrachtwagens", "What Anna de Koning wrote"):
        expect(seen).to_contain_text(words)
    assert faults(anna.page, "editing one's profile") == []
    form.get_by_role("button", name="Save").click()
    expect(anna.voice).to_have_text("Your profile is saved.")
    expect(card(anna).get_by_role("button", name="Edit")).to_be_focused()
    expect(card(anna)).to_contain_text("Plant de routes")
    bram = known("Bram Visser").visit("plain", key)
    bram.comment(key).get_by_role("button", name="Anna de Koning", exact=True).click()
    expect(card(bram)).to_contain_text("Knows about Routes and Vrachtwagens")
    expect(card(bram).get_by_role("button", name="What Anna de Koning wrote")).to_be_visible()


def test_what_is_not_wanted_changes_nothing(anna: Reader, key: str) -> None:
    form = edit(anna, key)
    about(form).fill("Toch niet")
    about(form).press("Escape")
    expect(about(form)).to_have_value("Toch niet")
    form.get_by_role("button", name="Cancel").click()
    expect(card(anna).get_by_role("button", name="Edit")).to_be_focused()
    expect(card(anna)).not_to_contain_text("Toch niet")
    assert "PATCH /api/v1/me/profile" not in anna.paths()[-4:]
    anna.page.reload()
    about(edit(anna, key)).press("Escape")
    expect(card(anna).get_by_role("button", name="Edit")).to_be_focused()
    anna.page.keyboard.press("Escape")
    expect(card(anna)).to_have_count(0)


def test_no_word_is_lost_without_a_connection_nor_by_a_reload(anna: Reader, key: str) -> None:
    form = edit(anna, key)
    about(form).fill("Plant de routes")
    anna.page.route(PROFILE, refuse)
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("alert").last).to_contain_text("There is no connection now.")
    expect(about(form)).to_have_value("Plant de routes")
    anna.page.unroute(PROFILE)
    anna.page.reload()
    anna.comment(key).get_by_role("button", name="Anna de Koning", exact=True).click()
    expect(about(form)).to_have_value("Plant de routes")
    form.get_by_role("button", name="Save").click()
    expect(card(anna)).to_contain_text("Plant de routes")
    assert anna.page.evaluate("Object.keys(localStorage).filter((name) => name.endsWith('profile'))") == []


def test_no_word_is_lost_when_the_sign_in_has_ended(anna: Reader, key: str) -> None:
    form = edit(anna, key)
    about(form).fill("Plant de routes")
    end_the_session(anna)
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("alert").last).to_contain_text("Your sign-in has expired.")
    with anna.context.expect_page() as found:
        form.get_by_role("button", name="Sign in again").click()
    pick(found.value, anna.name)
    expect(anna.voice).to_have_text("You are signed in as Anna de Koning.")
    expect(about(form)).to_have_value("Plant de routes")
    form.get_by_role("button", name="Save").click()
    expect(card(anna)).to_contain_text("Plant de routes")


def test_what_cannot_stand_in_a_profile_is_said_in_words(anna: Reader, key: str) -> None:
    form = edit(anna, key)
    topics(form).fill(", ".join(str(number) for number in range(11)))
    form.get_by_role("button", name="Save").click()
    expect(form.get_by_role("alert").last).to_have_text("Name at most 10 topics. ")
    expect(topics(form)).to_have_value("0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10")


def test_a_photo_is_chosen_seen_by_colleagues_and_taken_away_at_the_second_press(
    anna: Reader, known: Known, key: str
) -> None:
    form = edit(anna, key)
    expect(form.get_by_role("button", name="Remove the photo")).to_be_hidden()
    given = form.locator("input[type=file]")
    given.set_input_files({"name": "me.png", "mimeType": "image/png", "buffer": image("PNG", (300, 200))})
    expect(anna.voice).to_have_text("Your photo is saved.")
    expect(form.get_by_role("button", name="Another photo")).to_be_focused()
    shown = form.locator("img.big")
    anna.page.wait_for_function("(image) => image.naturalWidth === 256", arg=shown.element_handle())
    bram = known("Bram Visser").visit("plain", f"{key}-2")
    anna.visit("plain", f"{key}-2").reply("Met foto.")
    bram.page.reload()
    photo = bram.comment("Met foto.").locator("> img.av")
    bram.page.wait_for_function("(image) => image.naturalWidth === 96", arg=photo.element_handle())
    form = edit(anna, "Met foto.")
    form.get_by_role("button", name="Remove the photo").click()
    form.get_by_role("button", name="Really remove it?").click()
    expect(anna.voice).to_have_text("Your photo is gone.")
    expect(form.locator("span.big")).to_have_text("AK")


def test_a_refused_photo_says_why_and_costs_no_word(anna: Reader, key: str) -> None:
    form = edit(anna, key)
    about(form).fill("Plant de routes")
    wrong = {"name": "me.png", "mimeType": "image/png", "buffer": b"<svg/>"}
    form.locator("input[type=file]").set_input_files(wrong)  # type: ignore[arg-type]
    expect(form.get_by_role("alert").first).to_contain_text("image")
    expect(about(form)).to_have_value("Plant de routes")


def test_the_feed_leads_to_ones_own_profile(anna: Reader, key: str) -> None:
    anna.visit("feeds", key)
    feed(anna).get_by_role("button", name="My profile").click()
    panel = feed(anna).get_by_role("group", name="Anna de Koning")
    panel.get_by_role("button", name="Edit").click()
    about(panel).fill("Plant de routes")
    panel.get_by_role("button", name="Save").click()
    expect(panel).to_contain_text("Plant de routes")
    panel.get_by_role("button", name="Close").click()
    expect(feed(anna).get_by_role("button", name="My profile")).to_be_focused()


@pytest.mark.parametrize("kind", ["dutch", "plain"])
def test_the_form_fits_a_small_screen_under_a_finger(reader: Callable[..., Reader], key: str, kind: str) -> None:
    carla = reader("Carla Jansen", viewport={"width": 280, "height": 653}, has_touch=True).visit(kind, key)
    carla.sign_in()
    carla.composer.fill(f"Wie, {key}?")
    carla.thread.locator(".entry [part~=submit]").click()
    carla.comment(key).get_by_role("button", name="Carla Jansen", exact=True).tap()
    expect(carla.thread.locator(".panel .who")).to_be_visible()
    carla.thread.locator(".panel .quiet").last.tap()
    form = carla.thread.locator("form.profile")
    form.locator(".ends .quiet").last.tap()
    expect(form.locator(".panel")).to_be_visible()
    assert faults(carla.page, f"a profile, {kind}") == []
    assert carla.page.evaluate("document.scrollingElement.scrollWidth - innerWidth") <= 0
    for part in form.locator("button:visible, label:visible").all():
        assert part.evaluate("node => node.offsetHeight") >= 44, part.inner_text()


def test_one_is_asked_beside_ones_own_words_once_and_puts_it_away(reader: Callable[..., Reader], key: str) -> None:
    noor = reader("Noor Dekker").visit("plain", key).sign_in()
    noor.reply("Eerste bericht.")
    asked = noor.thread.get_by_text("Colleagues cannot see yet what you know about.")
    expect(asked).to_be_visible()
    assert faults(noor.page, "asked to say more") == []
    asked.get_by_role("button", name="Add it").click()
    expect(about(noor.thread)).to_be_focused()
    noor.page.keyboard.press("Escape")
    noor.page.keyboard.press("Escape")
    expect(asked.get_by_role("button", name="Add it")).to_be_focused()
    asked.get_by_role("button", name="Not now").click()
    expect(asked).to_have_count(0)
    expect(noor.comment("Eerste bericht.")).to_be_focused()
    noor.page.reload()
    with noor.page.expect_response(PROFILE):
        noor.reply("Tweede bericht.")
    (mine,) = noor.call("GET", "/me/profile")
    assert (mine["missing"][0], mine["nudge"]) == ("topics", None)
    expect(asked).to_have_count(0)
