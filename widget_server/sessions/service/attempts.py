"""Attempts to sign in: the device grant (RFC 8628), with the popup as the second device.

The widget holds device_code, opener_proof and number; the popup's address holds user_code. Who has only the address (a
link that somebody sent) can sign in at the issuer, and cannot approve: the proof comes from the widget's own page, the
number from the screen on which the widget stands.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, select

from widget_server.core import clock
from widget_server.core.ids import new_id
from widget_server.db import session
from widget_server.identity.models import Actor
from widget_server.sessions.models import SignInAttempt
from widget_server.sessions.service.browsers import Place
from widget_server.sessions.service.tokens import digest

LIFE_SECONDS = 120
INTERVAL_SECONDS = 1
SLOW_DOWN_SECONDS = 5  # RFC 8628, section 3.5
POLL_TOLERANCE_SECONDS = 0.2  # timers and networks are not exact
CODE_ALPHABET = "BCDFGHJKLMNPQRSTVWXZ"  # RFC 8628, section 6.1: no vowels, no words
USER_CODE = re.compile(rf"[{CODE_ALPHABET}-]{{14}}")
CODE_LETTERS = 12  # 51 bits: nobody types it, it travels in the popup's address


@dataclass(frozen=True, slots=True)
class Begun:
    """What the widget gets, once; the database keeps hashes."""

    device_code: str
    user_code: str
    opener_proof: str
    number: str


@dataclass(frozen=True, slots=True)
class Request:
    """What goes with a person to the issuer; the verifier (PKCE) only their browser can give again."""

    state: str
    nonce: str
    verifier: str


def begin(place: Place, locale: str, prompt: str | None) -> Begun:
    """Begin an attempt for a widget at `place` (2 statements, the first clears away old ones)."""
    session().execute(delete(SignInAttempt).where(SignInAttempt.expires_at < clock.in_seconds(-600)))
    letters = "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LETTERS))
    user_code = "-".join(letters[i : i + 4] for i in range(0, CODE_LETTERS, 4))
    numbers = [str(n) for n in secrets.SystemRandom().sample(range(10, 100), 3)]
    begun = Begun(secrets.token_urlsafe(32), user_code, secrets.token_urlsafe(32), numbers[0])
    attempt = SignInAttempt(id=new_id(), site_id=place.site_id, origin=place.origin, locale=locale, prompt=prompt)
    attempt.device_hash, attempt.user_code = digest(begun.device_code), user_code
    attempt.proof_hash, attempt.number, attempt.decoys = digest(begun.opener_proof), numbers[0], " ".join(numbers[1:])
    attempt.status, attempt.interval_seconds = "waiting", INTERVAL_SECONDS
    attempt.expires_at = clock.in_seconds(LIFE_SECONDS)
    session().add(attempt)
    session().flush()
    return begun


def find(user_code: str, browser_secret: str | None = None) -> SignInAttempt | None:
    """Give the live attempt with this code, None when another browser has taken it up (1 query)."""
    if not USER_CODE.fullmatch(user_code):  # a NUL, say, which PostgreSQL does not compare but refuse
        return None
    attempt = _locked(SignInAttempt.user_code == user_code)
    if attempt is None or attempt.expires_at <= clock.now():
        return None
    if attempt.browser_hash and not _same(attempt.browser_hash, browser_secret):
        return None
    return attempt


def take_up(attempt: SignInAttempt, browser_secret: str) -> Request:
    """Tie an attempt to the browser of its popup; gives what goes to the issuer. A step back makes all of it new."""
    request = Request(secrets.token_urlsafe(32), secrets.token_urlsafe(32), verifier(attempt, browser_secret))
    attempt.browser_hash = digest(browser_secret)
    attempt.state_hash, attempt.nonce_hash = digest(request.state), digest(request.nonce)
    attempt.status, attempt.actor_id = "waiting", None
    session().flush()
    return request


def come_back(state: str, browser_secret: str | None) -> SignInAttempt | None:
    """Give the attempt that this browser comes back for, once (1 query); None for any other state or browser."""
    attempt = _locked(SignInAttempt.state_hash == digest(state))
    if attempt is None or attempt.expires_at <= clock.now() or not _same(attempt.browser_hash, browser_secret):
        return None
    attempt.state_hash = None
    session().flush()
    return attempt


def verifier(attempt: SignInAttempt, browser_secret: str) -> str:
    """Give the PKCE verifier (RFC 7636): kept by nobody, made from the browser's cookie and the attempt."""
    made = hmac.new(browser_secret.encode(), f"pkce {attempt.id}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def note_return(attempt: SignInAttempt, actor: Actor, came: tuple[str, str | None]) -> bool:
    """Note who came back, and from where: (issuer, its sid). Approves nothing. False when it has ended meanwhile."""
    session().refresh(attempt, with_for_update=True)
    if attempt.status != "waiting":
        return False
    attempt.status, attempt.actor_id = "returned", actor.id
    attempt.issuer, attempt.idp_sid = came
    session().flush()
    return True


def prove_opener(attempt: SignInAttempt, proof: str) -> bool:
    """Approve when the popup's opener gave the widget's proof; a wrong one ends the attempt. Gives which."""
    return _decide(attempt, right=_same(attempt.proof_hash, proof))


def choose_number(attempt: SignInAttempt, number: str) -> bool:
    """Approve when the person chose the widget's number; a wrong one ends the attempt. Gives which."""
    return _decide(attempt, right=hmac.compare_digest(attempt.number.encode(), number.encode()))


def deny(attempt: SignInAttempt) -> None:
    """End an attempt, unless it has been redeemed."""
    if attempt.status != "redeemed":
        attempt.status = "denied"
        session().flush()


def choices(attempt: SignInAttempt) -> list[str]:
    """Give the three numbers to choose from, in order of size."""
    return sorted([attempt.number, *attempt.decoys.split()])


def poll(device_code: str, place: Place) -> SignInAttempt | str:
    """Give the approved attempt, once, or the error of RFC 8628, section 3.5 (1 query)."""
    attempt = _locked(SignInAttempt.device_hash == digest(device_code))
    if attempt is None or (attempt.site_id, attempt.origin) != (place.site_id, place.origin):
        return "invalid_grant"
    if attempt.status == "redeemed":
        return "invalid_grant"
    if attempt.status == "denied":
        return "access_denied"
    if attempt.expires_at <= clock.now():
        return "expired_token"
    if attempt.status != "approved":
        return _waiting(attempt)
    attempt.status = "redeemed"
    return attempt


def _waiting(attempt: SignInAttempt) -> str:
    now, earlier = clock.now(), attempt.polled_at
    attempt.polled_at = now
    if earlier and now < earlier + timedelta(seconds=attempt.interval_seconds - POLL_TOLERANCE_SECONDS):
        attempt.interval_seconds += SLOW_DOWN_SECONDS
        return "slow_down"
    return "authorization_pending"


def _decide(attempt: SignInAttempt, *, right: bool) -> bool:
    if attempt.status == "returned":
        attempt.status = "approved" if right else "denied"
        session().flush()
    return attempt.status in ("approved", "redeemed") and right


def _locked(condition: ColumnElement[bool]) -> SignInAttempt | None:
    found = select(SignInAttempt).where(condition).with_for_update().execution_options(populate_existing=True)
    return session().scalar(found)


def _same(stored_hash: str | None, secret: str | None) -> bool:
    return bool(stored_hash and secret) and hmac.compare_digest(str(stored_hash), digest(str(secret)))
