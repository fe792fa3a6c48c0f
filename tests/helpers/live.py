"""Somebody's socket, spoken by a client library that is none of ours."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import websocket

from tests.helpers.service import PATIENCE_SECONDS, Service

QUERY = "EIO=4&transport=websocket"


@dataclass(slots=True)
class Socket:
    """An open WebSocket that speaks Socket.IO; `heard` are events that came while it waited for something else."""

    wire: websocket.WebSocket
    heard: list[tuple[str, Any]] = field(default_factory=list)
    asked: int = 0

    def send(self, text: str) -> None:
        """Send a packet as it is."""
        self.wire.send(text)

    def receive(self) -> str | None:
        """Give the next packet, None at the end; pings are answered on the way."""
        while True:
            kind, data = self.wire.recv_data()
            if kind == websocket.ABNF.OPCODE_CLOSE:
                return None
            if data != b"2":
                return str(data.decode())
            self.send("3")

    def code(self) -> int:
        """Wait for the end; give its close code."""
        while True:
            kind, data = self.wire.recv_data()
            if kind == websocket.ABNF.OPCODE_CLOSE:
                return int.from_bytes(data[:2])

    def ask(self, event: str, **said: str) -> dict[str, Any]:
        """Send an event, and give what the service answers to it."""
        self.asked += 1
        self.send(f"42{self.asked}{json.dumps([event, said])}")
        while (packet := self._next()) is not None:
            if packet.startswith(f"43{self.asked}["):
                return dict(json.loads(packet.removeprefix(f"43{self.asked}"))[0])
        raise AssertionError("The socket ended before it answered.")

    def event(self) -> tuple[str, Any]:
        """Give the next event: its name, and what it says."""
        while not self.heard:
            assert self._next() is not None, "The socket ended."
        return self.heard.pop(0)

    def close(self) -> None:
        """Hang up."""
        self.wire.close()

    def _next(self) -> str | None:
        packet = self.receive()
        if packet is not None and packet.startswith("42"):
            name, said = json.loads(packet[2:])
            self.heard.append((name, said))
        return packet


def dial(service: Service, origin: str | None = None, query: str = QUERY, **options: Any) -> Socket:
    """Open a socket, nobody's yet. Raises websocket.WebSocketBadStatusException where there is no way."""
    address = f"ws://127.0.0.1:{service.port}/socket.io/?{query}"
    named = {"origin": origin} if origin else {"suppress_origin": True}
    socket = Socket(websocket.create_connection(address, timeout=PATIENCE_SECONDS, **named, **options))
    assert (socket.receive() or "").startswith("0{")
    return socket


def sit(service: Service, token: str, origin: str | None = None, page: str = "") -> Socket:
    """Open a socket with a token; with `page`, in its room."""
    socket = dial(service, origin)
    socket.send("40" + json.dumps({"token": token}))
    answer = socket.receive()
    assert answer is not None and answer.startswith("40{"), answer
    if page:
        assert socket.ask("join", page=page) == {}
    return socket
