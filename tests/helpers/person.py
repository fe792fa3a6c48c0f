"""A person before a real browser that speaks WebDriver: each with a profile, and so a process, of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from selenium.common.exceptions import (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    JavascriptException,
    NoSuchWindowException,
    StaleElementReferenceException,
    TimeoutException,
)
from selenium.webdriver import ActionChains, Remote
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

from tests.helpers import axe
from tests.helpers.certificates import certify
from tests.helpers.demo import serving_demo
from tests.helpers.hostpage import Host, hosting
from tests.helpers.service import PATIENCE_SECONDS

OWN_NAME = "weerklank.localhost"  # the service's own: another port of it is no other site
NAMES = (OWN_NAME, "intranet.localhost", "cookies.localhost")
LOOK_SECONDS = 0.05  # between two looks at a condition: each is a question to another process
# What a page being drawn, or a window being closed, may answer to a question that comes at that moment.
PASSING = (
    ElementClickInterceptedException,
    ElementNotInteractableException,
    JavascriptException,
    NoSuchWindowException,
    StaleElementReferenceException,
)
FIND = """
  const [widget, selector, text] = arguments;
  const widgets = [...document.querySelectorAll(`weerklank-${widget}`)];
  const roots = widget ? widgets.map((each) => each.shadowRoot) : [document];
  const found = roots.flatMap((root) => [...(root?.querySelectorAll(selector) ?? [])]);
  return found.filter((each) => each.textContent.includes(text) && each.checkVisibility());
"""
AIM = """
  const [thing] = arguments;
  window.hit = false;
  thing.addEventListener("click", () => { window.hit = true; }, { capture: true, once: true });
  thing.scrollIntoView({ behavior: "instant", block: "nearest" });
"""
FETCH = """
  const [url, done] = arguments;
  fetch(url, { credentials: "include" }).then((answer) => answer.text()).then(done, (fault) => done(`${fault}`));
"""
SCENE = """
  const widgets = [...document.querySelectorAll("weerklank-thread, weerklank-like, weerklank-count")];
  const texts = [document.body, ...widgets.map((each) => each.shadowRoot)].map((each) => each?.textContent);
  return [location.href, window.faults, ...texts];
"""
ASKED = """
  const asked = performance.getEntriesByType("resource");
  return asked.some((each) => each.name.endsWith("/oauth/device_authorization") && each.responseEnd > 0);
