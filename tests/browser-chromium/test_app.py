"""The app on the service's own origin: it installs, signs in, opens threads, says when there is no network."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.helpers.axe import faults
from tests.helpers.browser import CHROMIUM, QUIET, Reader, pick

IS_WIDE = "() => document.documentElement.scrollWidth > innerWidth"
READY = "() => navigator.serviceWorker.ready.then(() => Boolean(navigator.serviceWorker.controller))"
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
  return found.sort();
}"""
FRAME = ["/app", "/app/static/app.css", "/app/static/app.js", "/app/static/icon-192.png"]


def enter(reader: Reader, path: str = "/app") -> Page:
    """Open the app and sign in."""
    page = reader.page
    page.goto(reader.host.service + path)
    button = page.locator("main [part~=sign-in]")
    with page.expect_response("**/oauth/device_authorization"):
        button.hover()
    with reader.context.expect_page() as found:
        button.click()
    popup = pick(found.value, reader.name)
    if not popup.is_closed():
        popup.wait_for_event("close")
    expect(page.locator("header .out")).to_be_visible()
    return page


def feed(page: Page) -> Locator:
    """The feed."""
    return page.locator("weerklank-feed [role=feed]")


@pytest.fixture
def bram(known: Callable[[str], Reader]) -> Reader:
    """Bram, who writes on the intranet."""
    return known("Bram Visser")


@pytest.fixture
def installed(browser: Browser, bram: Reader, tmp_path: Path) -> Iterator[Page]:
    """The app in a profile that is kept: nothing can be installed in a private window."""
    kept = browser.browser_type.launch_persistent_context(tmp_path, executable_path=CHROMIUM, args=QUIET)
    page = kept.pages[0]
    page.goto(f"{bram.host.service}/app")
    assert page.evaluate(READY) is not None
    yield page
    kept.close()


def test_the_app_installs(installed: Page) -> None:
    devtools = installed.context.new_cdp_session(installed)
    assert devtools.send("Page.getInstallabilityErrors")["installabilityErrors"] == []
    found = devtools.send("Page.getAppManifest")
    assert (found["errors"], found["url"].partition("?")[0]) == ([], installed.url + "/manifest.webmanifest")


def test_one_signs_in_sees_the_feed_and_opens_a_conversation(reader: Callable[..., Reader], bram: Reader) -> None:
    bram.visit("plain", "travel").reply("By train, of course.")
    anna = reader("Anna de Koning")
    page = enter(anna)
    page.get_by_role("button", name="Newest").click()
    page.get_by_role("article").filter(has_text="By train, of course.").get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/app/t/[0-9a-z]+#weerklank-[0-9a-z]+$"))
    expect(anna.comment("By train, of course.")).to_be_visible()
    anna.reply("Or by bicycle.")
    page.locator("header .home").click()
    expect(feed(page)).to_be_visible()
    bram.page.reload()
    expect(bram.comment("Or by bicycle.")).to_be_visible()
    assert anna.faults == []


def test_an_address_of_nothing_says_so_in_the_frame(reader: Callable[..., Reader]) -> None:
    anna = reader("Anna de Koning")
    enter(anna)
    anna.page.goto(f"{anna.host.service}/app/t/nothing")
    expect(anna.thread.get_by_role("button")).to_be_visible()
    expect(anna.page.locator("header")).to_be_visible()


def test_who_signs_out_leaves_nothing(reader: Callable[..., Reader]) -> None:
    page = enter(reader("Anna de Koning"))
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("main [part~=sign-in]")).to_be_visible()
    page.reload()
    expect(page.locator("main [part~=sign-in]")).to_be_visible()
    assert page.evaluate("() => Object.keys(localStorage).filter((name) => !name.includes('height'))") == []


def test_without_a_network_the_frame_says_so_and_keeps_nothing_of_anybody(reader: Callable[..., Reader]) -> None:
    anna = reader("Anna de Koning")
    page = enter(anna)
    assert page.evaluate(READY) is not None
    page.reload()
    expect(feed(page)).to_be_visible()
    assert page.evaluate(KEPT) == FRAME
    anna.context.set_offline(True)
    page.goto(f"{anna.host.service}/app/t/whatever")
    expect(page.get_by_text("There is no connection now.")).to_be_visible()
    expect(page.locator("header .home")).to_be_visible()
    anna.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page.locator("weerklank-thread")).to_be_attached()


@pytest.mark.parametrize("width", [280, 390, 1000])
@pytest.mark.parametrize("locale", ["nl-NL", "en-GB"])
def test_the_app_fits_and_axe_finds_nothing(reader: Callable[..., Reader], width: int, locale: str) -> None:
    anna = reader("Anna de Koning", viewport={"width": width, "height": 800}, locale=locale)
    anna.page.goto(f"{anna.host.service}/app")
    expect(anna.page.locator("main [part~=sign-in]")).to_be_visible()
    found = faults(anna.page, "signed out", is_ours=True)
    page = enter(anna)
    expect(feed(page)).to_be_visible()
    found += faults(page, "the feed", is_ours=True)
    page.locator("weerklank-bell [part~=bell]").click()
    expect(page.locator("weerklank-bell [role=dialog]")).to_be_visible()
    found += faults(page, "the bell", is_ours=True)
    assert found == []
    assert not page.evaluate(IS_WIDE)
