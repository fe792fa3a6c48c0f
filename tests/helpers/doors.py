"""Closed doors: a test that tries to leave this machine, with mail too, fails."""

from __future__ import annotations

import ipaddress
import smtplib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock


class DoorIsClosed(AssertionError):
    """A test tried to reach the world."""


def is_here(host: Any) -> bool:
    """Tell whether a host name or address is this machine."""
    name = host.decode() if isinstance(host, bytes) else str(host or "")
    if name in ("", "localhost") or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


@contextmanager
def closed() -> Iterator[None]:
    """Close the doors for the block: only loopback is reached, no other name is looked up, no mail goes."""
    mail = smtplib.SMTP.connect
    connect, connect_ex, lookup = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def checked(wrapped: Any) -> Any:
        def connecting(self: socket.socket, address: Any) -> Any:
            if self.family in (socket.AF_INET, socket.AF_INET6) and not is_here(address[0]):
                raise DoorIsClosed(f"A test tried to connect to {address[0]}.")
            return wrapped(self, address)

        return connecting

    def looking_up(host: Any, *args: Any, **kwargs: Any) -> Any:
        if not is_here(host):
            raise DoorIsClosed(f"A test tried to look up {host}.")
        return lookup(host, *args, **kwargs)

    def mailing(self: smtplib.SMTP, host: Any = "localhost", *args: Any, **kwargs: Any) -> Any:
        if not is_here(host):
            raise DoorIsClosed(f"A test tried to send mail through {host}.")
        return mail(self, host, *args, **kwargs)

    with (
        mock.patch.object(socket.socket, "connect", checked(connect)),
        mock.patch.object(socket.socket, "connect_ex", checked(connect_ex)),
        mock.patch.object(socket, "getaddrinfo", looking_up),
        mock.patch.object(smtplib.SMTP, "connect", mailing),
    ):
        yield
