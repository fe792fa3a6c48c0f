"""SIGTERM lets those finish who had begun."""

from __future__ import annotations

import json
import signal
import socket
from http.client import HTTPConnection

from sqlalchemy import select

from tests.helpers.service import PATIENCE_SECONDS, Service, serving, starting, until
from tests.process.conftest import World
from widget_server.db import session
from widget_server.threads.models import Comment

SLOW = 20
LOCAL = "http://127.0.0.1"


def begin(service: Service, world: World, source: str) -> tuple[socket.socket, bytes]:
    """Send the head of a reply and half of its body; give the connection and the rest."""
    body = json.dumps({"source": source}).encode()
    head = (
        f"POST /api/v1/objects/{world.page}/replies HTTP/1.1\r\nHost: localhost\r\n"
        f"Authorization: Bearer {world.token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    connection = socket.create_connection(("127.0.0.1", service.port), PATIENCE_SECONDS)
    connection.sendall(head.encode() + body[:10])
    return connection, body[10:]


def finish(connection: socket.socket, rest: bytes) -> tuple[int, dict]:
    """Send the rest; give status and body of the answer."""
    connection.sendall(rest)
    said = b""
    while part := connection.recv(65_536):
        said += part
    connection.close()
    head, _, body = said.partition(b"\r\n\r\n")
    return int(head.split()[1]), json.loads(body)


def test_sigterm_lets_slow_replies_finish_and_takes_no_new_ones(world: World) -> None:
    with serving(world.data) as service:
        service.token = world.token
        slow = [begin(service, world, f"langzaam {number}") for number in range(SLOW)]
        assert service.answer("GET", f"/api/v1/pages/{world.page}")[0] == 200  # so the heads before it were taken
        service.process.send_signal(signal.SIGTERM)
        until(lambda: not service.is_listening(), "no new connection is taken")
        answers = [finish(*each) for each in slow]
        assert [status for status, _ in answers] == [201] * SLOW
        assert service.ended() == 0
    with world.app.app_context():
        assert set(session().scalars(select(Comment.id))) == {body["id"] for _, body in answers}


def test_sigterm_with_nothing_to_do_ends_at_once(world: World) -> None:
    with serving(world.data) as service:
        service.process.send_signal(signal.SIGTERM)
        assert service.ended() == 0


def test_sigterm_waits_for_no_connection_that_a_proxy_merely_keeps(world: World) -> None:
    with serving(world.data) as service:
        kept = [HTTPConnection("127.0.0.1", service.port, timeout=PATIENCE_SECONDS) for _ in range(SLOW)]
        for connection in kept:
            connection.request("GET", "/healthz")
            assert connection.getresponse().read() == b'{"status":"ok"}'
        service.process.send_signal(signal.SIGTERM)
        assert service.ended() == 0
        assert [connection.sock.recv(1) for connection in kept] == [b""] * SLOW
        events = [line["event"] for line in service.lines()]
    assert [line for line in events if line not in ("request", "Ending")] == [
        f"Listening at {LOCAL}:{service.port}",
        "Ended",
    ]


def test_sigterm_is_heard_while_the_service_still_starts(world: World) -> None:
    with starting(world.data) as service:
        until(service.is_listening, "the service listens, and begins to import")
        service.process.send_signal(signal.SIGTERM)
        assert service.ended() == 0
        assert service.lines() == []
