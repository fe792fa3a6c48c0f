"""Issue, find and end access tokens."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, delete, insert, select

from widget_server.core import clock
from widget_server.core.errors import N_, NotSignedIn
from widget_server.db import Prepared, changed, session
from widget_server.identity.service import roles_of
from widget_server.sessions.models import AccessToken, BrowserSession

TOKEN_SECONDS = 600
TOKEN_BYTES = 32  # 256 bit
AT_ONCE = 500  # parameters of one statement


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who holds a token: actor, site, origin, session, roles at issue."""

    actor_id: str
    site_id: str
    origin: str | None
    session_id: str | None
    roles: frozenset[str]
    guest: bool


_columns = AccessToken.__table__.c
_FIND = Prepared(
    select(
        _columns.actor_id,
        _columns.site_id,
        _columns.origin,
        _columns.session_id,
        _columns.roles,
        _columns.guest,
        _columns.expires_at,
    ).where(_columns.token_hash == bindparam("token_hash"))
)


def digest(secret: str) -> str:
    """Give what is stored of a secret: its SHA-256 in hexadecimal."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def issue(
    actor_id: str, site_id: str, *, guest: bool, origin: str | None = None, browser: BrowserSession | None = None
) -> str:
    """Give a new access token (2 statements). It is said once, here; the database keeps its SHA-256.

    Without `origin` it is one for the command line. With `browser`, its session, it ends with that.
    """
    token = secrets.token_urlsafe(TOKEN_BYTES)
    ends = clock.in_seconds(TOKEN_SECONDS)
    row = {
        "token_hash": digest(token),
        "actor_id": actor_id,
        "site_id": site_id,
        "origin": origin,
        "session_id": browser.id if browser else None,
        "roles": " ".join(sorted(roles_of(actor_id, site_id))),
        "guest": guest,
        "expires_at": min(ends, browser.expires_at) if browser else ends,
    }
    session().execute(insert(AccessToken), row)
    return token


def find(token: str, origin: str | None) -> Bearer:
    """Give who holds `token` (1 query). Raises NotSignedIn: sign_in_needed, token_expired.

    A bound token needs the equal Origin when a browser sends one; a token without origin works only without one.
    """
    row = _FIND.first(token_hash=digest(token))
    if row is None or (origin is not None and origin != row.origin):
        raise NotSignedIn()
    if row.expires_at <= clock.now():
        raise NotSignedIn(N_("Your sign-in has expired. Sign in again; what you typed is kept."), code="token_expired")
    return _bearer(row)


def standing(hashes: Iterable[str]) -> set[str]:
    """Give those of the stored forms of tokens that still are good (1 query each 500)."""
    asked = list(hashes)
    found: set[str] = set()
    for start in range(0, len(asked), AT_ONCE):
        some = _columns.token_hash.in_(asked[start : start + AT_ONCE])
        found.update(session().scalars(select(_columns.token_hash).where(some, _columns.expires_at > clock.now())))
    return found


def holder(token: str) -> Bearer | None:
    """Give who holds `token`, also just after it expired, to sign them out (1 query)."""
    row = _FIND.first(token_hash=digest(token))
    return _bearer(row) if row else None


def end(token: str) -> None:
    """End one access token."""
    session().execute(delete(AccessToken).where(AccessToken.token_hash == digest(token)))


def end_of_place(session_id: str, site_id: str, origin: str | None) -> None:
    """End the access tokens of a session at one site and origin."""
    place = (AccessToken.session_id == session_id, AccessToken.site_id == site_id, AccessToken.origin == origin)
    session().execute(delete(AccessToken).where(*place))


def end_of_actor(actor_id: str) -> None:
    """End all access tokens of an actor, at once."""
    session().execute(delete(AccessToken).where(AccessToken.actor_id == actor_id))


def purge() -> int:
    """Delete dead tokens; gives how many."""
    return changed(delete(AccessToken).where(AccessToken.expires_at < clock.in_seconds(-3600)))


def _bearer(row: Any) -> Bearer:
    roles = frozenset(row.roles.split()) if row.roles else frozenset()
    return Bearer(row.actor_id, row.site_id, row.origin, row.session_id, roles, row.guest)
