"""Frames that nobody counts: a message in endless pieces, and pings without end."""

from __future__ import annotations

import base64
import socket
from collections.abc import Iterator

import pytest

from widget_server.core.websocket import MOST_FRAMES, POLICY, WebSocket

KEY = base64.b64encode(b"0123456789abcdef").decode()
MASK = b"\0\0\0\0"
FIRST, MORE, LAST, PING, WHOLE = 0x01, 0x00, 0x80, 0x89, 0x81


def frame(first: int, payload: bytes = b"") -> bytes:
    """Give a frame as a client sends it."""
    return bytes((first, 0x80 | len(payload))) + MASK + payload


@pytest.fixture
def pair() -> Iterator[tuple[WebSocket, socket.socket]]:
    """A connection, and the client's end of it, past the handshake."""
    ours, theirs = socket.socketpair()
    theirs.settimeout(10)
    with ours, theirs:
        made = WebSocket(ours, KEY)
        assert theirs.recv(4096).startswith(b"HTTP/1.1 101")
        yield made, theirs


@pytest.mark.parametrize(
    ("first", "endless"), [(FIRST, MORE), (PING, PING)], ids=["a message in empty pieces", "pings"]
)
def test_frames_without_end_end_the_connection(pair: tuple[WebSocket, socket.socket], first: int, endless: int) -> None:
    ours, theirs = pair
    theirs.sendall(frame(first) + frame(endless) * MOST_FRAMES)
    assert ours.receive() is None
    assert theirs.recv(4096).endswith(b"\x88\x02" + POLICY.to_bytes(2))


def test_a_message_in_pieces_with_pings_between_is_read_and_the_count_begins_again(
    pair: tuple[WebSocket, socket.socket],
) -> None:
    ours, theirs = pair
    for _ in range(3):
        theirs.sendall(frame(FIRST, b"a") + frame(PING) * (MOST_FRAMES - 2) + frame(LAST, b"b"))
        assert ours.receive() == "ab"
        assert theirs.recv(4096).startswith(b"\x8a\x00")
    theirs.sendall(frame(WHOLE, b"c"))
    assert ours.receive() == "c"
