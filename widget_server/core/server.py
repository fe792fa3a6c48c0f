"""The HTTP server: gevent's own, strict about heads, and ending at once when it has nothing to do.

One process and no supervisor: systemd, or whatever starts containers, is one already. A proxy keeps its connections
open; waiting for those like for requests would make a restart refuse everybody for the whole grace.
"""

from __future__ import annotations

import logging
import re
import socket
import sys
from collections.abc import Iterator
from io import BufferedReader
from types import TracebackType
from typing import Any

import gevent
from gevent.pool import Pool
from gevent.pywsgi import LoggingLogAdapter, WSGIHandler, WSGIServer

CONNECTIONS = 10_000  # at once; more wait their turn
KEEP_ALIVE_SECONDS = 75.0  # longer than a proxy keeps a connection, so that none is cut as a request comes
HEAD_SECONDS = 20.0  # from a request's first line to the last of its head
HEAD_BYTES = 32_768
HEADERS = 100
UPGRADE = "weerklank.upgrade"  # in the environment of a request that asks for one: call it to take the connection over
IDLE_SECONDS = 1.0  # what has arrived of a request by then is a request; what has not will be sent elsewhere
GRACE_SECONDS = 30.0  # for requests that had begun
BACKLOG = 2048

REQUEST_LINE = re.compile(r"[A-Z]{3,20} [/*][!-~]* HTTP/1\.[01]\r?\n")
HEADER = re.compile(rb"([!#$%&'*+.^`|~0-9A-Za-z_-]+):([\t\x20-\x7e\x80-\xff]*)\r?\n")
ONLY_ONCE = ("authorization", "content-length", "content-type", "host", "transfer-encoding")

logger = logging.getLogger(__name__)


class BadHead(ValueError):
    """A request's head that two readers could understand in two ways."""


class Head(dict[str, str]):
    """A request's headers by name in small letters, as gevent reads them; what came twice is one, with a comma.

    Strict where two readers could differ (RFC 9112, sections 2 to 6): gevent reads heads as if they were mails.
    """

    status = ""  # what is wrong with it; it would have been refused

    @classmethod
    def read(cls, stream: BufferedReader) -> Head:
        """Read the head of a request after its first line. Raises BadHead."""
        found, left = cls(), HEAD_BYTES
        while (line := stream.readline(left + 1)) not in (b"\r\n", b"\n"):
            left -= len(line)
            if left < 0:
                raise BadHead("longer than it may be")
            matched = HEADER.fullmatch(line)
            if not matched:
                raise BadHead("a line that is no header")
            name, value = matched[1].decode().lower(), matched[2].decode("latin-1").strip(" \t")
            if name in found:
                if name in ONLY_ONCE:
                    raise BadHead(f"{name} twice")
                value = ("; " if name == "cookie" else ",").join((found[name], value))
            found[name] = value
            if len(found) > HEADERS:
                raise BadHead("too many headers")
        found._check_length()
        return found

    def get(self, name: str, default: Any = None) -> Any:
        """Give a header's value by its name, in any letters."""
        return super().get(name.lower(), default)

    getheader = get

    @property
    def typeheader(self) -> str | None:
        """The type of the body."""
        return super().get("content-type")

    @property
    def headers(self) -> Iterator[str]:
        """The lines again."""
        return map(": ".join, self.items())

    def _check_length(self) -> None:
        length, coding = self.get("content-length"), self.get("transfer-encoding")
        if length is not None and not (length.isdigit() and len(length) < 16):
            raise BadHead("content-length")
        if coding is not None and (length is not None or coding.lower() != "chunked"):
            raise BadHead("transfer-encoding")


