"""What axe finds in any state of the widgets and of the pages of signing in, in both languages and schemes: nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.helpers.axe import faults
from tests.helpers.browser import Reader, pick

ENGLISH = {
    "lang": "en", "kind": "plain", "coop": "coop", "unknown": "unknown", "preview": "Preview", "cancel": "Cancel",
    "edit": "Edit", "remove": "Remove", "hide": "Hide", "shown": "Read the hidden text", "who": "Who reacted",
    "settings": "Settings",
}  # fmt: skip
DUTCH = {
    "lang": "nl", "kind": "dutch", "coop": "coop-dutch", "unknown": "unknown-dutch", "preview": "Voorbeeld",
    "cancel": "Annuleren", "edit": "Bewerken", "remove": "Verwijderen", "hide": "Verbergen",
    "shown": "Verborgen tekst lezen", "who": "Wie reageerde", "settings": "Instellingen",
}  # fmt: skip
both = pytest.mark.parametrize("words", [ENGLISH, DUTCH], ids=["english", "dutch"])


@pytest.fixture
def carla(known: Callable[[str], Reader]) -> Reader:
    """A community manager, signed in."""
    return known("Carla Jansen")


def menu(reader: Reader, text: str) -> None:
    """Open the menu of the comment that says `text`."""
    reader.comment(text).locator("[aria-haspopup=menu]").click()
    expect(reader.thread.get_by_role("menu")).to_be_visible()


def choose(reader: Reader, text: str, label: str) -> None:
    """Choose from the menu of a comment; what opens is seen."""
    menu(reader, text)
    reader.thread.get_by_role("menuitem", name=label, exact=True).click()
    expect(reader.thread.locator("li .slot > :is(.panel, form)")).to_be_visible()


def close(reader: Reader) -> None:
    """Close the panel that is open."""
    reader.thread.locator(".panel .quiet").first.click()
    expect(reader.thread.locator(".panel")).to_have_count(0)


@both
def test_the_way_in(words: dict[str, str], anna: Reader, key: str) -> None:
    anna.visit(words["kind"], key)
    expect(anna.button).to_be_visible()
    expect(anna.page.locator("weerklank-like [part~=like]")).not_to_have_attribute("aria-disabled", "true")
    found = faults(anna.page, "signed out")
    with anna.page.expect_response("**/oauth/device_authorization"):
        anna.button.hover()
    with anna.context.expect_page():
        anna.button.click()
    expect(anna.thread.locator(".number")).to_be_visible()
    found += faults(anna.page, "signing in")
    anna.thread.locator(".panel [part~=button]").click()
    expect(anna.thread.get_by_role("alert")).to_be_visible()
    found += faults(anna.page, "stopped")
    assert found == []


@both
def test_a_conversation(words: dict[str, str], carla: Reader, key: str) -> None:
    carla.visit(words["kind"], key)
    expect(carla.composer).to_be_visible()
    page = carla.page
    found = faults(page, "empty")
    carla.composer.fill("It says **before** the [tenth](https://example.com).\n\n> Or so.\n\n`code`")
    found += faults(page, "composer")
    carla.thread.get_by_role("button", name=words["preview"], exact=True).click()
    expect(carla.thread.locator(".shown")).to_be_visible()
    found += faults(page, "preview")
    carla.thread.locator(".entry [part~=submit]").click()
    expect(carla.comment("before the tenth").locator("[part~=reply]")).to_be_visible()
    carla.composer.fill("x" * 5001)
    carla.thread.locator(".entry [part~=submit]").click()
    expect(carla.thread.locator(".entry [role=alert]")).to_be_visible()
    found += faults(page, "too long")
    carla.thread.get_by_role("button", name=words["cancel"], exact=True).click()

    carla.comment("before the tenth").locator("[part~=like]").click()
    page.locator("weerklank-like [part~=like]").click()
    expect(page.locator("weerklank-like [part~=like]")).to_have_attribute("aria-pressed", "true")
    found += faults(page, "liked")
    menu(carla, "before the tenth")
    found += faults(page, "menu")
    page.keyboard.press("Escape")
    carla.comment("before the tenth").locator("[part~=reply]").click()
    expect(carla.thread.locator("li .slot form")).to_be_visible()
    found += faults(page, "replying")
    page.keyboard.press("Escape")
    assert found == []


def with_a_comment(words: dict[str, str], reader: Reader, key: str) -> Page:
    """Write a comment and like it."""
    reader.visit(words["kind"], key).composer.fill("Something to act on.")
    reader.thread.locator(".entry [part~=submit]").click()
    expect(reader.comment("Something to act on.").locator("[part~=reply]")).to_be_visible()
    reader.comment("Something to act on.").locator("[part~=like]").click()
    return reader.page


@both
def test_what_opens_in_place(words: dict[str, str], known: Callable[[str], Reader], key: str) -> None:
    anna = known("Anna de Koning")
    page = with_a_comment(words, anna, key)
    choose(anna, "Something to act on.", words["edit"])
    found = faults(page, "editing")
    anna.thread.locator("li .slot textarea").fill("Something to act on, changed.")
    anna.thread.locator("li .slot [part~=submit]").click()
    anna.comment("changed").locator("[data-do=history]").click()
    expect(anna.thread.locator(".panel time")).to_have_count(2)
    found += faults(page, "history")
    close(anna)
    choose(anna, "changed", words["who"])
    expect(anna.thread.locator(".panel li")).to_contain_text("Anna de Koning")
    found += faults(page, "who reacted")
    close(anna)
    choose(anna, "changed", words["remove"])
    assert found + faults(page, "removing") == []


@both
def test_what_a_manager_opens(words: dict[str, str], carla: Reader, key: str) -> None:
    page = with_a_comment(words, carla, key)
    carla.thread.get_by_role("button", name=words["settings"], exact=True).click()
    expect(carla.thread.get_by_role("radio")).to_have_count(3)
    found = faults(page, "settings")
    close(carla)
    choose(carla, "Something to act on.", words["hide"])
    found += faults(page, "hiding")
    carla.thread.locator(".panel input").fill("Off topic.")
    page.keyboard.press("Enter")
    expect(carla.comment("Off topic.")).to_be_visible()
    found += faults(page, "hidden")
    choose(carla, "Off topic.", words["shown"])
    assert found + faults(page, "read what is hidden") == []


@both
def test_a_copied_page(words: dict[str, str], carla: Reader, key: str) -> None:
    carla.visit(words["kind"], key)
    expect(carla.composer).to_be_visible()
    carla.page.goto(carla.host.url(words["kind"], key) + "&copy")
    expect(carla.thread.get_by_role("group")).to_be_visible()
    assert faults(carla.page, "a copied page") == []


@both
def test_a_site_that_nobody_knows(words: dict[str, str], anna: Reader, key: str) -> None:
    anna.page.goto(anna.host.url(words["unknown"], key) + "&weerklank-debug")
    expect(anna.thread.locator("[part~=why]")).to_be_visible()
    assert faults(anna.page, "explained") == []


@both
def test_the_frame(words: dict[str, str], anna: Reader, key: str) -> None:
    lang = words["lang"]
    anna.page.goto(f"{anna.host.service}/embed/frame/thread?site={anna.host.site}&page={key}&lang={lang}")
    expect(anna.button).to_be_visible()
    found = faults(anna.page, "signed out")
    anna.sign_in()
    assert found + faults(anna.page, "signed in") == []


@both
def test_the_pages_of_signing_in(words: dict[str, str], anna: Reader, key: str) -> None:
    anna.visit(words["coop"], key)
    with anna.page.expect_response("**/oauth/device_authorization"):
        anna.button.hover()
    with anna.context.expect_page() as opened:
        anna.button.click()
    window = opened.value
    window.wait_for_url("**/demo-idp/authorize**")
    found = faults(window, "choosing a colleague", is_ours=True)
    pick(window, anna.name)
    expect(window.locator("#question")).to_be_focused()
    expect(window.locator("html")).to_have_attribute("lang", words["lang"])
    found += faults(window, "the number", is_ours=True)
    window.locator(".plain").click()
    expect(window.locator("main p[role=status]")).to_be_visible()
    found += faults(window, "a wrong number", is_ours=True)
    for path in ("/auth/login?user_code=none", "/auth/logout", "/auth/signed-out"):
        window.goto(f"{anna.host.service}{path}{'&' if '?' in path else '?'}lang={words['lang']}")
        expect(window.locator("html")).to_have_attribute("lang", words["lang"])
        found += faults(window, path, is_ours=True)
    assert found == []
