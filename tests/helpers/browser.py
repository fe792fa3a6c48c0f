"""A browser as colleagues use it, before a service and an intranet that really run, on two sites."""

from __future__ import annotations

import json
import re
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, Request, expect

from tests.helpers.hostpage import Host
from tests.helpers.service import COMMAND, ROOT, Service, environment, free_port, run, until

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PLAIN_NAME = "intranet.test"  # leads here by a rule of the browser; to it, not a secure context
PATIENCE_MS = 15_000  # of a wait for a condition, on a machine that is busy with other tests
HOSTILE_NAME = "<img src=x onerror=alert(1)>"
PEOPLE = [
    {"sub": "anna", "name": "Anna de Koning", "department": "Logistiek", "email": "anna@example.com", "locale": "en"},
    {"sub": "bram", "name": "Bram Visser", "department": "Finance", "email": "bram@example.com", "locale": "en"},
    {"sub": "carla", "name": "Carla Jansen", "email": "carla@example.com", "locale": "en", "groups": ["community"]},
    {"sub": "mallory", "name": HOSTILE_NAME, "department": HOSTILE_NAME, "email": "m@example.com", "locale": "en"},
]


def launch(playwright: Playwright) -> Browser:
    """Start Debian's Chromium, which blocks third-party cookies by default."""
    rules = f"--host-resolver-rules=MAP {PLAIN_NAME} 127.0.0.1"
    expect.set_options(timeout=PATIENCE_MS)
    return playwright.chromium.launch(executable_path=CHROMIUM, args=[*QUIET, rules])


@contextmanager
def serving_demo(data: Path, host: Host) -> Iterator[Service]:
    """Start the service with the demo's issuer, its one site being the intranet `host`."""
    port = free_port()
    host.service = f"http://weerklank.localhost:{port}"
    issuer = {
        "oidc_issuer": f"{host.service}/demo-idp",
        "oidc_client_id": "weerklank",
        "oidc_client_secret": "only-for-tests",
    }
    ours = {"demo": "true", "default_locale": "en", "roles": "community=manager", "edit_quiet_seconds": "0"}
    settings = {"public_url": host.service, **ours, **issuer}
    (data / "demo-people.json").write_text(json.dumps(PEOPLE), "utf-8")
    origins = [f"--origin={host.origin(name)}" for name in ("intranet.localhost", PLAIN_NAME)]
    added = run("site", "add", host.site, "De Vries BV", *origins, "--locale=en", data=data, **settings)
    assert added.returncode == 0, added.stderr
    log = data / "log"
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [*COMMAND, "serve", "--port", str(port)],
            cwd=ROOT, env=environment(data, **settings), stdout=errors, stderr=errors, start_new_session=True,
        )  # fmt: skip
    service = Service(data, port, process, log)
    try:
        until(service.is_up, "the service answers")
        yield service
    finally:
        if process.poll() is None:
            service.send(signal.SIGKILL)
        process.wait()


@dataclass  # without slots: Playwright marks the object whose method listens
class Reader:
    """A person before a browser profile of their own, with one page open; what it sent is in `sent`."""

    name: str
    context: BrowserContext
    page: Page
    host: Host
    sent: list[Request] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def thread(self) -> Locator:
        """The conversation."""
        return self.page.locator("weerklank-thread")

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

    def opened(self) -> Page:
        """Press the button when its codes are there; give the window, past the choice of a colleague."""
        with self.page.expect_response("**/oauth/device_authorization"):
            self.button.hover()
        with self.context.expect_page() as found:
            self.button.click()
        return pick(found.value, self.name)

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


def open_reader(browser: Browser, host: Host, name: str, **options: object) -> Reader:
    """Give a person a fresh profile with an empty page."""
    context = browser.new_context(**({"locale": "en-GB"} | options))  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE_MS)
    reader = Reader(name, context, context.new_page(), host)
    context.on("request", reader.note)
    reader.page.on("pageerror", lambda fault: reader.faults.append(str(fault)))
    return reader
