"""Bodies as they really arrive: in chunks, and not as they should be."""

from __future__ import annotations

import socket

import pytest

from tests.helpers.service import PATIENCE_SECONDS, serving
from tests.process.conftest import World

HEAD = "POST {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n{more}\r\n"
CHUNKED = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
BODY = b'{"source":"x"}'
CASES = {
    "good": (CHUNKED, b"e\r\n" + BODY + b"\r\n0\r\n\r\n", 201),
    "no size": (CHUNKED, b"zz\r\n" + BODY + b"\r\n0\r\n\r\n", 400),
    "no end of a chunk": (CHUNKED, b"e\r\n" + BODY + b"xx0\r\n\r\n", 400),
    "more than 1 MB": (
        CHUNKED,
        b"e\r\n" + BODY + b"\r\n" + (b"10000\r\n" + b" " * 65536 + b"\r\n") * 16 + b"0\r\n\r\n",
        413,
    ),
    "two lengths": (CHUNKED + "Content-Length: 14\r\n", b"e\r\n" + BODY + b"\r\n0\r\n\r\n", 400),
    "a length below zero": ("Content-Type: application/json\r\nContent-Length: -1\r\n", BODY, 400),
}


@pytest.mark.parametrize("case", CASES)
def test_a_body_is_taken_whole_or_refused(world: World, case: str) -> None:
    more, body, status = CASES[case]
    with (
        serving(world.data) as service,
        socket.create_connection(("127.0.0.1", service.port), PATIENCE_SECONDS) as line,
    ):
        path = f"/api/v1/objects/{world.page}/replies"
        line.sendall(HEAD.format(path=path, token=world.token, more=more).encode() + body)
        assert line.recv(65536).split(b" ", 2)[1] == str(status).encode()
        service.token = world.token
        thread = service.answer("GET", f"/api/v1/pages/{world.page}/thread")[1]
        assert thread["total"] == (status == 201)
