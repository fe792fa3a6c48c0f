"""Flask-SocketIO, set up: its protocol, over our own WebSocket, with our own looks at origins and packets.

Imported with the first socket.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

import orjson
from flask_socketio import ConnectionRefusedError, SocketIO

from widget_server.core.errors import Refusal
from widget_server.core.websocket import MESSAGE_BYTES, NORMAL, POLICY
from widget_server.realtime.policy import GOODBYES, is_packet
from widget_server.realtime.routes.events import SEAT, Events
from widget_server.realtime.service import Seat

PING_SECONDS = 25  # proxies cut what is silent for 60
log = logging.getLogger(__name__)
quiet = logging.getLogger("weerklank.socketio")
quiet.setLevel(logging.CRITICAL)  # the library logs what clients send; what matters is logged by us


OPTIONS: dict[str, Any] = {
    "async_mode": "gevent",
    "transports": ["websocket"],
    "cors_allowed_origins": [],  # it looks at no origin: we did, and do again with the token
    "ping_interval": PING_SECONDS,
    "max_http_buffer_size": MESSAGE_BYTES,
    "monitor_clients": False,  # our WebSocket ends who is silent
    "async_handlers": False,  # one thing at a time for each socket
    "logger": quiet,
    "engineio_logger": quiet,
}


def made(events: Events) -> SocketIO:
    """Give Flask-SocketIO with its handlers."""
    socketio = SocketIO(manage_session=False)
    socketio.on_event("connect", _refusing(events.connect))
    for name in ("join", "leave", "renew"):
        socketio.on_event(name, getattr(events, name))
    socketio.on_error_default(_answer_fault)
    socketio.init_app(None, json=Json, **OPTIONS)
    engine = socketio.server.eio
    engine._async = engine._async | {"websocket": Carrier}
    return socketio


def _refusing(connect: Callable[[Any], None]) -> Callable[[Any], None]:
    def connected(auth: Any) -> None:
        try:
            connect(auth)
        except Refusal as refusal:
            raise ConnectionRefusedError(refusal.code) from None

    return connected


def _answer_fault(error: Exception) -> dict[str, str]:
    """Log a fault of ours, at the edge."""
    log.error("live_event_failed", exc_info=error)
    return {"code": "fault"}


class Carrier:
    """Our WebSocket as Engine.IO wants one; only what is sound gets through."""

    def __init__(self, handler: Callable[[Any], Any], _server: object) -> None:
        self.handler = handler
        self.seat: Seat

    def __call__(self, environ: dict[str, Any], _start_response: object) -> Any:
        """Serve a connection until it ends."""
        self.seat = environ[SEAT]
        return self.handler(self)

    def wait(self) -> str | None:
        """Wait for the next packet; None when there is no more."""
        text = self.seat.socket.receive()
        if text is None or (not self.seat.spend() and is_packet(text) and text not in GOODBYES):
            return text
        self.seat.socket.end(NORMAL if text in GOODBYES else POLICY)
        return None

    def send(self, packet: str) -> None:
        """Send a packet. Raises OSError."""
        self.seat.socket.send(packet)

    def close(self) -> None:
        """Say goodbye."""
        self.seat.socket.end(NORMAL)


class Json:
    """JSON as Socket.IO asks for it."""

    @staticmethod
    def dumps(said: Any, **_words: Any) -> str:
        """Give JSON."""
        return orjson.dumps(said).decode()

    loads = staticmethod(orjson.loads)