class Handler(WSGIHandler):
    """The requests of one connection."""

    def read_requestline(self) -> str:
        """Wait for the next request; give its first line, or nothing when none came in time."""
        wait = gevent.Timeout(KEEP_ALIVE_SECONDS, False)
        waiting = self.server.waiting
        waiting[wait] = gevent.getcurrent()
        try:
            with wait:
                return super().read_requestline()
        finally:
            del waiting[wait]
        return ""

    def read_request(self, raw_requestline: str) -> bool:
        """Read the head. Raises BadHead, and BadHead when it is slow."""
        if not REQUEST_LINE.fullmatch(raw_requestline):
            raise BadHead("no request line")
        with gevent.Timeout(HEAD_SECONDS, BadHead("too slow")):
            read = super().read_request(raw_requestline)
        if self.server.is_draining:
            self.close_connection = True
        return bool(read)

    def get_environ(self) -> dict[str, Any]:
        """Give the environment; with a way to the connection itself, where the request asks to speak otherwise."""
        environ: dict[str, Any] = super().get_environ()
        if "HTTP_UPGRADE" in environ:
            environ[UPGRADE] = self._hand_over
        return environ

    def _hand_over(self) -> socket.socket:
        """Give the connection to the application, which answers by itself; when it returns, the connection ends."""
        self.close_connection = True
        return self.socket

    def MessageClass(self, stream: BufferedReader, *_: Any) -> Head:  # noqa: N802 - gevent's name
        """Give the parsed head. Raises BadHead."""
        return Head.read(stream)

    def _write_with_headers(self, data: bytes) -> None:
        """Send the head and the first of the body as one packet; gevent would send two."""
        self.headers_sent = True
        self.finalize_headers()
        head = b"\r\n".join([b"HTTP/1.1 " + self.status, *map(b": ".join, self.response_headers), b"", b""])
        if self.response_use_chunked:
            self._sendall(head)
            self._write(data)
        else:
            self._sendall(head + data)

    def finalize_headers(self) -> None:
        """Say that the connection ends here, while the service is ending."""
        super().finalize_headers()
        if self.server.is_draining:
            self.response_headers.append((b"Connection", b"close"))

    def handle_error(self, _kind: type[BaseException], fault: BaseException, _trace: TracebackType | None) -> None:
        """Log a fault that the application did not answer, and answer it."""
        if not isinstance(fault, gevent.GreenletExit):
            logger.error("unanswered", exc_info=fault)
        self._send_error_response_if_possible(500)

    def _handle_client_error(self, fault: Exception) -> tuple[str, bytes]:
        logger.info("refused a request's head", extra={"reason": str(fault)})
        return "400", b"HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"


class Server(WSGIServer):
    """Serves an application until it is told to end; then lets those finish who have begun."""

    handler_class = Handler

    def __init__(self, listener: socket.socket, application: Any, tls: tuple[str, ...] = ()) -> None:
        """Serve `application` at `listener`; with https, where `tls` names the files of a certificate and its key."""
        name, port = listener.getsockname()[:2]
        super().__init__(
            listener,
            application,
            log=None,  # the application logs its requests, and knows their routes
            error_log=LoggingLogAdapter(logger, logging.INFO),
            spawn=Pool(CONNECTIONS),
            environ={"SERVER_NAME": name, "SERVER_PORT": str(port)},  # else it asks the DNS
            **dict(zip(("certfile", "keyfile"), tls, strict=False)),
        )
        self.waiting: dict[gevent.Timeout, gevent.Greenlet] = {}
        self.is_draining = False

    def drain(self) -> None:
        """Take no new connection, let go of idle ones, wait for the rest; `serve_forever` returns after it."""
        if self.is_draining:
            return
        self.is_draining = True
        logger.info("Ending")
        self.stop_accepting()
        self.socket.close()
        gevent.spawn_later(IDLE_SECONDS, self._let_go)
        self.pool.join(timeout=GRACE_SECONDS)
        self.stop(timeout=0)

    def wrap_socket_and_handle(self, client_socket: socket.socket, address: Any) -> None:
        """Answer a connection with TLS; one that does not come to speak it is ended."""
        try:
            with gevent.Timeout(HEAD_SECONDS, BadHead("too slow")):
                secure = self.wrap_socket(client_socket, **self.ssl_args)
        except (OSError, BadHead) as fault:
            client_socket.close()
            logger.info("refused a connection", extra={"reason": str(fault)})
            return
        with secure:
            self.handle(secure, address)

    def _let_go(self) -> None:
        for wait, greenlet in list(self.waiting.items()):
            gevent.kill(greenlet, wait)  # as if its time were up


def listen(host: str, port: int) -> socket.socket:
    """Give a socket that connections may queue at. Raises OSError when the place is taken, or is none of ours."""
    family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(place)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # an answer waits for nothing
        listener.listen(BACKLOG)
        listener.setblocking(False)
    except OSError:
        listener.close()
        raise
    return listener


def end_at_once(*_: object) -> None:
    """End while nobody is served yet."""
    sys.exit(0)
