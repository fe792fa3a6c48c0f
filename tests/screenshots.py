"""Make every picture in docs/ again: the demo is started, a colleague signs in for real, and a page is photographed."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

DOCS = Path(__file__).parent.parent / "docs"
DESKTOP = {"viewport": {"width": 800, "height": 1000}}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
LIGHT, DARK = {"color_scheme": "light"}, {"color_scheme": "dark"}
START_SECONDS = 60


def main() -> int:
    """Make the pictures; give the exit status."""
    DOCS.mkdir(exist_ok=True)
    service, intranet = _free_port(), _free_port()
    words = ["--port", str(service), "--intranet-port", str(intranet), "--data"]
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "-m", "widget_server", "demo", *words, data]
        demo = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
        try:
            _wait_for(f"http://127.0.0.1:{intranet}/")
            _photograph(f"http://intranet.localhost:{intranet}", f"http://weerklank.localhost:{service}")
        finally:
            os.killpg(demo.pid, signal.SIGTERM)
            demo.wait(30)
    return 0


def _photograph(intranet: str, service: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, (how, show) in SHOTS.items():
            context = browser.new_context(**how, locale="nl-NL")
            page = context.new_page()
            show(page, service if name.startswith("app-") else intranet)
            page.mouse.move(0, 0)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=DOCS / f"{name}.png", animations="disabled")
            print(f"docs/{name}.png", flush=True)
            context.close()
        browser.close()


def _thread(page: Page, intranet: str) -> None:
    """Bram reads what colleagues wrote below the news."""
    page.goto(f"{intranet}/nl/news")
    _sign_in(page, "weerklank-thread", "Bram Jansen")
    page.locator("weerklank-thread [part~=comment]").first.wait_for()
    page.locator("weerklank-thread .entry").get_by_role("button", name="Bestand toevoegen").wait_for()
    page.locator("weerklank-like").scroll_into_view_if_needed()
    place = page.locator("weerklank-like").bounding_box()
    page.evaluate("top => window.scrollBy(0, top - 120)", place["y"])


def _feed(page: Page, service: str) -> None:
    """Anna opens the app."""
    page.goto(f"{service}/app")
    _sign_in(page, "main", "Anna de Koning")
    page.locator("weerklank-feed [role=article]").first.wait_for()


def _conversation(page: Page, service: str) -> None:
    """She opens a conversation from it."""
    _feed(page, service)
    page.locator("weerklank-feed [role=article]").first.locator("a[href*='#weerklank-']").first.click()
    page.locator("weerklank-thread [part~=comment]").first.wait_for()


def _bell(page: Page, service: str) -> None:
    """She looks what she was told of."""
    _feed(page, service)
    page.locator("weerklank-bell [part~=bell]").click()
    page.locator("weerklank-bell [role=dialog] li").first.wait_for()


def _devices(page: Page, service: str) -> None:
    """She is about to switch push on for her phone."""
    _bell(page, service)
    page.locator("weerklank-bell [role=dialog]").get_by_role("button", name="Instellingen").click()
    devices = page.get_by_role("group", name="Push op je apparaten")
    devices.get_by_role("textbox").wait_for()
    devices.evaluate("group => group.scrollIntoView({ block: 'end' })")


SHOTS = {
    "desktop-light": (DESKTOP | LIGHT, _thread),
    "desktop-dark": (DESKTOP | DARK, _thread),
    "phone-light": (PHONE | LIGHT, _thread),
    "phone-dark": (PHONE | DARK, _thread),
    "app-phone-light": (PHONE | LIGHT, _feed),
    "app-phone-dark": (PHONE | DARK, _conversation),
    "app-phone-push": (PHONE | LIGHT, _devices),
    "app-desktop-light": (DESKTOP | LIGHT, _bell),
    "app-desktop-dark": (DESKTOP | DARK, _feed),
}


def _sign_in(page: Page, around: str, name: str) -> None:
    with page.expect_popup() as opened:
        page.locator(around).locator("[part~=sign-in]").first.click()
    opened.value.get_by_text(name).click()


def _wait_for(address: str) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=2).read()
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"{address} does not answer.")


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


if __name__ == "__main__":
    sys.exit(main())
