"""Short texts that we hand out and take back: signed (HMAC, RFC 2104), not secret, bound to one purpose."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac

SIGNATURE_BYTES = 16  # half of SHA-256: nobody guesses one of 2^128 (RFC 2104, section 5)
MAX_LENGTH = 4000  # characters; what is longer is not looked at


def seal(payload: bytes, secret: str, purpose: str) -> str:
    """Give `payload` signed, as text for an address."""
    return base64.urlsafe_b64encode(_signature(payload, secret, purpose) + payload).decode().rstrip("=")


def opened(text: str, secret: str, purpose: str) -> bytes | None:
    """Give the payload that was sealed for this purpose, or None for what we did not make."""
    if len(text) > MAX_LENGTH or not text.isascii():
        return None
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return None
    signature, payload = raw[:SIGNATURE_BYTES], raw[SIGNATURE_BYTES:]
    return payload if hmac.compare_digest(signature, _signature(payload, secret, purpose)) else None


def _signature(payload: bytes, secret: str, purpose: str) -> bytes:
    key = hashlib.sha256(f"weerklank {purpose}\n{secret}".encode()).digest()
    return hmac.digest(key, payload, "sha256")[:SIGNATURE_BYTES]
