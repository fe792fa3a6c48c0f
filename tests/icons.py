"""Draw the icons of the app again, from the drawings beside them: `python -m tests.icons` (needs Chromium)."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.helpers.browser import CHROMIUM

FOLDER = Path(__file__).parents[1] / "widget_server" / "webapp" / "static"
DRAWN = (("icon", "icon-192.png", 192), ("icon", "icon-512.png", 512), ("maskable", "maskable-512.png", 512))


def main() -> None:
    """Write every picture."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for drawing, name, side in DRAWN:
            page = browser.new_page(viewport={"width": side, "height": side})
            svg = (FOLDER / f"{drawing}.svg").read_text("utf-8")
            page.set_content(f"<style>body{{margin:0}}svg{{display:block;width:{side}px}}</style>{svg}")
            page.screenshot(path=FOLDER / name, omit_background=True)
        browser.close()


if __name__ == "__main__":
    main()
