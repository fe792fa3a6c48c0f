"""What an issuer's answers must fulfil: one named check a rule, in tables. Pure.

OpenID Connect Core 1.0 section 3.1.3.7, Discovery 1.0, Back-Channel Logout 1.0 section 2.6, RFC 9207. Each check stands
alone behind its rule: taking it out of its table lets exactly its attack through, which the tests do.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

LEEWAY_SECONDS = 30
MAX_SUBJECT = 255  # characters: OpenID Connect Core, section 2
MAX_LOGOUT_AGE_SECONDS = 300
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
# Signatures with a public key only: `none` proves nothing, HS* would make a published key a secret.
ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA", "Ed25519", "RS384", "RS512", "PS384", "PS512", "ES384", "ES512")
TOKEN_TYPES = {"id_token": ("", "jwt"), "logout_token": ("logout+jwt",)}


class Rejected(Exception):
    """An answer of the issuer that is not believed; the words name the rule that it breaks."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that a check may look at: what was asked, what came."""

    issuer: str
    client_id: str
    now: float  # seconds since 1970
    header: Mapping[str, Any] = field(default_factory=dict)
    claims: Mapping[str, Any] = field(default_factory=dict)
    nonce_hash: str = ""
    access_token: str | None = None
    params: Mapping[str, str] = field(default_factory=dict)
    metadata: Mapping[str, Any] = field(default_factory=dict)
    subject: str = ""
    key_id: str | None = None
    signed: bool = False
    is_first_use: Callable[[], bool] = lambda: True


Check = Callable[[Evidence], bool]


def hold(table: Mapping[str, Check], evidence: Evidence) -> None:
    """Put `evidence` to every check of `table`. Raises Rejected with the name of the first that fails."""
    for name, check in table.items():
        if not check(evidence):
            raise Rejected(name)


def half_hash(text: str, algorithm: str) -> str:
    """Give the left half of the hash of `text` as at_hash has it (OpenID Connect Core, section 3.1.3.6)."""
    bits = {"256": "sha256", "384": "sha384", "512": "sha512"}.get(
        algorithm[-3:], "sha512"
    )  # EdDSA on Ed25519: SHA-512
    whole = hashlib.new(bits, text.encode()).digest()
    return base64.urlsafe_b64encode(whole[: len(whole) // 2]).decode().rstrip("=")


def _typ(e: Evidence, kind: str) -> bool:
    return str(e.header.get("typ") or "").lower() in TOKEN_TYPES[kind]


def _aud(e: Evidence) -> bool:
    return e.claims.get("aud") in (e.client_id, [e.client_id])


def _azp(e: Evidence) -> bool:
    return e.claims.get("azp", e.client_id) == e.client_id


def _exp(e: Evidence) -> bool:
    return _is_time(e.claims.get("exp")) and e.now < e.claims["exp"] + LEEWAY_SECONDS


def _iat(e: Evidence) -> bool:
    return _is_time(e.claims.get("iat")) and e.claims["iat"] <= e.now + LEEWAY_SECONDS


def _nbf(e: Evidence) -> bool:
    return "nbf" not in e.claims or (_is_time(e.claims["nbf"]) and e.claims["nbf"] <= e.now + LEEWAY_SECONDS)


def _nonce(e: Evidence) -> bool:
    nonce = e.claims.get("nonce")
    return isinstance(nonce, str) and hmac.compare_digest(hashlib.sha256(nonce.encode()).hexdigest(), e.nonce_hash)


def _at_hash(e: Evidence) -> bool:
    given = e.claims.get("at_hash")
    if given is None or e.access_token is None:
        return True  # optional in the code flow
    return isinstance(given, str) and given == half_hash(e.access_token, str(e.header.get("alg")))


def _sub(e: Evidence) -> bool:
    subject = e.claims.get("sub")
    return (
        isinstance(subject, str) and 0 < len(subject) <= MAX_SUBJECT and subject.isprintable() and not subject.isspace()
    )


def _response_iss(e: Evidence) -> bool:
    promised = e.metadata.get("authorization_response_iss_parameter_supported") is True
    return e.params.get("iss") == e.issuer if promised or "iss" in e.params else True


def _fresh_logout(e: Evidence) -> bool:
    return _is_time(e.claims.get("iat")) and abs(e.now - e.claims["iat"]) <= MAX_LOGOUT_AGE_SECONDS


def _event(e: Evidence) -> bool:
    events = e.claims.get("events")
    return isinstance(events, dict) and isinstance(events.get(LOGOUT_EVENT), dict)


def _names_somebody(e: Evidence) -> bool:
    named = [e.claims[name] for name in ("sid", "sub") if name in e.claims]
    return bool(named) and all(isinstance(n, str) and 0 < len(n) <= MAX_SUBJECT and n.isprintable() for n in named)


def _is_time(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 < value < 1e11


DISCOVERY_CHECKS: dict[str, Check] = {
    "discovery_issuer": lambda e: e.metadata.get("issuer") == e.issuer,
}
RESPONSE_CHECKS: dict[str, Check] = {
    "response_iss": _response_iss,
}
HEADER_CHECKS: dict[str, Check] = {
    "alg": lambda e: e.header.get("alg") in ALGORITHMS,
    "typ": lambda e: _typ(e, "id_token"),
}
KEY_CHECKS: dict[str, Check] = {
    "kid": lambda e: e.header.get("kid") in (None, e.key_id),
}
SIGNATURE_CHECKS: dict[str, Check] = {
    "signature": lambda e: e.signed,
}
CLAIM_CHECKS: dict[str, Check] = {
    "iss": lambda e: e.claims.get("iss") == e.issuer,
    "aud": _aud,
    "azp": _azp,
    "exp": _exp,
    "iat": _iat,
    "nbf": _nbf,
    "nonce": _nonce,
    "at_hash": _at_hash,
    "sub": _sub,
}
USERINFO_CHECKS: dict[str, Check] = {
    "userinfo_sub": lambda e: e.claims.get("sub") == e.subject,
}
LOGOUT_HEADER_CHECKS: dict[str, Check] = {
    "alg": HEADER_CHECKS["alg"],
    "typ": lambda e: _typ(e, "logout_token"),
}
LOGOUT_CHECKS: dict[str, Check] = {
    "iss": CLAIM_CHECKS["iss"],
    "aud": _aud,
    "exp": _exp,
    "iat": _fresh_logout,
    "events": _event,
    "no_nonce": lambda e: "nonce" not in e.claims,
    "sid_or_sub": _names_somebody,
    "jti": lambda e: isinstance(e.claims.get("jti"), str) and 0 < len(e.claims["jti"]) <= 1000,
    "jti_once": lambda e: e.is_first_use(),
}
