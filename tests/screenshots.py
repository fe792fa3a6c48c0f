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
SHOTS = {
    "desktop-light": {"viewport": {"width": 800, "height": 1000}, "color_scheme": "light"},
    "desktop-dark": {"viewport": {"width": 800, "height": 1000}, "color_scheme": "dark"},
    "phone-light": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light", "has_touch": True},
    "phone-dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark", "has_touch": True},
}
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
            _photograph(f"http://intranet.localhost:{intranet}/nl/news")
        finally:
            os.killpg(demo.pid, signal.SIGTERM)
            demo.wait(30)
    return 0


def _photograph(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for name, how in SHOTS.items():
            context = browser.new_context(**how, locale="nl-NL")
            page = context.new_page()
            page.goto(address)
            _sign_in(page)
            page.locator("weerklank-like").scroll_into_view_if_needed()
            page.mouse.move(0, 0)
            place = page.locator("weerklank-like").bounding_box()
            page.evaluate("top => window.scrollBy(0, top - 120)", place["y"])
            page.wait_for_load_state("networkidle")
            page.screenshot(path=DOCS / f"{name}.png", animations="disabled")
            print(f"docs/{name}.png")
            context.close()
        browser.close()


def _sign_in(page: Page) -> None:
    with page.expect_popup() as opened:
        page.locator("weerklank-thread").locator("[part~=sign-in]").first.click()
    opened.value.get_by_text("Bram Jansen").click()
    page.locator("weerklank-thread [part~=comment]").first.wait_for()


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
