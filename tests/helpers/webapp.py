"""The app in a browser: its way in, its worker, and a browser that takes push without its maker's servers."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page, Worker, expect

from tests.helpers.browser import Reader, pick
from tests.helpers.pushservice import Browser

READY = "() => navigator.serviceWorker.ready.then(() => Boolean(navigator.serviceWorker.controller))"
SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
  .map(({ title, body, lang, data }) => ({ title, body, lang, data }))"""
# A click that no debugging protocol makes: the worker hears it as it would hear the browser's own. Windows open at a
# person's click only, so that the address is noted instead.
CLICK = """async () => {
  const [notification] = await self.registration.getNotifications();
  const event = new NotificationEvent("notificationclick", { notification });
  const work = [];
  event.waitUntil = (promise) => work.push(promise);
  let opened = null;
  self.clients.openWindow = async (url) => (opened = url);
  self.dispatchEvent(event);
  await Promise.all(work);
  return { opened, left: (await self.registration.getNotifications()).length };
}"""
# Stands for the push service of the browser's maker, which no test reaches: gives out the subscription that it is told,
# and keeps it over a reload as a browser does.
SUBSCRIBING = """([endpoint, keys]) => {
  const read = () => JSON.parse(localStorage.getItem("subscribed"));
  const plain = (text) => atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = (text) => Uint8Array.from(plain(text), (each) => each.charCodeAt(0));
  const made = () => ({
    endpoint,
    options: { applicationServerKey: bytes(read().key).buffer },
    toJSON: () => ({ endpoint, keys, expirationTime: null }),
    unsubscribe: async () => { localStorage.removeItem("subscribed"); return true; },
  });
  PushManager.prototype.getSubscription = async () => (read() ? made() : null);
  PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey: key }) => {
    if (!userVisibleOnly) throw new DOMException("Silent push", "NotAllowedError");
    if (read() && read().key !== key) throw new DOMException("Another key", "InvalidStateError");
    localStorage.setItem("subscribed", JSON.stringify({ key }));
    return made();
  };
}"""


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


def deliver(page: Page, said: str) -> dict[str, Any]:
    """Let Chromium's debugging protocol deliver a push; give the notification that the worker shows."""
    assert page.evaluate(READY) is not None
    devtools = page.context.new_cdp_session(page)
    found: list[dict[str, str]] = []
    devtools.on("ServiceWorker.workerRegistrationUpdated", lambda event: found.extend(event["registrations"]))
    devtools.send("ServiceWorker.enable")
    while not found:
        page.evaluate("new Promise(requestAnimationFrame)")  # lets what the browser says arrive
    origin = page.evaluate("location.origin")
    push = {"origin": origin, "registrationId": found[-1]["registrationId"], "data": said}
    devtools.send("ServiceWorker.deliverPushMessage", push)
    page.wait_for_function(f"async () => (await ({SHOWN})()).length > 0")
    (shown,) = page.evaluate(SHOWN)
    return dict(shown)


def worker(page: Page) -> Worker:
    """Give the worker of the app."""
    (found,) = [each for each in page.context.service_workers if each.url.endswith("/app/sw.js")]
    return found


def click(page: Page) -> dict[str, Any]:
    """Click on the notification that stands; give what window the worker opens, and how many notifications are left."""
    found: dict[str, Any] = worker(page).evaluate(CLICK)
    return found


def subscribable(page: Page, endpoint: str) -> Browser:
    """Let the browser of `page` be one that a push service at `endpoint` serves."""
    made = Browser(endpoint)
    keys = made.subscription()["keys"]
    page.add_init_script(f"({SUBSCRIBING})({json.dumps([endpoint, keys])})")
    return made
