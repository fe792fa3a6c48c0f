"""The app on the service's own origin: it installs, signs in, opens threads, says when there is no network."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.helpers.axe import faults
from tests.helpers.browser import CHROMIUM, QUIET, Reader, pick
from tests.helpers.pushservice import Browser as Subscriber

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
    anna.context.set_offline(False)  # of which the page hears by itself
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


SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
  .map(({ title, body, data }) => ({ title, body, data }))"""


def delivered(page: Page, said: str) -> list[dict[str, object]]:
    """Let Chromium's debugging protocol deliver a push; give the notifications that the worker shows."""
    devtools = page.context.new_cdp_session(page)
    found: list[dict[str, str]] = []
    devtools.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(event["registrations"]))
    devtools.send("ServiceWorker.enable")
    until_there = 100
    while not found and until_there:
        page.wait_for_timeout(20)
        until_there -= 1
    origin = page.evaluate("location.origin")
    push = {"origin": origin, "registrationId": found[-1]["registrationId"], "data": said}
    devtools.send("ServiceWorker.deliverPushMessage", push)
    page.wait_for_function(f"async () => (await ({SHOWN})()).length > 0")
    shown: list[dict[str, object]] = page.evaluate(SHOWN)
    return shown


@pytest.mark.parametrize(
    ("said", "body"),
    [
        ('{"object":"0abc","site":"intranet","unseen":3,"lang":"nl"}', "Er zijn 3 dingen nieuw voor je."),
        ('{"object":"0abc","site":"intranet","unseen":1,"lang":"en"}', "Something is new for you."),
        ("no JSON", "Something is new for you."),
    ],
)
def test_a_push_shows_that_something_is_new_and_not_what(reader: Callable[..., Reader], said: str, body: str) -> None:
    anna = reader("Anna de Koning", permissions=["notifications"])
    anna.page.goto(f"{anna.host.service}/app")
    assert anna.page.evaluate(READY) is not None
    (shown,) = delivered(anna.page, said)
    assert (shown["title"], shown["body"]) == ("Weerklank", body)


def settings(page: Page) -> Locator:
    """Open the settings of the bell; give the part about devices."""
    page.locator("weerklank-bell [part~=bell]").click()
    panel = page.locator("weerklank-bell [role=dialog]")
    panel.get_by_role("button", name="Settings").click()
    return panel.get_by_role("group", name="Push on your devices")


def test_where_no_push_service_can_be_reached_the_settings_say_so(reader: Callable[..., Reader]) -> None:
    page = enter(reader("Anna de Koning", permissions=["notifications"]))
    assert page.evaluate(READY) is not None
    part = settings(page)
    expect(part).to_contain_text("Push passes the servers of whoever makes your browser")
    assert faults(page, "the devices", is_ours=True) == []
    part.get_by_role("button", name="Push on this device").click()
    status = page.locator("weerklank-bell [role=dialog] [role=status]")
    expect(status).to_contain_text("This browser reaches no push service")


def test_a_device_is_listed_with_its_servers_and_taken_away(reader: Callable[..., Reader], key: str) -> None:
    anna = reader("Anna de Koning").visit("belled", key).sign_in()
    phone = Subscriber(f"https://fcm.googleapis.com/{key}").subscription("My phone")
    anna.call("POST", "/me/devices", phone)
    part = settings(anna.page)
    device = part.get_by_role("listitem").filter(has_text="My phone")
    expect(device).to_contain_text("passes Google’s servers")
    expect(part.get_by_role("link")).to_have_attribute("href", f"{anna.host.service}/app?site=intranet")
    device.get_by_role("button", name="Push off on My phone").click()
    expect(part.get_by_role("listitem")).to_have_count(0)
    assert anna.call("GET", "/me/devices")[0]["items"] == []
