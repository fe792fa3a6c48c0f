"""A push service of the tests' own, and a browser's side of a subscription: it opens what was sealed for it."""

from __future__ import annotations

import json
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from joserfc import jwt
from joserfc.jwk import ECKey

from widget_server.push.service.keys import decoded, encoded, point_of

CREATED = 201


@dataclass(frozen=True, slots=True)
class Pushed:
    """A request as the push service got it."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Browser:
    """A browser that subscribed: it alone has the private key."""

    endpoint: str
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = b"sixteen bytes!!!"

    def subscription(self, name: str = "Telefoon") -> dict[str, Any]:
        """Give what the browser sends to the service."""
        keys = {"p256dh": encoded(point_of(self.key)), "auth": encoded(self.auth)}
        return {"endpoint": self.endpoint, "keys": keys, "name": name}

    def opened(self, body: bytes) -> bytes:
        """Open a message (RFC 8291, section 4); fails on one that was not sealed for this browser."""
        salt, (record_bytes, id_bytes), rest = body[:16], struct.unpack("!LB", body[16:21]), body[21:]
        sender, sealed = rest[:id_bytes], rest[id_bytes:]
        assert len(sealed) <= record_bytes
        shared = self.key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender))
        info = b"WebPush: info\0" + point_of(self.key) + sender
        material = HKDF(hashes.SHA256(), 32, self.auth, info).derive(shared)
        key = HKDF(hashes.SHA256(), 16, salt, b"Content-Encoding: aes128gcm\0").derive(material)
        nonce = HKDF(hashes.SHA256(), 12, salt, b"Content-Encoding: nonce\0").derive(material)
        text = AESGCM(key).decrypt(nonce, sealed, None)
        assert text[-1:] == b"\x02"
        return text[:-1]

    def read(self, pushed: Pushed) -> dict[str, Any]:
        """Give what a push says."""
        found: dict[str, Any] = json.loads(self.opened(pushed.body))
        return found


def signed_by(pushed: Pushed) -> tuple[str, dict[str, Any]]:
    """Give (whose key, claims) of a push; fails on a signature that is not of that key (RFC 8292)."""
    scheme, _, words = pushed.headers["Authorization"].partition(" ")
    assert scheme == "vapid"
    said = dict(word.strip().split("=", 1) for word in words.split(","))
    point = decoded(said["k"])
    jwk = {"kty": "EC", "crv": "P-256", "x": encoded(point[1:33]), "y": encoded(point[33:])}
    return said["k"], dict(jwt.decode(said["t"], ECKey.import_key(jwk), algorithms=["ES256"]).claims)


@dataclass(slots=True)
class PushService:
    """The running service: what it got, and what it answers, by path, with which Retry-After; else 201."""

    port: int
    got: list[Pushed] = field(default_factory=list)
    answers: dict[str, int] = field(default_factory=dict)
    retry_after: str = ""

    @property
    def origin(self) -> str:
        """Its origin."""
        return f"http://127.0.0.1:{self.port}"

    def browser(self, name: str = "one") -> Browser:
        """Let a browser subscribe."""
        return Browser(f"{self.origin}/{name}")


@contextmanager
def push_service() -> Iterator[PushService]:
    """Run a push service on a free port until the block ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            running.got.append(Pushed(self.path, dict(self.headers), body))
            self.send_response(running.answers.get(self.path, CREATED))
            self.send_header("Content-Length", "0")
            if running.retry_after:
                self.send_header("Retry-After", running.retry_after)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running = PushService(server.server_address[1])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield running
    finally:
        server.shutdown()
        server.server_close()
