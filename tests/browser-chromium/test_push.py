"""Push on a device: switched on in the app, shown by the worker, clicked; off again, by hand or by signing out."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.helpers.axe import faults
from tests.helpers.browser import Reader
from tests.helpers.pushservice import Browser as Subscriber
from tests.helpers.webapp import READY, SHOWN, click, deliver, enter, subscribable

KEY = "() => JSON.parse(localStorage.getItem('subscribed'))?.key ?? null"


@pytest.fixture
def anna(reader: Callable[..., Reader]) -> Reader:
    """Anna, whose browser may show notifications."""
    return reader("Anna de Koning", permissions=["notifications"])


@pytest.fixture
def elsewhere(known: Callable[[str], Reader]) -> Reader:
    """Anna at another computer."""
    return known("Anna de Koning")


@pytest.fixture
def bram(known: Callable[[str], Reader]) -> Reader:
    """Bram, who writes on the intranet."""
    return known("Bram Visser")


def write(reader: Reader, key: str, text: str) -> str:
    """Write on a page; give the comment's id."""
    about = {"id": key, "url": reader.host.url("plain", key), "title": "Travel costs"}
    (booted,) = reader.call("POST", "/boot", {"site": reader.host.site, "page": about, "widgets": ["count"]})
    (made,) = reader.call("POST", f"/objects/{booted['page']['id']}/replies", {"source": text})
    return str(made["id"])


def called(key: str) -> str:
    """Give the name of the device of a test."""
    return f"Phone {key}"[:60]


def names(reader: Reader, key: str) -> list[str]:
    """Give what somebody's devices are called at the service, of those that this test named."""
    return [each["name"] for each in reader.call("GET", "/me/devices")[0]["items"] if key in each["endpoint"]]


def settings(page: Page) -> Locator:
    """Open the settings of the bell; give the part about devices."""
    page.locator("weerklank-bell [part~=bell]").click()
    panel = page.locator("weerklank-bell [role=dialog]")
    panel.get_by_role("button", name="Settings").click()
    return panel.get_by_role("group", name="Push on your devices")


def switched_on(reader: Reader, name: str) -> Page:
    """Sign in to the app and name this device."""
    page = enter(reader)
    assert page.evaluate(READY) is not None
    part = settings(page)
    part.get_by_role("textbox", name="Name of this device").fill(name)
    part.get_by_role("button", name="Push on this device").click()
    expect(part.get_by_role("listitem").filter(has_text=name)).to_contain_text("passes Google’s servers")
    return page


@pytest.mark.parametrize(
    ("said", "tongue", "body"),
    [
        ('{"object":"0abc","site":"intranet","unseen":3,"lang":"nl"}', "nl", "Er zijn 3 dingen nieuw voor je."),
        ('{"object":"0abc","site":"intranet","unseen":1,"lang":"nl"}', "nl", "Er is iets nieuws voor je."),
        ('{"object":"0abc","site":"intranet","unseen":3,"lang":"en"}', "en", "3 things are new for you."),
        ('{"object":"0abc","site":"intranet","unseen":1,"lang":"en"}', "en", "Something is new for you."),
        ('{"kind":"trial","lang":"nl"}', "nl", "Dit is een test: push werkt op dit apparaat."),
        ('{"kind":"trial","lang":"en"}', "en", "This is a test: push works on this device."),
        ("no JSON", "en", "Something is new for you."),
    ],
)
def test_a_push_shows_that_something_is_new_and_not_what(anna: Reader, said: str, tongue: str, body: str) -> None:
    anna.page.goto(f"{anna.host.service}/app")
    shown = deliver(anna.page, said)
    assert (shown["title"], shown["lang"], shown["body"]) == ("Weerklank", tongue, body)


def test_a_click_leads_the_open_app_to_the_conversation(anna: Reader, bram: Reader, key: str) -> None:
    comment = write(bram, key, f"By train {key}")
    page = enter(anna)
    deliver(page, json.dumps({"object": comment, "site": "intranet", "unseen": 1, "lang": "en"}))
    assert click(page) == {"opened": None, "left": 0}
    expect(page).to_have_url(re.compile(rf"/app/t/{comment}\?site=intranet#weerklank-{comment}$"))
    expect(anna.comment(f"By train {key}")).to_be_visible()


def test_a_click_on_what_has_no_page_opens_the_bell(anna: Reader) -> None:
    page = enter(anna)
    deliver(page, '{"object":null,"site":"intranet","unseen":2,"lang":"en"}')
    click(page)
    expect(page.locator("weerklank-bell [role=dialog]")).to_be_visible()


