"""Sockets of a running service, by a client library that is none of ours: who hears what, and how it ends."""

from __future__ import annotations

import json
import signal
import socket
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import socketio
from websocket import WebSocketBadStatusException

from tests.factories import ORIGIN, Factory, MadePerson, MadeSite
from tests.helpers.live import QUERY, Socket, dial, sit
from tests.helpers.service import PATIENCE_SECONDS, Service, serving, until
from tests.process.conftest import World
from widget_server.access.service import admit, dismiss, set_members_only
from widget_server.core.websocket import BAD_DATA, BAD_KIND, BAD_PROTOCOL, GOING_AWAY, POLICY, TOO_BIG
from widget_server.db import transaction
from widget_server.realtime.policy import MESSAGES
from widget_server.realtime.service.hall import SESSION_ENDED
from widget_server.sessions.service import tokens
from widget_server.sessions.service.logout import end_sessions_of


@dataclass(frozen=True, slots=True)
class Stage:
    """A running service and what is in its database."""

    world: World
    service: Service
    make: Factory
    site: MadeSite

    def sit(self, person: MadePerson | None = None, page: str = "") -> Socket:
        """Let a person listen, with a token that is bound to no origin."""
        return sit(self.service, self.make.token(person or self.world.person, self.site), page=page)

    def reply(self, page: str, source: str = "Hallo") -> str:
        """Let the first person reply; give the comment's id."""
        status, comment, _ = self.service.answer("POST", f"/api/v1/objects/{page}/replies", {"source": source})
        assert status == 201
        return str(comment["id"])


@pytest.fixture
def stage(world: World) -> Iterator[Stage]:
    make = Factory(world.app)
    site = MadeSite(make.site_named("intranet"), "intranet", ORIGIN)
    with serving(world.data) as service:
        service.token = world.token
        yield Stage(world, service, make, site)
        assert [line for line in service.lines() if line["level"] in ("error", "critical")] == []


def test_who_looks_at_a_page_hears_ids_versions_and_counters_of_it(stage: Stage) -> None:
    page = stage.world.page
    listener, elsewhere = stage.sit(page=page), stage.sit(page=stage.make.page(stage.site, "canteen"))
    comment = stage.reply(page, "geheime woorden")
    said = {"page": page, "acts": [["create", comment, 1]], "tallies": {}, "comments": 1, "spread_seconds": 0.0}
    assert listener.event() == ("changed", said)
    stage.service.answer("PUT", f"/api/v1/objects/{comment}/reactions/like")
    assert listener.event() == ("changed", said | {"acts": [], "tallies": {comment: {"like": 1}}})
    stage.service.answer("PATCH", f"/api/v1/comments/{comment}", {"source": "andere woorden"})
    assert listener.event() == ("changed", said | {"acts": [["update", comment, 2]]})
    stage.service.answer("DELETE", f"/api/v1/comments/{comment}")
    assert listener.event() == ("changed", said | {"acts": [["delete", comment, 3]], "comments": 0})
    assert (elsewhere.ask("leave", page=page), elsewhere.heard) == ({}, [])


def test_a_socket_is_let_into_the_rooms_that_its_person_may_read(stage: Stage) -> None:
    make, site = stage.make, stage.site
    other = make.site("other", "https://other.example")
    people = {
        "employee": stage.world.person,
        "member": make.person(groups=["board"]),
        "admitted": make.person(),
        "guest": make.person(guest=True),
        "guest admitted": make.person(guest=True),
    }
    pages = {
        "open": stage.world.page,
        "restricted": make.page(site, "board", groups=["board"]),
        "closed group": make.page(site, "closed"),
        "other site": make.page(other, "open"),
        "absent": "0" * 26,
        "no id": "room",
    }
    with make.app.app_context(), transaction():
        set_members_only(pages["closed group"])
        admit(pages["closed group"], [people["admitted"].id, people["guest admitted"].id])
    entered = {}
    for name, person in people.items():
        listener = stage.sit(person)
        answers = {place: listener.ask("join", page=page) for place, page in pages.items()}
        assert all(answer in ({}, {"code": "missing"}) for answer in answers.values())
        entered[name] = [place for place, answer in answers.items() if answer == {}]
    assert entered == {
        "employee": ["open"],
        "member": ["open", "restricted"],
        "admitted": ["open", "closed group"],
        "guest": [],
        "guest admitted": ["closed group"],
    }


