"""The adapter behind `safehttp`: connects by the checked address, reads no more than the limit."""

from __future__ import annotations

import socket
import ssl
import time
from contextlib import suppress
from functools import cache
from threading import Timer
from typing import Any

from requests import PreparedRequest, Response
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from widget_server.core import addresses

CHUNK_BYTES = 65_536


class CheckedAdapter(HTTPAdapter):
    """Sends by the rules of `safehttp`, whatever the caller asks for."""

    def __init__(self, excepted: frozenset[str], limits: addresses.Limits | None = None) -> None:
        self.excepted, self.limits = excepted, limits or addresses.USUAL
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Make pools whose connections check; the system's certificates count beside those of certifi."""
        super().init_poolmanager(*args, ssl_context=_trust(), **kwargs)
        self.poolmanager.pool_classes_by_scheme = _pools(self.excepted, self.limits.timeout_seconds)

    def send(self, request: PreparedRequest, *_args: Any, **_kwargs: Any) -> Response:
        """Send with our timeout, verified, without proxies; give the answer, its body read unless it comes in pieces.

        Raises OSError.
        """
        deadline = time.monotonic() + self.limits.timeout_seconds
        response = super().send(request, stream=True, timeout=self.limits.timeout_seconds, verify=True)
        if self.limits.in_pieces and response.ok and not response.is_redirect:
            return response
        try:
            if response.is_redirect or 300 <= response.status_code < 400:
                raise addresses.Redirected(str(request.url), response.headers.get("Location", ""))
            response._content = _read(response, deadline, self.limits)
        finally:
            response.close()
        return response


@cache
def _trust() -> ssl.SSLContext:
    """Give the context of every connection: reading the system's certificates takes 25 ms."""
    return ssl.create_default_context()


def _read(response: Response, deadline: float, limits: addresses.Limits) -> bytes:
    body = bytearray()
    # read() would wait for a whole chunk of what comes drop by drop
    while chunk := response.raw.read1(CHUNK_BYTES, decode_content=True):
        body += chunk
        if len(body) > limits.max_bytes:
            raise addresses.Blocked(f"{response.url} sent more than {limits.max_bytes} bytes")
        if time.monotonic() > deadline:
            raise addresses.Blocked(f"{response.url} took longer than {limits.timeout_seconds:g} s")
    return bytes(body)


class _Checked:
    """A connection that goes to the addresses that were checked, not to whatever the name means a moment later."""

    excepted: frozenset[str] = frozenset()
    head_seconds: float = 3.0
    _dns_host: str
    port: int
    timeout: float
    sock: Any

    def _new_conn(self) -> socket.socket:
        fault: OSError = addresses.Blocked(f"{self._dns_host} has no address")
        for address in addresses.checked_addresses(self._dns_host, self.port, self.excepted):
            try:
                return socket.create_connection((address, self.port), self.timeout)
            except OSError as error:
                fault = error
        raise fault

    def getresponse(self) -> Any:
        """Give the head of the answer. Breaks off what takes too long: drop by drop, it never times out by itself."""
        deadline = time.monotonic() + self.head_seconds
        watch = Timer(self.head_seconds, self._break_off)
        watch.daemon = True
        watch.start()
        try:
            return super().getresponse()  # type: ignore[misc] # of the connection that this is mixed into
        finally:
            watch.cancel()
            if time.monotonic() > deadline:
                raise addresses.Blocked(f"{self._dns_host} took longer than {self.head_seconds:g} s")

    def _break_off(self) -> None:
        with suppress(OSError, AttributeError):  # it has ended by itself, in the same moment
            self.sock.shutdown(socket.SHUT_RDWR)


def _pools(excepted: frozenset[str], head_seconds: float) -> dict[str, type]:
    checked = {"excepted": excepted, "head_seconds": head_seconds}
    plain = type("CheckedHTTPConnection", (_Checked, HTTPConnection), checked)
    secure = type("CheckedHTTPSConnection", (_Checked, HTTPSConnection), checked)
    return {
        "http": type("CheckedHTTPPool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
        "https": type("CheckedHTTPSPool", (HTTPSConnectionPool,), {"ConnectionCls": secure}),
    }
