"""Which addresses of the network we may call, and the limits of a call."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

NAT64 = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))  # RFC 6052, RFC 8215


@dataclass(frozen=True, slots=True)
class Limits:
    """How long each step of a call may take, how much may come; whether it is read in pieces, at the reader's pace."""

    timeout_seconds: float = 3.0
    max_bytes: int = 1_000_000
    in_pieces: bool = False


USUAL = Limits()


class Blocked(OSError):
    """A call that may not be made, or an answer that is not taken; the words say why."""


class Redirected(Blocked):
    """An answer that leads elsewhere, where nobody follows; `location` says whither."""

    def __init__(self, url: str, location: str) -> None:
        super().__init__(f"{url} redirects; redirects are not followed")
        self.location = location


def host_port(url: str) -> str:
    """Give host:port of a URL, the default port written out; empty for what has none."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        return ""
    return f"{parts.hostname}:{port}" if parts.hostname and port else ""


def checked_addresses(host: str, port: int, excepted: Collection[str] = ()) -> list[str]:
    """Give the addresses of `host`, all of them allowed. Raises Blocked when one is not, OSError when there is none."""
    found = _resolve(host, port)
    if f"{host.lower()}:{port}" not in excepted:
        for address in found:
            if not is_public(address):
                raise Blocked(f"{host} leads to {address}, which is not an address of the public internet")
    return found


def is_address(host: str) -> bool:
    """Tell whether `host` is an address and no name."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def is_public(address: str) -> bool:
    """Tell whether `address` is on the public internet, whichever way it is written."""
    plain = address.partition("%")[0]
    if not is_address(plain):
        return False
    ip = ipaddress.ip_address(plain)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = _inner(ip)
        if inner is not None:
            return all(is_public(str(each)) for each in inner)
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _inner(ip: ipaddress.IPv6Address) -> tuple[ipaddress.IPv4Address, ...] | None:
    if any(ip in network for network in NAT64):
        return (ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF),)
    if ip.ipv4_mapped or ip.sixtofour:
        return (ip.ipv4_mapped or ip.sixtofour,)  # type: ignore[return-value]
    if ip.teredo:
        return ip.teredo
    compatible = int(ip) < 1 << 32 and int(ip) > 1  # ::a.b.c.d, RFC 4291 section 2.5.5.1, deprecated and still written
    return (ipaddress.IPv4Address(int(ip)),) if compatible else None


def _resolve(host: str, port: int) -> list[str]:
    name = host.lower().rstrip(".")
    if name == "localhost" or name.endswith(".localhost"):
        return ["127.0.0.1", "::1"]  # RFC 6761, section 6.3; Debian's getaddrinfo does not know names below localhost
    if is_address(name):
        return [name]
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))
