"""What a reader sees, and loses not, when the service is gone or does not know the page's site."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.helpers.browser import Reader, open_reader
from tests.helpers.demo import serving_demo, settings_of
from tests.helpers.hostpage import hosting
from tests.helpers.service import serving, until

GONE = "The comments cannot be loaded now."


def test_a_service_that_is_gone_takes_no_word_along(browser: Browser, tmp_path: Path, key: str) -> None:
    with hosting() as host, serving_demo(tmp_path, host) as service:
        anna = open_reader(browser, host, "Anna de Koning")
        anna.visit("plain", key).sign_in()
        written = anna.reply("Before it went.")
        service.send(signal.SIGKILL)
        service.process.wait()

        written.locator("[part~=like]").click()
        expect(anna.voice).to_have_text("That did not work. Try again in a moment.")
        expect(written.locator("[part~=like]")).to_have_attribute("aria-pressed", "false")
        anna.composer.fill("While it was gone.")
        anna.thread.locator(".entry [part~=submit]").click()
        fault = anna.thread.locator(".entry [role=alert]")
        expect(fault).to_contain_text("There is no connection now. What you wrote is kept.")
        expect(anna.composer).to_have_value("While it was gone.")

        with serving(service.data, port=service.port, **settings_of(host)):
            fault.get_by_role("button", name="Try again").click()
            expect(anna.comment("While it was gone.").locator("[part~=reply]")).to_be_visible()
            expect(anna.composer).to_have_value("")
        anna.context.close()


def test_a_page_stands_without_its_conversation_and_offers_to_try_again(anna: Reader, key: str) -> None:
    anna.visit("plain", key).sign_in().reply("There all along.")
    anna.page.route("**/api/v1/boot", lambda route: route.abort())
    anna.page.reload()
    expect(anna.page.get_by_role("heading", name="Travel costs")).to_be_visible()
    expect(anna.thread).to_contain_text(GONE)
    again = anna.thread.get_by_role("button", name="Try again")
    again.focus()
    anna.page.unroute_all()
    anna.page.keyboard.press("Enter")  # or it has tried by itself just now
    expect(anna.comment("There all along.")).to_be_visible()
    assert anna.faults == []


def test_a_page_stands_where_not_even_the_script_comes(anna: Reader, key: str) -> None:
    anna.page.route("**/embed/**", lambda route: route.abort())
    anna.visit("plain", key)
    expect(anna.page.get_by_role("heading", name="Travel costs")).to_be_visible()
    expect(anna.thread).to_be_empty()
    assert anna.faults == []


def test_code_that_does_not_come_can_be_fetched_again(anna: Reader, key: str) -> None:
    anna.page.route("**/embed/src/elements/*", lambda route: route.abort())
    anna.page.route("**/embed/*/page.*", lambda route: route.abort())
    anna.visit("plain", key)
    expect(anna.thread).to_contain_text("The conversation cannot be loaded now.")
    anna.page.unroute_all()
    anna.thread.get_by_role("button", name="Try again").click()
    expect(anna.button).to_be_visible()


@pytest.mark.parametrize(
    ("kind", "name", "why"),
    [
        ("unknown", "intranet.localhost", "The site “nobody” is not known here."),
        ("plain", "other.localhost", "is not registered for this site."),
    ],
    ids=["site", "origin"],
)
def test_what_is_unknown_is_explained_to_who_asks_and_to_nobody_else(
    kind: str, name: str, why: str, anna: Reader, key: str
) -> None:
    said: list[str] = []
    anna.page.on("console", lambda message: said.append(message.text))
    anna.visit(kind, key, name)
    expect(anna.thread).to_contain_text(GONE)
    until(lambda: any(why in line for line in said) or anna.page.wait_for_timeout(5), "the console says why")
    expect(anna.thread).not_to_contain_text(why)
    expect(anna.page.locator("weerklank-count")).to_have_text("Comments")
    until(lambda: "POST /oauth/token" in anna.paths() or anna.page.wait_for_timeout(5), "its count was asked for")
    with anna.page.expect_request("**/api/v1/boot"):
        anna.thread.get_by_role("button", name="Try again").click()
    expect(anna.thread).to_contain_text(GONE)
    anna.page.goto(f"{anna.page.url}&weerklank-debug")
    expect(anna.thread.locator("[part~=why]")).to_contain_text(why)
    assert anna.faults == []
