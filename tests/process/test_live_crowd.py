"""Sockets that show no token: so many of an address may wait, the next is refused before it is one."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from tests.factories import Factory, MadeSite
from tests.helpers.live import QUERY, Socket, dial
from tests.helpers.service import PATIENCE_SECONDS, Service, serving, until
from tests.process.conftest import World
from widget_server.realtime.policy import WAITING_AT_ADDRESS

CROWD, COLLEAGUE = "198.51.100.7", "198.51.100.8"
UPGRADE = (
    f"GET /socket.io/?{QUERY} HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nX-Forwarded-For: {CROWD}\r\n"
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n"
)


@contextmanager
def crowd(service: Service, number: int) -> Iterator[list[bytes]]:
    """Open sockets of one address, all at once; give how their answers begin, in no order."""
    with ExitStack() as stack:
        opened = [
            stack.enter_context(socket.create_connection(("127.0.0.1", service.port), PATIENCE_SECONDS))
            for _ in range(number)
        ]
        for each in opened:
            each.sendall((UPGRADE % service.port).encode())
        yield [each.recv(12) for each in opened]


def called(service: Service, address: str) -> Socket:
    """Open a socket of an address, nobody's yet."""
    return dial(service, header=[f"X-Forwarded-For: {address}"])


def test_a_crowd_without_tokens_is_refused_before_the_upgrade_and_keeps_no_other_address_out(world: World) -> None:
    make = Factory(world.app)
    site = MadeSite(make.site_named("intranet"), "intranet", "")
    with serving(world.data, trusted_proxies="1") as service:
        with crowd(service, WAITING_AT_ADDRESS + 20) as answers:
            assert sorted(answers) == [b"HTTP/1.1 101"] * WAITING_AT_ADDRESS + [b"HTTP/1.1 503"] * 20
            colleague = called(service, COLLEAGUE)
            colleague.send("40" + json.dumps({"token": make.token(world.person, site)}))
            assert (colleague.receive() or "").startswith("40{")
        until(lambda: waiting(service) == 1, "the crowd is gone")
        called(service, CROWD).close()
        assert [line for line in service.lines() if line["level"] in ("error", "critical")] == []


def waiting(service: Service) -> int:
    """Give how many sockets the service has."""
    lines = service.answer("GET", "/metrics", **{"X-Forwarded-For": COLLEAGUE})[1].splitlines()
    return int(float(next(line for line in lines if line.startswith("weerklank_sockets ")).split()[1]))
