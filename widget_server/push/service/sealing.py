"""Seal a message so that only the device reads it (RFC 8291, aes128gcm of RFC 8188), and sign who sends (RFC 8292)."""

from __future__ import annotations

import os
import struct
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from widget_server.core import clock
from widget_server.push.service.keys import application_server_key, decoded, point_of, private_key

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

RECORD_BYTES = 4096
SEALED_BYTES = 256  # every message is filled up to this, so that its length says nothing
END = b"\x02"  # of the last record's text: RFC 8188, section 2
GOOD_FOR_SECONDS = 12 * 3600  # of a signature; 24 hours are the most: RFC 8292, section 2


def seal(text: bytes, p256dh: str, auth: str, salt: bytes = b"", own: EllipticCurvePrivateKey | None = None) -> bytes:
    """Give the body of a push: `text` for the device whose keys these are. Salt and key are new unless given."""
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    salt, sender = salt or os.urandom(16), own or ec.generate_private_key(ec.SECP256R1())
    device, ours = decoded(p256dh), point_of(sender)
    shared = sender.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), device))
    material = HKDF(hashes.SHA256(), 32, decoded(auth), b"WebPush: info\0" + device + ours).derive(shared)
    key, nonce = (
        HKDF(hashes.SHA256(), length, salt, b"Content-Encoding: " + name + b"\0").derive(material)
        for length, name in ((16, b"aes128gcm"), (12, b"nonce"))
    )
    head = salt + struct.pack("!LB", RECORD_BYTES, len(ours)) + ours
    return head + AESGCM(key).encrypt(nonce, text + END, None)


def filled(text: bytes) -> bytes:
    """Give a JSON text with blanks behind it, as long as every other."""
    return text.ljust(SEALED_BYTES)


def is_device_key(p256dh: str, auth: str) -> bool:
    """Tell whether these are the keys of a device: a point of P-256, and 16 bytes."""
    from cryptography.hazmat.primitives.asymmetric import ec

    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(p256dh))
        return len(decoded(auth)) == 16
    except ValueError:
        return False


def authorization(endpoint: str, secret: str, public_url: str) -> str:
    """Give the header by which the push service of `endpoint` knows who sends."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
    from joserfc import jwt
    from joserfc.jwk import ECKey

    parts = urlsplit(endpoint)
    expires = int(clock.in_seconds(GOOD_FOR_SECONDS).timestamp())
    claims: dict[str, str | int] = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": expires}
    if public_url.startswith("https://"):
        claims["sub"] = public_url
    pem = private_key(secret).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    token = jwt.encode({"typ": "JWT", "alg": "ES256"}, claims, ECKey.import_key(pem))
    return f"vapid t={token}, k={application_server_key(secret)}"