def test_who_lost_access_hears_that_and_nothing_more(stage: Stage) -> None:
    closed, (staying, leaving) = stage.make.page(stage.site, "closed"), (stage.make.person(), stage.make.person())
    with stage.make.app.app_context(), transaction():
        set_members_only(closed)
        admit(closed, [stage.world.person.id, staying.id, leaving.id])
    stays, leaves = stage.sit(staying, closed), stage.sit(leaving, closed)
    with stage.make.app.app_context(), transaction():
        dismiss(closed, leaving.id)
    comment = stage.reply(closed)
    assert stays.event()[1]["acts"] == [["create", comment, 1]]
    assert leaves.event() == ("left", {"page": closed})
    assert (leaves.ask("join", page=closed), leaves.heard) == ({"code": "missing"}, [])


STRANGE = ["https://evil.example", "null", f"{ORIGIN}.evil.example", ORIGIN.upper()]
OTHER_WAYS = ["EIO=4&transport=polling", f"{QUERY}&sid=abc", "EIO=3&transport=websocket", ""]


def refused(service: Service, origin: str | None = None, query: str = QUERY) -> int:
    """Give the status with which an upgrade is refused."""
    with pytest.raises(WebSocketBadStatusException) as fault:
        dial(service, origin, query)
    return int(fault.value.status_code)


def test_an_origin_that_nobody_registered_gets_no_socket(stage: Stage) -> None:
    assert [refused(stage.service, origin) for origin in STRANGE] == [404] * len(STRANGE)


def test_there_is_no_other_way_in(stage: Stage) -> None:
    assert [refused(stage.service, query=query) for query in OTHER_WAYS] == [404] * len(OTHER_WAYS)
    assert [stage.service.answer("GET", f"/socket.io/?{query}")[0] for query in OTHER_WAYS] == [404] * len(OTHER_WAYS)


def test_a_token_is_good_at_its_own_origin_only(stage: Stage) -> None:
    elsewhere = stage.make.site("other", "https://other.example").origin
    for bound, sent in ((ORIGIN, None), (None, ORIGIN), (ORIGIN, elsewhere)):
        token = stage.make.token(stage.world.person, stage.site, bound)
        caller = dial(stage.service, sent)
        caller.send("40" + json.dumps({"token": token}))
        assert (bound, sent, caller.receive()) == (bound, sent, '44{"message":"sign_in_needed"}')
        sit(stage.service, token, bound, stage.world.page).close()


def test_signing_out_and_being_disabled_end_sockets(stage: Stage) -> None:
    signed_out = sit(stage.service, token := stage.make.token(stage.world.person, stage.site))
    disabled, stays = stage.sit(leaver := stage.make.person()), stage.sit(page=stage.world.page)
    with stage.make.app.app_context(), transaction():
        tokens.end(token)
        end_sessions_of(leaver.id)
    assert (signed_out.code(), disabled.code()) == (SESSION_ENDED, SESSION_ENDED)
    stage.reply(stage.world.page)
    assert stays.event()[0] == "changed"


def test_a_newer_token_of_the_same_person_carries_a_socket_on(stage: Stage) -> None:
    person = stage.world.person
    old, new = stage.make.token(person, stage.site), stage.make.token(person, stage.site)
    foreign = stage.make.token(stage.make.person(), stage.site)
    listener, other = sit(stage.service, old, page=stage.world.page), sit(stage.service, old)
    assert listener.ask("renew", token=foreign) == {"code": "sign_in_needed"}
    assert listener.ask("renew", token=new) == {}
    with stage.make.app.app_context(), transaction():
        tokens.end(old)
    assert other.code() == SESSION_ENDED
    stage.reply(stage.world.page)
    assert listener.event()[0] == "changed"


MALFORMED = [
    "", "2", "4", "5", "9", "x", "4x", "43[]", "45-[]", "40/admin,{}", "40{}", '40{"token":1}', "42", "42{}", "42[]",
    '42["join"]', '42["join",1]', '42["join",{}]', '42["join",{"page":1}]', '42["join",{"room":"page 1"}]',
    '42["changed",{"page":"x"}]', '42["join",{"page":"x","topic":"feed"}]', '42/admin,["join",{"page":"x"}]',
    "42" + "[" * 2000, '421234567890["join",{"page":"x"}]', '451-["join",{"_placeholder":true,"num":0}]', "42[NaN]",
]  # fmt: skip


