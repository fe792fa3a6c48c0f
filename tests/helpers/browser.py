"""A browser as colleagues use it, before a service and an intranet that really run, on two sites."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, Request, Route, expect

from tests.helpers.demo import PLAIN_NAME
from tests.helpers.hostpage import Host

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CALL = """async ([url, method, Authorization, bodies]) => {
  const answers = [];
  for (const body of bodies.length ? bodies : [undefined]) {
    const headers = { Authorization, ...(body && { "Content-Type": "application/json" }) };
    const answer = await fetch(url, { method, headers, body: body && JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    answers.push(answer.status === 204 ? {} : await answer.json());
  }
  return answers;
}"""
# What moved since the page began, from where to where.
SHIFTS = """async () => {
  const found = [];
  const note = (list) => {
    for (const { sources } of list.getEntries())
      for (const { node, previousRect: from, currentRect: to } of sources)
        found.push(`${node?.localName}: ${from.x},${from.y} to ${to.x},${to.y}`);
  };
  new PerformanceObserver(note).observe({ type: "layout-shift", buffered: true });
  for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
  return found;
}"""
PATIENCE_MS = 15_000  # of a wait for a condition, on a machine that is busy with other tests


def launch(playwright: Playwright) -> Browser:
    """Start Debian's Chromium, which blocks third-party cookies by default."""
    rules = f"--host-resolver-rules=MAP {PLAIN_NAME} 127.0.0.1"
    expect.set_options(timeout=PATIENCE_MS)
    return playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, rules])


@dataclass  # without slots: Playwright marks the object whose method listens
class Reader:
    """A person before a browser profile of their own, with one page open; what it sent is in `sent`."""

    name: str
    context: BrowserContext
    page: Page
    host: Host
    sent: list[Request] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    framed: bool = False

    @property
    def thread(self) -> Locator:
        """The conversation."""
        around = self.page.frame_locator("iframe") if self.framed else self.page
        return around.locator("weerklank-thread")

    @property
    def composer(self) -> Locator:
        """Where one writes below the page."""
        return self.thread.locator(".entry [part~=input]")

    @property
    def button(self) -> Locator:
        """The way in."""
        return self.thread.locator("[part~=sign-in]")

    @property
    def voice(self) -> Locator:
        """What a screen reader is told."""
        return self.thread.locator("p[role=status].vh")

    def comment(self, text: str) -> Locator:
        """Give the comment that says `text`."""
        return self.thread.locator("[part~=comment]").filter(has_text=text)

    def visit(self, kind: str, page: str, name: str = "intranet.localhost") -> Reader:
        """Open a page of the intranet."""
        self.page.goto(self.host.url(kind, page, name))
        return self

    def note(self, request: Request) -> None:
        """Remember what the browser sends."""
        self.sent.append(request)

    def paths(self) -> list[str]:
        """Give what was asked of the service by now, as 'POST /path'."""
        own = [each for each in self.sent if each.url.startswith(self.host.service)]
        return [f"{each.method} {each.url.removeprefix(self.host.service).partition('?')[0]}" for each in own]

    def pressed(self) -> Page:
        """Press the button when its codes are there; give the window, on its way to the issuer."""
        with self.page.expect_response("**/oauth/device_authorization"):
            self.button.hover()
        with self.context.expect_page() as found:
            self.button.click()
        return found.value

    def opened(self) -> Page:
        """Press the button when its codes are there; give the window, past the choice of a colleague."""
        return pick(self.pressed(), self.name)

    def sign_in(self) -> Reader:
        """Sign in through the popup, which closes itself."""
        popup = self.opened()
        if not popup.is_closed():
            popup.wait_for_event("close")
        expect(self.composer).to_be_visible()
        return self

    def reply(self, text: str, shown: str = "") -> Locator:
        """Write below the page; give the comment, which says `shown` or the same, once the service has it."""
        self.composer.fill(text)
        self.thread.locator(".entry [part~=submit]").click()
        written = self.comment(shown or text)
        expect(written.locator("[part~=reply]")).to_be_visible()
        expect(self.voice).to_have_text("Your comment is posted.")
        return written

    def call(self, method: str, path: str, *bodies: object) -> list[dict[str, Any]]:
        """Ask the API from the page, once a body, with the token that it last used; give the answers."""
        tokens = [each.headers["authorization"] for each in self.sent if "authorization" in each.headers]
        asked = [self.host.service + "/api/v1" + path, method, tokens[-1], list(bodies)]
        answers: list[dict[str, Any]] = self.page.evaluate(CALL, asked)
        return answers

    def choose(self, comment: Locator, label: str) -> None:
        """Choose from the menu of a comment."""
        comment.get_by_role("button", name="More about").click()
        self.thread.get_by_role("menuitem", name=label, exact=True).click()


def pick(window: Page, name: str) -> Page:
    """Be a colleague at the demo's issuer, unless it remembers one."""
    window.wait_for_url(re.compile(r"/demo-idp/authorize|/auth/finish"))
    if "/demo-idp/" in window.url:
        window.get_by_role("button", name=name).click()
    return window


def end_the_session(reader: Reader) -> None:
    """Sign out at the issuer in another tab, which ends the session through the back channel."""
    tab = reader.context.new_page()
    tab.goto(f"{reader.host.service}/demo-idp/sign-out")
    tab.close()


def shifts(page: Page) -> list[str]:
    """Give what has moved on a page by itself (layout-shift entries)."""
    found: list[str] = page.evaluate(SHIFTS)
    return found


def hold(reader: Reader, address: str) -> list[Route]:
    """Keep what the page asks at `address` from going out; gives these requests as they come."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        held.append(route)

    reader.page.route(address, keep)
    return held


def open_reader(browser: Browser, host: Host, name: str, **options: object) -> Reader:
    """Give a person a fresh profile with an empty page."""
    context = browser.new_context(**({"locale": "en-GB"} | options))  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE_MS)
    reader = Reader(name, context, context.new_page(), host)
    context.on("request", reader.note)
    reader.page.on("pageerror", lambda fault: reader.faults.append(str(fault)))
    return reader
