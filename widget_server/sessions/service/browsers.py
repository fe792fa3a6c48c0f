"""Sessions of browsers: begin, resume, rotate, end.

A secret is rotated at most every 15 minutes. The previous one stays good until its successor is first used: an answer
that got lost, or a click during a load, signs nobody out. Any older one is a copy: the whole session ends.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, insert, select

from widget_server.core import clock
from widget_server.core.ids import new_id
from widget_server.core.settings import Settings
from widget_server.db import changed, session, upsert
from widget_server.identity.models import Actor
from widget_server.sessions.models import BrowserSession, RefreshSecret, SessionPlace
from widget_server.sessions.service.tokens import digest

ROTATE_SECONDS = 900
SECRET_BYTES = 32


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is signed in: a site, an origin, and whether the site shares our registrable domain."""

    site_id: str
    origin: str
    same_site: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """A session found good: itself, its actor, and a new secret for the cookie when it was rotated."""

    session: BrowserSession
    actor: Actor
    secret: str | None


def begin(actor: Actor, place: Place, came: tuple[str, str | None], settings: Settings) -> Kept:
    """Begin a session at `place`; `came` is (issuer, its sid). Gives it with its first secret (3 statements)."""
    secret, now = secrets.token_urlsafe(SECRET_BYTES), clock.now()
    browser = BrowserSession(id=new_id(), actor_id=actor.id, issuer=came[0], idp_sid=came[1])
    browser.current_hash, browser.previous_hash, browser.current_used = digest(secret), None, False
    browser.rotated_at = browser.used_at = now
    browser.expires_at = now + timedelta(seconds=settings.session_absolute_seconds)
    session().add(browser)
    session().flush()
    session().execute(insert(RefreshSecret), {"secret_hash": browser.current_hash, "session_id": browser.id})
    _add_place(browser.id, place.site_id, place.origin)
    return Kept(browser, actor, secret)


def inherit(old_secrets: Sequence[str], kept: Kept) -> None:
    """End the jar's earlier sessions in favour of the one in `kept`; the same person's keep their places.

    Whoever else was signed in in this jar is not any more: a browser speaks for one person.
    """
    for found in find(old_secrets):
        if found.actor_id == kept.actor.id and _verdict(found, old_secrets) != "copied":
            places = (
                select(SessionPlace.site_id, SessionPlace.origin).where(SessionPlace.session_id == found.id).limit(100)
            )
            for site_id, origin in session().execute(places).all():
                _add_place(kept.session.id, site_id, origin)
        end(found.id)


def resume(old_secrets: Sequence[str], place: Place, settings: Settings) -> Kept | None:
    """Give the session that a cookie stands for at `place`, rotated when due; None without one.

    A session that is idle too long, too old, copied, or of a disabled person ends here.
    """
    for found in find(old_secrets):
        actor = session().get(Actor, found.actor_id)
        if _verdict(found, old_secrets) == "copied" or _is_over(found, settings) or actor is None or actor.disabled_at:
            end(found.id)
        elif session().get(SessionPlace, (found.id, place.site_id, place.origin)):
            return Kept(found, actor, _touch(found, old_secrets))
    return None


def find(old_secrets: Sequence[str]) -> list[BrowserSession]:
    """Give the sessions that ever had one of these secrets, locked (1 query, none without a secret)."""
    hashes = [digest(secret) for secret in old_secrets]
    if not hashes:
        return []
    joined = select(BrowserSession).join(RefreshSecret, RefreshSecret.session_id == BrowserSession.id)
    held = (
        joined.where(RefreshSecret.secret_hash.in_(hashes)).with_for_update().execution_options(populate_existing=True)
    )
    return list(session().scalars(held).unique())


def leave(session_id: str, site_id: str, origin: str | None) -> bool:
    """Sign out of one place; gives whether that was the last one, and with it the session."""
    gone = delete(SessionPlace).where(SessionPlace.session_id == session_id, SessionPlace.site_id == site_id)
    session().execute(gone if origin is None else gone.where(SessionPlace.origin == origin))
    left = session().scalar(select(SessionPlace.session_id).where(SessionPlace.session_id == session_id).limit(1))
    if left is None:
        end(session_id)
    return left is None


def end(session_id: str) -> None:
    """End a session, and with it its secrets, places and access tokens."""
    session().execute(delete(BrowserSession).where(BrowserSession.id == session_id))


def purge() -> int:
    """Delete sessions that are over; gives how many."""
    return changed(delete(BrowserSession).where(BrowserSession.expires_at < clock.now()))


def _verdict(found: BrowserSession, old_secrets: Sequence[str]) -> str:
    hashes = {digest(secret) for secret in old_secrets}
    if found.current_hash in hashes:
        return "current"
    return "previous" if found.previous_hash in hashes and not found.current_used else "copied"


def _is_over(found: BrowserSession, settings: Settings) -> bool:
    now = clock.now()
    return found.expires_at <= now or found.used_at + timedelta(seconds=settings.session_idle_seconds) <= now


def _touch(found: BrowserSession, old_secrets: Sequence[str]) -> str | None:
    """Note the use; give a new secret when the last rotation is long enough ago."""
    now, verdict = clock.now(), _verdict(found, old_secrets)
    found.used_at = now
    if verdict == "current":
        found.current_used = True
    if found.rotated_at + timedelta(seconds=ROTATE_SECONDS) > now:
        return None
    secret = secrets.token_urlsafe(SECRET_BYTES)
    if verdict == "current":
        found.previous_hash = found.current_hash
    found.current_hash, found.current_used, found.rotated_at = digest(secret), False, now
    session().execute(insert(RefreshSecret), {"secret_hash": found.current_hash, "session_id": found.id})
    return secret


def _add_place(session_id: str, site_id: str, origin: str) -> None:
    row = {"session_id": session_id, "site_id": site_id, "origin": origin}
    session().execute(upsert(SessionPlace.__table__).values(row).on_conflict_do_nothing())
