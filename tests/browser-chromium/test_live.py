"""Two people on one page: what one does, the other sees, by a socket; and without one, a little later."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, WebSocket, WebSocketRoute, expect

from tests.helpers.browser import PATIENCE_MS, Reader

People = Callable[[str], Reader]


class Sockets(list[WebSocket]):
    """The sockets that a page opens from now on, as they come."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        page.on("websocket", self.note)

    def note(self, socket: WebSocket) -> None:
        self.append(socket)


def listening(reader: Reader, key: str) -> WebSocket:
    """Open a page of the intranet; give its socket, once the service lets it listen."""
    with reader.page.expect_websocket() as opened:
        reader.visit("plain", key)
    opened.value.wait_for_event("framereceived", lambda frame: str(frame).startswith("43"))
    return opened.value


@pytest.fixture
def two(known: People) -> tuple[Reader, Reader]:
    return known("Anna de Koning"), known("Bram Visser")


def test_an_answer_waits_behind_a_pill_and_a_like_counts_at_once(two: tuple[Reader, Reader], key: str) -> None:
    anna, bram = two
    bram.visit("plain", key).reply("Is the canteen open?")
    listening(bram, key)
    anna.visit("plain", key).reply("From noon.")
    pill = bram.thread.get_by_role("button", name="1 new comment")
    expect(pill).to_be_visible()
    expect(bram.comment("From noon.")).to_have_count(0)
    pill.click()
    expect(bram.comment("From noon.")).to_be_focused()
    anna.comment("Is the canteen open?").locator("[part~=like]").click()
    expect(bram.comment("Is the canteen open?").locator("[part~=like]")).to_have_text("Helpful · 1")
    anna.choose(anna.comment("From noon."), "Remove")
    anna.thread.get_by_role("button", name="Remove", exact=True).click()
    expect(bram.comment("From noon.")).to_have_count(0)
    assert (anna.faults, bram.faults) == ([], [])


def test_a_page_has_one_socket_and_signing_out_closes_it(reader: Callable[..., Reader], key: str) -> None:
    anna = reader("Anna de Koning").visit("plain", key).sign_in()
    opened = Sockets(anna.page)
    own = listening(anna, key)
    anna.page.evaluate("document.body.append(document.querySelector('weerklank-thread').cloneNode())")
    expect(anna.page.locator("weerklank-thread").nth(1).locator("[part~=input]")).to_be_visible()
    own.wait_for_event("framereceived", lambda frame: str(frame).startswith("43"))
    with own.expect_event("close", timeout=PATIENCE_MS):
        anna.page.evaluate("weerklank.signOut()")
    assert opened == [own]
    assert not any("token" in each.url for each in opened)


def test_a_blocked_socket_says_nothing_and_the_clock_brings_the_news(two: tuple[Reader, Reader], key: str) -> None:
    anna, bram = two
    tried: list[WebSocketRoute] = []

    def block(route: WebSocketRoute) -> None:
        tried.append(route)
        route.close(code=1011)

    blocked = bram.context.new_page()
    reader = Reader(bram.name, bram.context, blocked, bram.host)
    blocked.on("pageerror", lambda fault: reader.faults.append(str(fault)))
    blocked.route_web_socket("**/socket.io/**", block)
    blocked.clock.install()
    reader.visit("plain", key)
    expect(reader.composer).to_be_visible()
    anna.visit("plain", key).reply("Still there?")
    pill = reader.thread.get_by_role("button", name="1 new comment")
    for _ in range(60):  # code comes in between: a minute in one go would find nothing to wake
        blocked.clock.run_for(1000)
        blocked.evaluate("fetch(location.href)")
    expect(pill).to_be_visible()
    assert tried
    assert reader.faults == []
    expect(reader.thread.locator("[role=alert]")).to_have_text("")
    blocked.close()


def test_what_the_service_itself_missed_is_asked_for_when_it_says_so(two: tuple[Reader, Reader], key: str) -> None:
    anna, bram = two
    page = bram.context.new_page()
    reader = Reader(bram.name, bram.context, page, bram.host)
    sockets: list[WebSocketRoute] = []

    def deafen(route: WebSocketRoute) -> None:
        sockets.append(route)
        server = route.connect_to_server()
        server.on_message(lambda said: None if str(said).startswith('42["changed"') else route.send(said))

    page.route_web_socket("**/socket.io/**", deafen)
    with page.expect_response("**/thread?sort=*"):  # once the way is open
        reader.visit("plain", key)
    anna.visit("plain", key).reply("While nobody listened.")
    with page.expect_response("**/thread?sort=*"):
        sockets[0].send('42["again",{"spread_seconds":0}]')
    expect(reader.thread.get_by_role("button", name="1 new comment")).to_be_visible()
    page.close()
