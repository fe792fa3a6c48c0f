"""The company's issuer: its metadata and keys, fetched, checked, kept an hour.

Everything heavy (requests, Authlib, joserfc) is imported where it is used: who signs nobody in is spared 20 MB.
"""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from widget_server.core import clock, safehttp
from widget_server.core.errors import N_, Unavailable
from widget_server.core.settings import Settings
from widget_server.sessions import policy
from widget_server.sessions.policy import Evidence, Rejected

KEEP_SECONDS = 3600
REFETCH_SECONDS = 30  # at most so often for a key that we do not know
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri", "userinfo_endpoint", "end_session_endpoint")
NEEDED = ENDPOINTS[:3]
MAX_HEADER_BYTES = 16_384  # joserfc's own 512 refuse tokens that carry x5c


@dataclass
class Kept:
    """What is known of an issuer, and since when (seconds since 1970)."""

    metadata: dict[str, Any] = field(default_factory=dict)
    metadata_at: float = 0
    keys: list[Any] | None = None
    keys_at: float = 0


_kept: dict[str, Kept] = {}
log = logging.getLogger(__name__)


def forget() -> None:
    """Forget all that is kept of issuers."""
    _kept.clear()


def name_of(settings: Settings) -> str:
    """Give what a person may call the issuer: its host."""
    return urlsplit(settings.oidc_issuer).hostname or ""


def metadata(settings: Settings) -> dict[str, Any]:
    """Give the issuer's metadata (OpenID Connect Discovery 1.0). Raises Unavailable; Rejected when it is another's."""
    kept = _kept.setdefault(settings.oidc_issuer, Kept())
    now = clock.now().timestamp()
    if not kept.metadata or not 0 <= now - kept.metadata_at < KEEP_SECONDS:
        found = get_json(settings, settings.oidc_issuer.rstrip("/") + "/.well-known/openid-configuration")
        policy.hold(policy.DISCOVERY_CHECKS, evidence(settings, metadata=found))
        kept.metadata, kept.metadata_at = _checked(found, settings), now
    return kept.metadata


def read_token(
    settings: Settings, token: object, checks: dict[str, policy.Check]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give (header, claims) of a token the issuer signed; its header passed `checks`. Raises Rejected, Unavailable."""
    from joserfc import jws
    from joserfc.errors import JoseError

    try:
        found = jws.extract_compact(str(token).encode(), registry=_registry(None))
        header, claims = dict(found.protected), json.loads(found.payload or b"")
    except (JoseError, ValueError, TypeError, RecursionError) as error:  # the last: brackets within brackets
        raise Rejected(f"form ({type(error).__name__})") from None
    if not isinstance(claims, dict):
        raise Rejected("form")
    policy.hold(checks, evidence(settings, header=header))
    key = _key(settings, header)
    policy.hold(policy.SIGNATURE_CHECKS, evidence(settings, header=header, signed=_is_signed(found, key)))
    return header, claims


def evidence(settings: Settings, **found: Any) -> Evidence:
    """Give evidence against this issuer, now."""
    return Evidence(settings.oidc_issuer, settings.oidc_client_id, clock.now().timestamp(), **found)


def get_json(settings: Settings, url: str, bearer: str | None = None) -> dict[str, Any]:
    """Fetch a JSON object from the issuer. Raises Unavailable, saying why in the log."""
    session = safehttp.new_session([safehttp.host_port(settings.oidc_issuer)])
    headers = {"Accept": "application/json"} | ({"Authorization": f"Bearer {bearer}"} if bearer else {})
    try:
        response = session.get(url, headers=headers)
        response.raise_for_status()
        found = response.json()
    except (OSError, ValueError, RecursionError) as error:
        raise unavailable(settings) from error
    finally:
        session.close()
    if not isinstance(found, dict):
        raise unavailable(settings)
    return found


def unavailable(settings: Settings) -> Unavailable:
    """Give the refusal for an issuer that does not answer as one."""
    return Unavailable(
        name_of(settings),
        N_("%(neighbour)s, where you sign in, cannot be reached at this moment. Try again in a minute."),
    )


def _checked(found: dict[str, Any], settings: Settings) -> dict[str, Any]:
    """Give the metadata with nothing but addresses we may call. Its algorithms do not count: ours are pinned."""
    scheme = urlsplit(settings.oidc_issuer).scheme
    for name in ENDPOINTS:
        if name in found and not _is_endpoint(found[name], scheme):
            raise Rejected(f"discovery: {name}")
    missing = [name for name in NEEDED if name not in found]
    if missing:
        raise Rejected(f"discovery: no {missing[0]}")
    return found


def _is_endpoint(url: object, scheme: str) -> bool:
    try:
        parts = urlsplit(str(url))
    except ValueError:
        return False
    return parts.scheme in ("https", scheme) and bool(parts.hostname) and not parts.fragment and parts.username is None


def _key(settings: Settings, header: dict[str, Any]) -> Any:
    """Give the key that signed: by its kid, or the only one. An unknown kid has them fetched again, not too often."""
    for keep_seconds in (KEEP_SECONDS, REFETCH_SECONDS):
        usable = usable_keys(settings, keep_seconds)
        found = [key for key in usable if _holds(policy.KEY_CHECKS, evidence(settings, header=header, key_id=key.kid))]
        if len(found) == 1 or (found and header.get("kid")):
            return found[0]
    raise Rejected("kid")


def usable_keys(settings: Settings, keep_seconds: int = KEEP_SECONDS) -> list[Any]:
    """Give the issuer's keys for signatures, at most `keep_seconds` old. Raises Unavailable."""
    found = metadata(settings)
    kept, now = _kept[settings.oidc_issuer], clock.now().timestamp()
    if kept.keys is None or not 0 <= now - kept.keys_at < keep_seconds:
        listed = get_json(settings, found["jwks_uri"]).get("keys")
        if not isinstance(listed, list):
            raise unavailable(settings)
        kept.keys, kept.keys_at = [key for key in map(_import, listed) if key is not None], now
    return [key for key in kept.keys if key.get("use", "sig") == "sig"]


def _import(listed: Any) -> Any:
    """Give a key, None for one of a kind that we cannot read (RFC 7517, section 5): the others still count."""
    from joserfc.errors import JoseError
    from joserfc.jwk import JWKRegistry

    try:
        return JWKRegistry.import_key(listed)
    except (JoseError, ValueError, TypeError, KeyError, AttributeError) as error:
        log.info("key_skipped", extra={"reason": type(error).__name__})
        return None


def _is_signed(found: Any, key: Any) -> bool:
    from joserfc import jws
    from joserfc.errors import JoseError

    try:
        return jws.validate_compact(found, key, registry=_registry(str(found.protected.get("alg"))))
    except (JoseError, ValueError, TypeError):
        return False


def _holds(table: dict[str, policy.Check], found: Evidence) -> bool:
    return all(check(found) for check in table.values())


def _registry(algorithm: str | None) -> Any:
    from joserfc.jws import JWSRegistry

    registry = JWSRegistry(algorithms=[algorithm] if algorithm else None, strict_check_header=False)
    registry.max_header_length = MAX_HEADER_BYTES
    return registry
