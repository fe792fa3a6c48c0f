"""The app on the service's own origin: it installs, signs in, opens threads, says when there is no network."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.helpers.axe import faults
from tests.helpers.browser import CHROMIUM, QUIET, Reader
from tests.helpers.pushservice import Browser as Subscriber
from tests.helpers.uploads import image
from tests.helpers.webapp import READY, enter

IS_WIDE = "() => document.documentElement.scrollWidth > innerWidth"
KEPT = """async () => {
  const found = [];
  for (const name of await caches.keys())
    for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
  return found.sort();
}"""
ID = "(node) => node.closest('[data-id]').dataset.id"
CACHES = "() => caches.keys()"
WORKER = "async () => (await fetch('/app/sw.js')).text()"
FRAME = ["/app", "/app/static/app.css", "/app/static/app.js", "/app/static/icon-192.png"]


def feed(page: Page) -> Locator:
    """The feed."""
    return page.locator("weerklank-feed .tabs")


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
    page.get_by_role("article").filter(has_text="By train, of course.").get_by_role("link", name="Reply to").click()
    expect(page).to_have_url(re.compile(r"/app/t/[0-9a-z]+#weerklank-[0-9a-z]+$"))
    expect(anna.comment("By train, of course.")).to_be_visible()
    anna.reply("Or by bicycle.")
    page.locator("header .home").click()
    expect(feed(page)).to_be_visible()
    bram.page.reload()
    expect(bram.comment("Or by bicycle.")).to_be_visible()
    anna.call("PUT", "/feed/tab", {"tab": "for-you"})  # remembered; other tests begin there
    assert anna.faults == []


def test_an_attached_image_is_shown(reader: Callable[..., Reader], bram: Reader, key: str) -> None:
    bram.visit("plain", key).composer.fill("Look at this")
    with bram.page.expect_file_chooser() as chooser:
        bram.thread.locator(".entry").get_by_role("button", name="Attach a file").click()
    chooser.value.set_files({"name": "park.jpg", "mimeType": "image/jpeg", "buffer": image("JPEG", (600, 400))})
    bram.thread.locator(".entry").get_by_role("textbox", name="What does park.jpg show?").fill("The park")
    written = bram.reply("Look at this").evaluate(ID)
    anna = reader("Anna de Koning")
    page = enter(anna, f"/app/t/{written}")
    shown = anna.comment("Look at this").get_by_role("img", name="The park")
    page.wait_for_function("(image) => image.naturalWidth === 600", arg=shown.element_handle())


def test_an_address_of_nothing_says_so_in_the_frame(reader: Callable[..., Reader]) -> None:
    anna = reader("Anna de Koning")
    enter(anna)
    anna.page.goto(f"{anna.host.service}/app/t/nothing")
    expect(anna.thread.get_by_role("button")).to_be_visible()
    expect(anna.page.locator("header")).to_be_visible()


def test_who_signs_out_leaves_nothing(reader: Callable[..., Reader]) -> None:
    page = enter(reader("Anna de Koning"))
    with page.expect_navigation():  # the app begins again by itself
        page.get_by_role("button", name="Sign out").click()
    expect(page.locator("main [part~=sign-in]")).to_be_visible()
    page.reload()
    expect(page.locator("main [part~=sign-in]")).to_be_visible()
    assert page.evaluate("() => Object.keys(localStorage).filter((name) => !name.includes('height'))") == []


def test_a_newer_worker_clears_what_the_older_one_kept_and_costs_no_draft(
    reader: Callable[..., Reader], bram: Reader, key: str
) -> None:
    written = bram.visit("plain", key).reply("Since Monday.").evaluate(ID)
    anna = reader("Anna de Koning")
    page = enter(anna, f"/app/t/{written}")
    assert page.evaluate(READY) is not None
    expect(anna.comment("Since Monday.")).to_be_visible()
    anna.composer.fill("Not finished yet")
    older = page.evaluate(CACHES)
    upgraded = page.evaluate(WORKER).replace('"version":"', '"version":"newer-', 1)
    anna.context.route("**/app/sw.js", lambda route: route.fulfill(body=upgraded, content_type="text/javascript"))
    page.evaluate("async () => { await (await navigator.serviceWorker.ready).update(); }")
    page.wait_for_function(
        f"async (older) => (await ({CACHES})()).length === 1 && !(await caches.has(older))", arg=older[0]
    )
    expect(anna.composer).to_have_value("Not finished yet")
    anna.thread.locator(".entry [part~=submit]").click()
    expect(anna.comment("Not finished yet").locator("[part~=reply]")).to_be_visible()
    page.reload()
    expect(anna.comment("Not finished yet")).to_be_visible()


def test_without_a_network_the_frame_says_so_and_keeps_nothing_of_anybody(reader: Callable[..., Reader]) -> None:
    anna = reader("Anna de Koning")
    page = enter(anna)
    assert page.evaluate(READY) is not None
    page.reload()
    expect(page.locator("header .out")).to_be_visible()
    assert [path for path in page.evaluate(KEPT) if not path.startswith("/embed/")] == FRAME
    anna.context.set_offline(True)
    page.goto(f"{anna.host.service}/app/t/whatever")
    expect(page.get_by_text("There is no connection now.")).to_be_visible()
    expect(page.locator("header .home")).to_be_visible()
    anna.context.set_offline(False)  # of which the page hears by itself
    expect(page.locator("weerklank-thread")).to_be_attached()


def looked_at(page: Page, view: str) -> list[str]:
    """Give what is wrong with a view, in light and in dark."""
    return faults(page, view, is_ours=True) + ([f"{view} is too wide"] if page.evaluate(IS_WIDE) else [])


@pytest.fixture(params=[("nl-NL", 280), ("nl-NL", 390), ("en-GB", 280), ("en-GB", 1000)])
def anywhere(reader: Callable[..., Reader], request: pytest.FixtureRequest) -> Reader:
    """Anna in either language, before screens of different widths."""
    locale, width = request.param
    return reader("Anna de Koning", viewport={"width": width, "height": 800}, locale=locale)


def test_every_view_fits_and_axe_finds_nothing(anywhere: Reader, bram: Reader, key: str) -> None:
    written = bram.visit("plain", key).reply("Since Monday.").evaluate(ID)
    page = anywhere.page
    page.goto(f"{anywhere.host.service}/app")
    expect(page.locator("main [part~=sign-in]")).to_be_visible()
    found = looked_at(page, "signed out")
    enter(anywhere)
    expect(feed(page)).to_be_visible()
    found += looked_at(page, "the feed")
    page.locator("weerklank-bell [part~=bell]").click()
    expect(page.locator("weerklank-bell [role=dialog]")).to_be_visible()
    found += looked_at(page, "the bell")
    page.goto(f"{anywhere.host.service}/app/t/{written}")
    expect(anywhere.comment("Since Monday.")).to_be_visible()
    found += looked_at(page, "a conversation")
    assert page.evaluate(READY) is not None
    anywhere.context.set_offline(True)
    page.goto(f"{anywhere.host.service}/app")
    expect(page.locator(".lost")).to_be_visible()
    assert found + looked_at(page, "no connection") == []


def test_the_devices_fit_and_axe_finds_nothing(anywhere: Reader, key: str) -> None:
    page = enter(anywhere)
    phone = Subscriber(f"https://fcm.googleapis.com/{key}").subscription("A" * 60)
    (device,) = anywhere.call("POST", "/me/devices", phone)
    page.locator("weerklank-bell [part~=bell]").click()
    panel = page.locator("weerklank-bell [role=dialog]")
    panel.locator("h2 + button").click()
    expect(panel.locator(".devices li").filter(has_text="A" * 60)).to_be_visible()
    found = looked_at(page, "the devices")
    anywhere.call("DELETE", f"/me/devices/{device['id']}")
    assert found == []
