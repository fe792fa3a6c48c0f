"""The word to the service that a session here has ended (OpenID Connect Back-Channel Logout 1.0)."""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING

from widget_server.core import clock, safehttp
from widget_server.core.settings import Settings
from widget_server.demo_idp import keys

if TYPE_CHECKING:
    from widget_server.demo_idp.provider import Colleague

EVENT = "http://schemas.openid.net/event/backchannel-logout"
log = logging.getLogger(__name__)


def tell(settings: Settings, issuer: str, colleague: Colleague) -> None:
    """Tell the service, over HTTP as any provider would; that it does not hear is its loss, and logged."""
    from joserfc import jwt

    key, now = keys.load(settings.data), int(clock.now().timestamp())
    claims = {
        "iss": issuer,
        "aud": settings.oidc_client_id,
        "iat": now,
        "exp": now + 120,
        "jti": secrets.token_urlsafe(16),
    }
    claims |= {"sub": colleague.claims["sub"], "sid": colleague.sid, "events": {EVENT: {}}}
    token = jwt.encode({"alg": keys.ALGORITHM, "kid": key.kid, "typ": "logout+jwt"}, claims, key, [keys.ALGORITHM])
    session = safehttp.new_session([safehttp.host_port(settings.public_url)])
    try:
        session.post(
            f"{settings.public_url.rstrip('/')}/auth/backchannel-logout", data={"logout_token": token}
        ).raise_for_status()
    except OSError as error:
        log.warning("backchannel_unheard", extra={"reason": type(error).__name__})
    finally:
        session.close()