def test_a_malformed_packet_ends_its_socket_and_leaves_no_trace_in_the_log(stage: Stage) -> None:
    for packet in MALFORMED:
        bad = dial(stage.service)
        bad.send(packet)
        assert (packet, bad.code()) == (packet, POLICY)
    flood = stage.sit()
    for _ in range(MESSAGES):
        flood.send('42["leave",{"page":"x"}]')
    assert flood.code() == POLICY
    stage.reply(stage.world.page)
    assert [line for line in stage.service.lines() if "exception" in line] == []


def masked(head: bytes, payload: bytes = b"") -> bytes:
    """Give a frame with a mask of noughts."""
    return head + bytes(4) + payload


BROKEN = {
    b"\x81\x01x": BAD_PROTOCOL,  # no mask
    masked(b"\xc1\x81", b"x"): BAD_PROTOCOL,  # a bit of an extension nobody agreed to
    masked(b"\x80\x81", b"x"): BAD_PROTOCOL,  # goes on with nothing
    masked(b"\x01\x81", b"x") + masked(b"\x81\x81", b"x"): BAD_PROTOCOL,  # begins anew in the middle
    masked(b"\x09\x80"): BAD_PROTOCOL,  # a ping in pieces
    masked(b"\x88\x81", b"x"): BAD_PROTOCOL,  # half a close code
    masked(b"\x82\x81", b"x"): BAD_KIND,  # bytes, not text
    masked(b"\x81\x81", b"\xff"): BAD_DATA,
    masked(b"\x81\xff" + (2**63).to_bytes(8)): TOO_BIG,
    masked(b"\x01\xfe" + (4000).to_bytes(2), bytes(4000)) + masked(b"\x80\xe4", bytes(100)): TOO_BIG,
}


def test_a_broken_frame_ends_its_socket_with_the_code_that_says_why(stage: Stage) -> None:
    for sent, code in BROKEN.items():
        bad = dial(stage.service)
        bad.wire.sock.sendall(sent)
        assert (sent, bad.code()) == (sent, code)
    assert [line for line in stage.service.lines() if "exception" in line] == []


def test_a_message_in_pieces_with_a_ping_between_is_one_message(stage: Stage) -> None:
    listener = stage.sit()
    packet = json.dumps(["join", {"page": stage.world.page}]).encode()
    first, rest = b"421" + packet[:10], packet[10:]
    pieces = [(b"\x01", first), (b"\x89", b"hi"), (b"\x80", rest)]
    for kind, payload in pieces:
        listener.wire.sock.sendall(masked(kind + bytes([0x80 | len(payload)]), payload))
    assert listener.wire.recv_data(control_frame=True) == (0xA, b"hi")
    assert listener.receive() == "431[{}]"


def test_a_client_that_goes_without_a_word_leaves_nothing_behind(stage: Stage) -> None:
    def seats() -> str:
        lines = stage.service.answer("GET", "/metrics")[1].splitlines()
        return next(line for line in lines if line.startswith("weerklank_sockets "))

    gone, stays = stage.sit(page=stage.world.page), stage.sit(page=stage.world.page)
    assert seats() == "weerklank_sockets 2.0"
    gone.wire.sock.shutdown(socket.SHUT_RDWR)
    until(lambda: seats() == "weerklank_sockets 1.0", "the seat is free")
    stage.reply(stage.world.page)
    assert stays.event()[0] == "changed"


def test_sigterm_ends_sockets_at_once(stage: Stage) -> None:
    listeners = [stage.sit(page=stage.world.page) for _ in range(10)]
    stage.service.process.send_signal(signal.SIGTERM)
    assert [listener.code() for listener in listeners] == [GOING_AWAY] * 10
    assert stage.service.ended() == 0


def test_the_protocols_own_client_is_served(stage: Stage) -> None:
    heard: list[dict[str, object]] = []
    client = socketio.Client(reconnection=False, websocket_extra_options={"suppress_origin": True})
    client.on("changed", heard.append)
    client.connect(
        f"http://127.0.0.1:{stage.service.port}",
        transports=["websocket"],
        auth={"token": stage.make.token(stage.world.person, stage.site)},
        wait_timeout=PATIENCE_SECONDS,
    )
    assert client.call("join", {"page": stage.world.page}, timeout=PATIENCE_SECONDS) == {}
    comment = stage.reply(stage.world.page)
    until(lambda: heard, "the client hears of the reply")
    assert heard[0]["acts"] == [["create", comment, 1]]
    client.disconnect()
