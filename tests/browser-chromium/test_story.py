"""The story of following, told whole: Anna follows Bram, hears of what he answers, and ends the mail with one click."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, expect

from tests.helpers.browser import Reader
from tests.helpers.demo import serving_demo
from tests.helpers.feeding import card, feed
from tests.helpers.hostpage import Host, hosting
from tests.helpers.mailserver import MailServer, mail_server, text_of
from tests.helpers.service import PATIENCE_SECONDS, run, until

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
LOUD = {"quiet": {"evenings": False, "days": []}}  # whenever the test runs


@pytest.fixture(scope="module")
def server() -> Iterator[MailServer]:
    with mail_server().up() as running:
        yield running


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the service that mails keeps its data."""
    return tmp_path_factory.mktemp("mailing")


@pytest.fixture(scope="module")
def host(data: Path, server: MailServer) -> Iterator[Host]:
    """An intranet whose service mails after a second."""
    mail = {"smtp_url": server.url, "mail_from": "Weerklank <weerklank@example.com>", "mail_delay_seconds": "1"}
    with hosting() as found, serving_demo(data, found, **mail):
        yield found


def bell(reader: Reader) -> Locator:
    """The button."""
    return reader.page.locator("weerklank-bell [part~=bell]")


def follow(reader: Reader, person: str) -> None:
    """Follow somebody."""
    button = reader.visit("follow-person", person).page.locator("weerklank-follow [part~=follow]")
    expect(button).not_to_have_attribute("aria-disabled", "")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


def listening(reader: Reader, key: str) -> None:
    """Open a start page; its bell hears by the socket."""
    with reader.page.expect_websocket() as opened:
        reader.visit("start", key)
    opened.value.wait_for_event("framesent", lambda frame: "notifications" in str(frame))
    expect(bell(reader)).to_have_accessible_name("Notifications")
    expect(feed(reader).locator("[part~=input]").first).to_be_visible()
    reader.page.evaluate("window.stays = true")


def answered(reader: Reader, question: str, text: str) -> None:
    """Answer somebody's comment."""
    reader.comment(question).locator("[part~=reply]").click()
    reader.thread.locator("li .slot textarea").fill(text)
    reader.thread.locator("li .slot [part~=submit]").click()
    expect(reader.comment(text).last).to_be_visible()


def posted(url: str, body: str) -> int:
    """Post to the service as a mail program does: no cookie, no token (RFC 8058, section 3.2); give the status."""
    parts = urlsplit(url)
    connection = HTTPConnection("127.0.0.1", parts.port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("POST", f"{parts.path}?{parts.query}", body, FORM | {"Host": parts.netloc})
        return connection.getresponse().status
    finally:
        connection.close()


def log_of(who: str, data: Path) -> list[str]:
    """Give what the delivery log says of somebody, the newest first, without moments and ids."""
    lines = run("mail", "log", "--person", who, data=data).stdout.splitlines()
    return [line.split("  ")[3] for line in lines[1:]]


def test_anna_hears_of_what_bram_answers_where_she_never_was_and_ends_the_mail_by_one_click(
    reader: Callable[..., Reader], server: MailServer, data: Path, key: str
) -> None:
    carla = reader("Carla Jansen").visit("plain", f"{key}-canteen").sign_in()
    carla.reply("When does the canteen open?")
    carla.visit("plain", f"{key}-parking").reply("Where do I park?")
    bram = reader("Bram Visser").visit("plain", f"{key}-canteen").sign_in()
    (booted,) = bram.call("POST", "/boot", {"site": "intranet"})
    anna = reader("Anna de Koning").visit("start", key).sign_in()
    anna.call("PUT", "/me/notification-settings", LOUD)

    follow(anna, booted["me"]["id"])
    listening(anna, key)

    answered(bram, "When does the canteen open?", "At half past eleven.")
    expect(bell(anna)).to_have_accessible_name("Notifications, 1 new")
    feed(anna).locator("[part~=new]").click()
    why = card(anna, "At half past eleven.").locator("[part~=why]")
    expect(why).to_have_text("Because Bram Visser, whom you follow, replied")
    assert anna.page.evaluate("window.stays") is True  # without a reload

    until(lambda: server.taken, "the mail comes")
    (mail,) = server.taken
    assert (mail["To"], mail["Subject"]) == (
        "Anna de Koning <anna@example.com>",
        "Bram Visser wrote on Travel costs",
    )
    said = text_of(mail)
    assert "At half past eleven." in said and "Because Bram Visser, whom you follow, replied" in said
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert posted(str(mail["List-Unsubscribe"]).strip("<>"), str(mail["List-Unsubscribe-Post"])) == 200

    bram.visit("plain", f"{key}-parking")
    answered(bram, "Where do I park?", "Behind the hall.")
    expect(bell(anna)).to_have_accessible_name("Notifications, 2 new")
    until(lambda: len(log_of("anna@example.com", data)) == 2, "it is decided whether to mail the second")
    assert log_of("anna@example.com", data) == ["off: this person wants no mail about this kind", "sent: mailed"]
    assert [each["To"] for each in server.taken] == [mail["To"]]
    assert anna.faults == []
