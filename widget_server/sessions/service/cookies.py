"""Cookies of sessions, as Set-Cookie lines (RFC 6265bis; Partitioned: CHIPS).

One cookie, one jar, one person: `__Host-weerklank` holds the newest secret of a session, and the session knows on which
sites and origins of that jar it is good. A browser that partitions keeps one jar for each top-level site; a deployment
on the intranet's own domain has one jar for all its sites. Neither needs a second cookie, and no answer to one site can
overwrite what another holds.
"""

from __future__ import annotations

from urllib.parse import urlsplit

REFRESH = "__Host-weerklank"
LOGIN_SECONDS = 900


def is_trustworthy(public_url: str) -> bool:
    """Tell whether browsers keep Secure cookies of this address: https, or this machine (Secure Contexts, 3.1)."""
    parts = urlsplit(public_url)
    host = (parts.hostname or "").rstrip(".")
    return parts.scheme == "https" or host in ("localhost", "127.0.0.1", "::1") or host.endswith(".localhost")


def refresh_cookie(secret: str, *, same_site: bool, seconds: int) -> str:
    """Give the line that sets the refresh secret for `seconds`; 0 and an empty secret take it away."""
    kind = "SameSite=Lax" if same_site else "SameSite=None; Partitioned"
    return f"{REFRESH}={secret}; Path=/; Max-Age={max(0, seconds)}; HttpOnly; Secure; {kind}"


def login_name(public_url: str) -> str:
    """Give the name of the cookie that ties an attempt to the browser of its popup."""
    return "__Host-weerklank-login" if is_trustworthy(public_url) else "weerklank-login"


def login_cookie(public_url: str, secret: str) -> str:
    """Give the line that sets it. Lax: the way back from the issuer is a navigation from another site."""
    secure = " Secure;" if is_trustworthy(public_url) else ""
    return f"{login_name(public_url)}={secret}; Path=/; Max-Age={LOGIN_SECONDS}; HttpOnly;{secure} SameSite=Lax"