"""


@contextmanager
def https_intranet(folder: Path) -> Iterator[Host]:
    """Serve the intranet and the service it embeds by https, on two sites, with certificates made in `folder`."""
    with hosting(certify(folder, *NAMES)) as host, serving_demo(folder, host):
        yield host


@dataclass(slots=True)
class Person:
    """Somebody, and the one page that they have open."""

    name: str
    driver: Remote
    host: Host

    def visit(self, kind: str, page: str, name: str = "intranet.localhost") -> Person:
        """Open a page of the intranet."""
        self.driver.get(self.host.url(kind, page, name))
        return self

    def all(self, widget: str, selector: str, text: str = "") -> list[WebElement]:
        """Give what is visible in the widgets of that kind (none: in the page itself) and says `text`."""
        return list(self.driver.execute_script(FIND, widget, selector, text) or [])  # None: the page went meanwhile

    def see(self, widget: str, selector: str, text: str = "") -> WebElement:
        """Give the first of those, once it is there."""
        return self.wait(lambda: self.all(widget, selector, text), f"{selector} says {text!r}")[0]

    def press(self, widget: str, selector: str, text: str = "") -> None:
        """Click on it, once it is there."""
        self.wait(lambda: self._click(widget, selector, text), f"{selector} is there")

    def wait(self, holds: Callable[[], Any], what: str) -> Any:
        """Wait until `holds` gives something true, and give that; `what` is said where it never does."""
        try:
            waiting = WebDriverWait(self.driver, PATIENCE_SECONDS, LOOK_SECONDS, PASSING)
            return waiting.until(lambda _driver: holds())
        except TimeoutException:
            scene = self.driver.execute_script(SCENE)
            raise AssertionError(f"This did not come about for {self.name}: {what}. There was: {scene}") from None

    def sign_in(self) -> Person:
        """Sign in by the thread's button when its codes are there; the window proves who opened it, and goes."""
        self.prepare()
        page = self.open_window("thread", "[part~=sign-in]")
        self.press("", "button", self.name)
        return self.come_back(page)

    def sign_in_by_number(self) -> Person:
        """Sign in where the page cannot be asked: by the number that it shows."""
        self.prepare()
        page = self.open_window("thread", "[part~=sign-in]")
        self.press("", "button", self.name)
        self.see("", "#question", "Which number stands on the page?")
        window = self.driver.current_window_handle
        self.driver.switch_to.window(page)
        number = self.see("thread", ".number").text
        self.driver.switch_to.window(window)
        self.wait(lambda: self._chosen(page, number), "the number is taken")
        return self.come_back(page)

    def prepare(self) -> None:
        """Come near the thread's button, so that it has its codes before it is pressed."""
        self.wait(self._approach, "the codes are there")

    def open_window(self, widget: str, selector: str) -> str:
        """Press what opens a window, and stand before it; give the window of the page."""
        page = self.driver.current_window_handle
        self.press(widget, selector)
        self.driver.switch_to.window(self.wait(lambda: self._others(page), "a window opens")[0])
        return page

    def come_back(self, page: str) -> Person:
        """Be at the page again, once the window has closed itself, and signed in."""
        self.wait(lambda: self.driver.window_handles == [page], "the window closes")
        self.driver.switch_to.window(page)
        self.see("thread", ".entry [part~=input]")
        return self

    def reply(self, text: str) -> None:
        """Type below the page, and send it; the service has it then."""
        self.press("thread", ".entry [part~=input]")
        self.see("thread", ".entry [part~=submit]")
        self.see("thread", ".entry [part~=input]").send_keys(text)
        self.press("thread", ".entry [part~=submit]")
        self.see("thread", "p[role=status].vh", "Your comment is posted.")
        self.see("thread", "[part~=comment]", text)

    def fetch(self, url: str) -> str:
        """Give what a script of the page gets from there, cookies going along."""
        return str(self.driver.execute_async_script(FETCH, url))

    def faults(self) -> list[str]:
        """Give every error that nothing caught on this page."""
        return list(self.driver.execute_script("return window.faults"))

    def axe(self) -> list[str]:
        """Give what axe finds wrong with this page."""
        self.driver.execute_script(axe.SOURCE.read_text("utf-8"))
        run = f"const [rules, done] = arguments; ({axe.RUN})(rules).then(done, (fault) => done([`${{fault}}`]))"
        return list(self.driver.execute_async_script(run, axe.rules(is_ours=False)))

    def _click(self, widget: str, selector: str, text: str) -> bool:
        """Tell whether there was something to click on, and it was hit: a page may move under the pointer.

        By the pointer: WebKit's own click takes a text field in a shadow tree for covered by the tree's host.
        """
        found = self.all(widget, selector, text)[:1]
        for thing in found:
            self.driver.execute_script(AIM, thing)
            ActionChains(self.driver).move_to_element(thing).click().perform()
        return bool(found) and self._hit()

    def _hit(self) -> bool:
        """Tell whether the click came where it was meant to, or what was there has gone by it."""
        try:
            return self.driver.execute_script("return window.hit") is not False
        except NoSuchWindowException:
            return True

    def _chosen(self, page: str, number: str) -> bool:
        """Click on the number, as often as it takes: a click that brings the window to the front chooses nothing."""
        if self._others(page):
            self._click("", ".numbers button:enabled", number)
        return not self._others(page)

    def _approach(self) -> bool:
        """From elsewhere, each time: a button that was drawn under the pointer has not been come near to."""
        way = ActionChains(self.driver).move_to_element(self.see("", "h1"))
        way.move_to_element(self.see("thread", "[part~=sign-in]")).perform()
        return bool(self.driver.execute_script(ASKED))

    def _others(self, page: str) -> list[str]:
        return [each for each in self.driver.window_handles if each != page]
