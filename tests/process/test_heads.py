"""Heads of requests as they really arrive: slow, odd, or meant to be read in two ways."""

from __future__ import annotations

import socket
from collections.abc import Iterator

import pytest

from tests.helpers.service import PATIENCE_SECONDS, Service, serving, until
from widget_server.core import server

HOST = "Host: localhost\r\n"
GOOD = f"GET /healthz HTTP/1.1\r\n{HOST}"
POST = f"POST /api/v1/boot HTTP/1.1\r\n{HOST}"
REFUSED = {
    "HTTP/0.9": "GET /healthz\r\n",
    "HTTP/2 in clear": "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "a version of one's own": f"GET /healthz HTTP/1.7\r\n{HOST}\r\n",
    "a whole address": f"GET http://evil.example/healthz HTTP/1.1\r\n{HOST}\r\n",
    "a small method": f"get /healthz HTTP/1.1\r\n{HOST}\r\n",
    "a control character in the path": f"GET /health\x0bz HTTP/1.1\r\n{HOST}\r\n",
    "two blanks": f"GET  /healthz HTTP/1.1\r\n{HOST}\r\n",
    "no colon": f"{GOOD}what is this\r\nX: y\r\n\r\n",
    "no name": f"{GOOD}: y\r\n\r\n",
    "a blank before the colon": f"{GOOD}Content-Length : 4\r\n\r\n",
    "a bracket in a name": f"{GOOD}X(y: z\r\n\r\n",
    "a value on two lines": f"{GOOD}X: y\r\n z\r\n\r\n",
    "NUL in a value": f"{GOOD}X: y\0z\r\n\r\n",
    "two hosts": f"{GOOD}{HOST}\r\n",
    "two tokens": f"{GOOD}Authorization: Bearer x\r\nAuthorization: Bearer y\r\n\r\n",
    "two equal lengths": f"{POST}Content-Length: 2\r\nContent-Length: 2\r\n\r\n{{}}",
    "a list of lengths": f"{POST}Content-Length: 2, 2\r\n\r\n{{}}",
    "a length with a sign": f"{POST}Content-Length: +2\r\n\r\n{{}}",
    "a length with an underscore": f"{POST}Content-Length: 0_2\r\n\r\n{{}}",
    "an endless length": f"{POST}Content-Length: {'9' * 5000}\r\n\r\n{{}}",
    "a coding and a length": f"{POST}Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n",
    "a coding of two": f"{POST}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "a coding twice": f"{POST}Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
    "a coding that is none": f"{POST}Transfer-Encoding: identity\r\n\r\n{{}}",
    "a coding with a tab": f"{POST}Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n",
    "too many headers": GOOD + "".join(f"X-{number}: y\r\n" for number in range(200)) + "\r\n",
    "a long line": f"{GOOD}X: {'y' * 70_000}\r\n\r\n",
    "many long lines": GOOD + "".join(f"X-{number}: {'y' * 6000}\r\n" for number in range(9)) + "\r\n",
}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("heads")) as service:
        yield service


def said(service: Service, sent: str) -> bytes:
    """Send `sent` and a good request after it; give all that is answered until the connection ends."""
    found = b""
    with socket.create_connection(("127.0.0.1", service.port), PATIENCE_SECONDS) as line:
        line.sendall(f"{sent}{GOOD}Connection: close\r\n\r\n".encode("latin-1"))
        try:
            while part := line.recv(65_536):
                found += part
        except ConnectionResetError:  # more was sent than was read
            pass
    return found


@pytest.mark.parametrize("case", REFUSED)
def test_a_head_with_two_meanings_is_refused_and_ends_the_connection(service: Service, case: str) -> None:
    assert said(service, REFUSED[case]).startswith(b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\n")
    assert said(service, REFUSED[case]).count(b"HTTP/1.1 ") == 1  # what stood behind it is nobody's request


def test_a_first_line_too_long_is_refused(service: Service) -> None:
    assert said(service, f"GET /{'x' * 9000} HTTP/1.1\r\n{HOST}\r\n").startswith(b"HTTP/1.1 414 ")


def test_requests_one_after_another_are_answered_in_order(service: Service) -> None:
    more = f"GET /nothing HTTP/1.1\r\n{HOST}\r\n"
    answers = said(service, f"{GOOD}\r\n{more}")
    assert [part[:3] for part in answers.split(b"HTTP/1.1 ")[1:]] == [b"200", b"404", b"200"]


def test_a_question_for_the_head_gets_no_body(service: Service) -> None:
    answers = said(service, f"HEAD /healthz HTTP/1.1\r\n{HOST}\r\n")
    assert answers.count(b"HTTP/1.1 200 OK") == 2
    assert answers.count(b'{"status":"ok"}') == 1


def test_an_old_client_gets_its_answer_and_the_end(service: Service) -> None:
    with socket.create_connection(("127.0.0.1", service.port), PATIENCE_SECONDS) as line:
        line.sendall(f"GET /healthz HTTP/1.0\r\n{HOST}\r\n".encode())
        assert b"".join(iter(lambda: line.recv(4096), b"")).endswith(b'{"status":"ok"}')


def test_whoever_asks_whether_to_send_a_body_is_told_to(service: Service) -> None:
    with socket.create_connection(("127.0.0.1", service.port), PATIENCE_SECONDS) as line:
        kind = "Content-Type: application/json\r\nConnection: close\r\n"
        line.sendall(f"{POST}{kind}Expect: 100-continue\r\nContent-Length: 2\r\n\r\n".encode())
        assert line.recv(4096) == b"HTTP/1.1 100 Continue\r\n\r\n"
        line.sendall(b"{}")
        assert line.recv(4096).startswith(b"HTTP/1.1 4")


def test_an_answer_is_one_packet(service: Service) -> None:
    with socket.create_connection(("127.0.0.1", service.port), PATIENCE_SECONDS) as line:
        for _ in range(20):
            line.sendall(f"{GOOD}\r\n".encode())
            assert line.recv(65_536).endswith(b'{"status":"ok"}')


def test_a_refused_head_is_a_line_in_the_log_without_what_it_said(service: Service) -> None:
    said(service, f"{GOOD}X-Secret: geheim\r\n more\r\n\r\n")
    until(lambda: any("reason" in line for line in service.lines()), "the refusal is logged")
    assert "geheim" not in service.log.read_text()


def test_the_limits_are_those_that_the_documents_name() -> None:
    assert (server.HEAD_BYTES, server.HEAD_SECONDS, server.KEEP_ALIVE_SECONDS) == (32_768, 20.0, 75.0)
