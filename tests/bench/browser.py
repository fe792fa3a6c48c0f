"""What a signed-in reader waits for in Chromium: the first comment of a hundred, beside a page that has none."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

from tests.bench.work import SHOWN
from tests.bench.world import opened
from tests.helpers.browser import launch, open_reader
from tests.helpers.demo import serving_demo
from tests.helpers.hostpage import Host, hosting

KEY = "honderd"
THROTTLED = 4  # times slower, for a weak machine
SETTLED_MS = 700  # after the last comment: what comes then belongs to the reader
LOOK = Path(__file__).with_name("look.js")


@dataclass(frozen=True, slots=True)
class View:
    """One look at a page: milliseconds from the navigation, sums of long tasks and shifts, requests, bytes sent."""

    first_ms: float
    all_ms: float
    long_ms: float
    shift: float
    requests: int
    wire_bytes: int


class Eyes:
    """Opens pages as somebody who is signed in and has nothing of them in the cache."""

    def __init__(self, browser: Browser, host: Host) -> None:
        self.browser, self.host = browser, host

    def look(self, kind: str, throttle: int = 1) -> View:
        """Open a page of a `kind` in a fresh profile and wait until it is complete."""
        reader = open_reader(self.browser, self.host, "Anna de Koning", viewport={"width": 1200, "height": 900})
        if kind != "bare":
            reader.visit("plain", "before").sign_in()
        page = reader.context.new_page()
        reader.page.close()
        try:
            return self._view(page, kind, throttle)
        finally:
            reader.context.close()

    def _view(self, page: Page, kind: str, throttle: int) -> View:
        protocol = page.context.new_cdp_session(page)
        for command in ("Network.enable", "Network.clearBrowserCache"):
            protocol.send(command)
        protocol.send("Emulation.setCPUThrottlingRate", {"rate": throttle})
        sizes = _sizes(protocol)
        page.add_init_script(f"window.wanted = {1 if kind == 'bare' else SHOWN}")
        page.add_init_script(path=LOOK)
        page.goto(self.host.url(kind, KEY))
        page.wait_for_function("window.seen.all > 0")
        page.wait_for_timeout(SETTLED_MS)
        seen: dict[str, Any] = page.evaluate("window.seen")
        return View(seen["first"], seen["all"], seen["long"], seen["shift"], seen["requests"], sum(sizes))


@contextmanager
def watching() -> Iterator[Eyes]:
    """Give eyes on an intranet with a page of a hundred comments, the service and its issuer behind it."""
    with tempfile.TemporaryDirectory() as folder, hosting() as host, serving_demo(Path(folder), host):
        with opened(Path(folder), host.origin()) as world:
            world.talk(world.page(KEY, host.url("plain", KEY)), SHOWN)
        with sync_playwright() as playwright:
            browser = launch(playwright)
            yield Eyes(browser, host)
            browser.close()


def _sizes(protocol: CDPSession) -> list[int]:
    """Give a list that grows by the bytes of each answer as it came over the wire."""
    sizes: list[int] = []
    protocol.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    return sizes
