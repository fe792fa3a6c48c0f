"""Ends of sessions: of a person, of an origin, and by the issuer's word (OpenID Connect Back-Channel Logout 1.0)."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from widget_server.core import clock
from widget_server.core.settings import Settings
from widget_server.db import changed, session, upsert
from widget_server.identity.models import Identity
from widget_server.sessions import policy
from widget_server.sessions.models import AccessToken, BrowserSession, SessionPlace, SignInAttempt, UsedToken
from widget_server.sessions.service import issuer, tokens

OPEN_ATTEMPTS = ("waiting", "returned", "approved")


def end_sessions_of(actor_id: str) -> None:
    """End all sessions, tokens and open attempts of a person, at once."""
    _deny(SignInAttempt.actor_id == actor_id)  # first: it waits for who is just redeeming one, and so sees the session
    session().execute(delete(BrowserSession).where(BrowserSession.actor_id == actor_id))
    tokens.end_of_actor(actor_id)


def end_sessions_of_origin(site_id: str, origin: str) -> None:
    """End what is signed in at an origin of a site: its tokens, its places, its open attempts."""
    _deny((SignInAttempt.site_id == site_id) & (SignInAttempt.origin == origin))
    session().execute(delete(AccessToken).where(AccessToken.site_id == site_id, AccessToken.origin == origin))
    session().execute(delete(SessionPlace).where(SessionPlace.site_id == site_id, SessionPlace.origin == origin))


def read_logout_token(settings: Settings, token: object) -> dict:
    """Give the claims of a logout token, which may be used once. Raises Rejected, naming the broken rule; Unavailable.

    Asks the issuer for its keys when they are not at hand: call it outside a transaction, `end_by_claims` in one.
    """
    return issuer.read_token(settings, token, policy.LOGOUT_HEADER_CHECKS)[1]


def end_by_claims(settings: Settings, claims: dict) -> int:
    """End the session that `claims` name: exactly that of their sid, or (no sid) all of their subject. Gives how many.

    Raises Rejected, naming the broken rule.
    """
    evidence = issuer.evidence(settings, claims=claims, is_first_use=lambda: _use_once(settings.oidc_issuer, claims))
    policy.hold(policy.LOGOUT_CHECKS, evidence)
    named = BrowserSession.issuer == settings.oidc_issuer
    attempts = SignInAttempt.issuer == settings.oidc_issuer
    if "sid" in claims:
        named, attempts = (
            named & (BrowserSession.idp_sid == claims["sid"]),
            attempts & (SignInAttempt.idp_sid == claims["sid"]),
        )
    if "sub" in claims:
        whose = select(Identity.actor_id).where(
            Identity.issuer == settings.oidc_issuer, Identity.subject == claims["sub"]
        )
        named, attempts = named & BrowserSession.actor_id.in_(whose), attempts & SignInAttempt.actor_id.in_(whose)
    _deny(attempts)
    return changed(delete(BrowserSession).where(named))


def purge() -> int:
    """Delete the memory of tokens that have expired anyway; gives how many."""
    return changed(delete(UsedToken).where(UsedToken.expires_at < clock.now()))


def _use_once(issuer_url: str, claims: dict) -> bool:
    keep = clock.in_seconds(2 * policy.MAX_LOGOUT_AGE_SECONDS)
    row = {"token_hash": tokens.digest(f"{issuer_url} {claims['jti']}"), "expires_at": keep}
    fresh = upsert(UsedToken.__table__).values(row).on_conflict_do_nothing()
    return session().scalar(fresh.returning(UsedToken.token_hash)) is not None


def _deny(attempts: object) -> None:
    still = SignInAttempt.status.in_(OPEN_ATTEMPTS)
    session().execute(update(SignInAttempt).where(attempts, still).values(status="denied"))  # type: ignore[arg-type]
