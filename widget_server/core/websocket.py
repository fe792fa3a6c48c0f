"""WebSocket as our sockets need it (RFC 6455, version 13): short texts in both directions, no extensions.

Strict where a library is not: what breaks the protocol ends the connection with the close code that says why, and
leaves no traceback. Compression is never agreed to: its windows take 300 KiB a client, and what is sent is 200 bytes.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import socket
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache

ACCEPT = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # section 1.3
TEXT, CLOSE, PING, PONG = 0x1, 0x8, 0x9, 0xA
NORMAL, GOING_AWAY, BAD_PROTOCOL, BAD_KIND, BAD_DATA, POLICY, TOO_BIG = (
    1000,
    1001,
    1002,
    1003,
    1007,
    1008,
    1009,
)  # 7.4.1
MESSAGE_BYTES = 4096  # that a client may send at once; the longest of ours is a token
MOST_FRAMES = 64  # from one message to the next: pieces, even empty ones, and pings, that nobody counts otherwise
SILENCE_SECONDS = 60.0  # in which a client that is there has answered a ping, or taken what was sent
READ_BYTES = 4096


class Broken(Exception):
    """What the client sent is none of the protocol; `code` is the close code that says so."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def is_upgrade(environ: Mapping[str, object]) -> bool:
    """Tell whether a request asks for a WebSocket, in the way of section 4.2.1."""
    connection = str(environ.get("HTTP_CONNECTION", "")).lower().split(",")
    return (
        environ["REQUEST_METHOD"] == "GET"
        and str(environ.get("HTTP_UPGRADE", "")).lower() == "websocket"
        and "upgrade" in (each.strip() for each in connection)
        and environ.get("HTTP_SEC_WEBSOCKET_VERSION") == "13"
        and _is_key(str(environ.get("HTTP_SEC_WEBSOCKET_KEY", "")))
    )


def handshake(key: str) -> bytes:
    """Give the answer to an upgrade with this key (section 4.2.2)."""
    accept = base64.b64encode(hashlib.sha1(key.encode() + ACCEPT).digest())  # noqa: S324 - the RFC's, hides nothing
    head = b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    return head + b"Sec-WebSocket-Accept: " + accept + b"\r\n\r\n"


@lru_cache(maxsize=64)
def frame(text: str) -> bytes:
    """Give a text as a frame; what goes to thousands is made once."""
    return _frame(TEXT, text.encode())


class WebSocket:
    """One upgraded connection. One greenlet reads, another may write; whoever ends it, both are let go."""

    __slots__ = ("_closed", "_read", "_sending", "_socket")

    def __init__(self, connection: socket.socket, key: str) -> None:
        self._socket = connection
        self._read = b""
        self._closed = self._sending = False
        connection.settimeout(SILENCE_SECONDS)
        connection.sendall(handshake(key))

    def receive(self) -> str | None:
        """Wait for a message; None when there will be no more. What is no message ends the connection."""
        try:
            return self._message()
        except Broken as fault:
            self.end(fault.code)
        except (OSError, ValueError):  # gone, silent for too long, or ended by us
            self._shut()
        return None

    def send(self, text: str) -> None:
        """Send a text. Raises OSError when the client takes nothing any more."""
        self._sending = True
        try:
            self._socket.sendall(frame(text))
        except (OSError, ValueError):
            self._shut()
            raise OSError from None
        finally:
            self._sending = False

    def send_now(self, text: str) -> None:
        """Send a text without waiting; a client that is too far behind to take it is ended, and comes back."""
        sent = 0
        with suppress(OSError, ValueError):
            sent = 0 if self._sending else self._socket.send(frame(text), 0, timeout=0.0)  # type: ignore[call-arg]
        if sent < len(frame(text)):
            self._shut()

    def end(self, code: int) -> None:
        """Say why, and end the connection, without waiting for the client's own word."""
        if self._closed:
            return
        with suppress(OSError, ValueError):
            self._socket.settimeout(0.0)  # who does not read gets no goodbye
            self._socket.sendall(_frame(CLOSE, code.to_bytes(2)))
        self._shut()

    def _shut(self) -> None:
        self._closed = True
        with suppress(OSError, ValueError):
            socket.socket.shutdown(self._socket, socket.SHUT_RDWR)  # lets go whoever waits for it

    def _message(self) -> str | None:
        parts: list[bytes] = []
        for _ in range(MOST_FRAMES):
            is_last, kind, payload = self._next_frame(sum(map(len, parts)))
            if kind == CLOSE:
                self.end(int.from_bytes(payload[:2]) if _is_close(payload) else BAD_PROTOCOL)
                return None
            if kind == PING:
                self._socket.sendall(_frame(PONG, payload))
            elif kind != PONG:
                if kind == TEXT if parts else kind == 0:
                    raise Broken(BAD_PROTOCOL)
                parts.append(payload)
                if is_last:
                    return _text(b"".join(parts))
        raise Broken(POLICY)

    def _next_frame(self, before: int) -> tuple[bool, int, bytes]:
        """Give (is it the last of its message, kind, payload); `before`: bytes of its message so far. Section 5.2."""
        first, second = self._take(2)
        is_last, kind, length = bool(first & 0x80), first & 0x0F, second & 0x7F
        is_control = kind >= CLOSE
        if first & 0x70 or not second & 0x80 or (is_control and (length > 125 or not is_last)):
            raise Broken(BAD_PROTOCOL)
        if kind not in (0, TEXT, CLOSE, PING, PONG):
            raise Broken(BAD_KIND)
        if length > 125:
            length = int.from_bytes(self._take(2 if length == 126 else 8))
        if before + length > MESSAGE_BYTES:
            raise Broken(TOO_BIG)
        mask = self._take(4)
        return is_last, kind, _unmasked(self._take(length), mask)

    def _take(self, number: int) -> bytes:
        while len(self._read) < number:
            received = self._socket.recv(READ_BYTES)
            if not received:
                raise OSError
            self._read += received
        taken, self._read = self._read[:number], self._read[number:]
        return taken


def _is_key(key: str) -> bool:
    try:
        return len(base64.b64decode(key, validate=True)) == 16
    except (binascii.Error, ValueError):
        return False


def _is_close(payload: bytes) -> bool:
    """Tell whether a client may end a connection so: with no word, or with a code that goes over the wire."""
    return len(payload) >= 2 and (1000 <= int.from_bytes(payload[:2]) <= 1003 or payload[0] in range(0x0B, 0x13))


def _text(payload: bytes) -> str:
    try:
        return payload.decode()
    except UnicodeDecodeError:
        raise Broken(BAD_DATA) from None


def _unmasked(payload: bytes, mask: bytes) -> bytes:
    length = len(payload)
    key = int.from_bytes((mask * (length // 4 + 1))[:length])
    return (int.from_bytes(payload) ^ key).to_bytes(length)


def _frame(kind: int, payload: bytes) -> bytes:
    length = len(payload)
    if length < 126:
        return bytes((0x80 | kind, length)) + payload
    long = length >= 65_536
    return bytes((0x80 | kind, 127 if long else 126)) + length.to_bytes(8 if long else 2) + payload
