"""The key by which push services know this service (VAPID, RFC 8292).

It is not kept but made from the service's secret, each time the same one: nothing to store, to share among processes,
or to lose apart. A new secret gives a new key; devices then subscribe anew at their next visit to the app.
"""

from __future__ import annotations

import base64
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of P-256: FIPS 186-5 by SP 800-186
WIDE_BYTES = 40  # 64 bits more than the order has, so that no number is likelier: FIPS 186-5, appendix A.2.1


@lru_cache(maxsize=4)
def private_key(secret: str) -> EllipticCurvePrivateKey:
    """Give the private key that belongs to the service's secret."""
    from cryptography.hazmat.primitives import hashes  # here: 3 MiB that a service without push does without
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    wide = HKDF(hashes.SHA256(), WIDE_BYTES, None, b"weerklank push vapid").derive(secret.encode())
    return ec.derive_private_key(int.from_bytes(wide, "big") % (ORDER - 1) + 1, ec.SECP256R1())


@lru_cache(maxsize=4)
def application_server_key(secret: str) -> str:
    """Give the public key as a browser takes it when it subscribes: an uncompressed point, base64url."""
    return encoded(point_of(private_key(secret)))


def point_of(key: EllipticCurvePrivateKey) -> bytes:
    """Give the public point of a key, uncompressed (65 bytes)."""
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def encoded(raw: bytes) -> str:
    """Write bytes as base64url without padding (RFC 7515, section 2)."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decoded(text: str) -> bytes:
    """Read base64url, with or without padding. Raises ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