def test_a_click_opens_the_app_where_none_is_open(anna: Reader) -> None:
    page = anna.page
    page.goto(f"{anna.host.service}/app")
    deliver(page, '{"object":"0abc","site":"intranet","unseen":1,"lang":"en"}')
    page.goto(f"{anna.host.service}/healthz")
    opened = f"{anna.host.service}/app/t/0abc?site=intranet"
    assert click(page) == {"opened": opened, "left": 0}


def test_a_push_leads_nowhere_but_into_the_app(anna: Reader) -> None:
    page = anna.page
    page.goto(f"{anna.host.service}/app")
    deliver(page, '{"object":"../../auth/logout","site":"a&b=c#d","unseen":1}')
    page.goto(f"{anna.host.service}/healthz")
    assert click(page)["opened"] == f"{anna.host.service}/app?site=a%26b%3Dc%23d#notifications"


def test_who_signs_out_leaves_no_push_standing(anna: Reader) -> None:
    page = enter(anna)
    deliver(page, '{"object":null,"site":"intranet","unseen":2,"lang":"en"}')
    with page.expect_navigation():
        page.get_by_role("button", name="Sign out").click()
    expect(page.locator("main [part~=sign-in]")).to_be_visible()
    assert page.evaluate(SHOWN) == []


def test_where_no_push_service_can_be_reached_the_settings_say_so(anna: Reader) -> None:
    page = enter(anna)
    assert page.evaluate(READY) is not None
    part = settings(page)
    expect(part).to_contain_text("Push passes the servers of whoever makes your browser")
    assert faults(page, "the devices", is_ours=True) == []
    part.get_by_role("button", name="Push on this device").click()
    status = page.locator("weerklank-bell [role=dialog] [role=status]")
    expect(status).to_contain_text("This browser reaches no push service")


def test_who_switches_push_on_is_told_on_this_device_and_signing_out_ends_it(
    anna: Reader, elsewhere: Reader, key: str
) -> None:
    subscribable(anna.page, f"https://fcm.googleapis.com/{key}")
    page = switched_on(anna, called(key))
    assert names(elsewhere, key) == [called(key)]
    page.keyboard.press("Escape")
    with page.expect_navigation():  # the app begins again by itself
        page.get_by_role("button", name="Sign out").click()
    expect(page.locator("main [part~=sign-in]")).to_be_visible()
    assert (page.evaluate(KEY), names(elsewhere, key)) == (None, [])


def test_signing_out_ends_it_here_also_where_the_service_cannot_be_asked(anna: Reader, key: str) -> None:
    subscribable(anna.page, f"https://fcm.googleapis.com/{key}")
    page = switched_on(anna, called(key))
    page.keyboard.press("Escape")
    page.route("**/me/devices*", lambda route: route.abort())
    with page.expect_navigation():  # the app begins again by itself
        page.get_by_role("button", name="Sign out").click()
    expect(page.locator("main [part~=sign-in]")).to_be_visible()
    assert page.evaluate(KEY) is None


def test_a_device_taken_away_elsewhere_ends_its_subscription_at_the_next_visit(
    anna: Reader, elsewhere: Reader, key: str
) -> None:
    subscribable(anna.page, f"https://fcm.googleapis.com/{key}")
    page = switched_on(anna, called(key))
    (device,) = [each for each in elsewhere.call("GET", "/me/devices")[0]["items"] if key in each["endpoint"]]
    elsewhere.call("DELETE", f"/me/devices/{device['id']}")
    page.reload()
    page.wait_for_function(f"() => ({KEY})() === null")


def test_a_subscription_for_another_key_of_the_service_is_made_anew(anna: Reader, elsewhere: Reader, key: str) -> None:
    subscribable(anna.page, f"https://fcm.googleapis.com/{key}")
    page = switched_on(anna, called(key))
    ours = page.evaluate(KEY)
    page.evaluate("localStorage.setItem('subscribed', JSON.stringify({ key: 'AAAA' }))")
    page.reload()
    page.wait_for_function(f"(key) => ({KEY})() === key", arg=ours)
    expect(page.locator("header .out")).to_be_visible()
    assert names(elsewhere, key) == [called(key)]


def test_a_device_is_listed_with_its_servers_and_taken_away(anna: Reader, key: str) -> None:
    anna.visit("belled", key).sign_in()
    phone = Subscriber(f"https://fcm.googleapis.com/{key}").subscription(called(key))
    anna.call("POST", "/me/devices", phone)
    part = settings(anna.page)
    device = part.get_by_role("listitem").filter(has_text=called(key))
    expect(device).to_contain_text("passes Google’s servers")
    expect(part.get_by_role("link")).to_have_attribute("href", f"{anna.host.service}/app?site=intranet")
    device.get_by_role("button", name=f"Switch off push on {called(key)}").click()
    expect(device).to_have_count(0)
    assert names(anna, key) == []
