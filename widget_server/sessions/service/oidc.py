"""The OIDC client: to the issuer with a code challenge, back with a code, out come the claims of a person.

Authlib speaks OAuth; what it believes too easily (algorithms, audiences, `iss`, subjects) is ours to check: `policy`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from widget_server.core import safehttp
from widget_server.core.settings import Settings
from widget_server.identity.service import Claims
from widget_server.sessions import policy
from widget_server.sessions.policy import Rejected
from widget_server.sessions.service import claims, issuer
from widget_server.sessions.service.attempts import Request


def callback_url(settings: Settings) -> str:
    """Give the address that the issuer sends people back to; it must be registered there."""
    return settings.public_url.rstrip("/") + "/auth/callback"


def authorization_url(settings: Settings, request: Request, prompt: str | None, locale: str) -> str:
    """Give the address to send a person to. Raises Unavailable, Rejected."""
    found = issuer.metadata(settings)
    extra = {"nonce": request.nonce, "ui_locales": locale} | ({"prompt": prompt} if prompt else {})
    client = _client(settings, found)
    url, _state = client.create_authorization_url(
        found["authorization_endpoint"], state=request.state, code_verifier=request.verifier, **extra
    )
    client.close()
    return str(url)


def exchange(
    settings: Settings, params: Mapping[str, str], nonce_hash: str, verifier: str
) -> tuple[Claims, str | None]:
    """Give the claims of who came back, and the issuer's sid. Raises Rejected, naming the broken rule; Unavailable."""
    found = issuer.metadata(settings)
    policy.hold(policy.RESPONSE_CHECKS, issuer.evidence(settings, params=params, metadata=found))
    if "error" in params or not params.get("code"):
        raise Rejected(f"answer: {claims.line(params.get('error'), 60) or 'no code'}")
    answer = _fetch_token(settings, found, params["code"], verifier)
    if not isinstance(answer.get("id_token"), str):
        raise Rejected("id_token")
    header, told = issuer.read_token(settings, answer["id_token"], policy.HEADER_CHECKS)
    access_token = answer.get("access_token") if isinstance(answer.get("access_token"), str) else None
    judged = issuer.evidence(settings, header=header, claims=told, nonce_hash=nonce_hash, access_token=access_token)
    policy.hold(policy.CLAIM_CHECKS, judged)
    told = _completed(settings, found, told, access_token)
    return claims.read(settings.oidc_issuer, told, settings.oidc_groups_claim), claims.line(told.get("sid"), 255)


def end_session_url(settings: Settings, locale: str) -> str | None:
    """Give where the issuer ends its own session (RP-Initiated Logout 1.0), None when it does not offer that.

    No id_token_hint goes along: a token never stands in an address. Raises Unavailable, Rejected.
    """
    from authlib.common.urls import add_params_to_uri

    found = issuer.metadata(settings).get("end_session_endpoint")
    back = settings.public_url.rstrip("/") + "/auth/signed-out"
    params = {"client_id": settings.oidc_client_id, "post_logout_redirect_uri": back, "ui_locales": locale}
    return str(add_params_to_uri(found, params)) if found else None


def _fetch_token(settings: Settings, found: Mapping[str, Any], code: str, verifier: str) -> Mapping[str, Any]:
    from authlib.integrations.base_client import OAuthError

    client = _client(settings, found)
    try:
        return client.fetch_token(
            found["token_endpoint"], grant_type="authorization_code", code=code, code_verifier=verifier
        )
    except OAuthError as error:
        raise Rejected(f"token: {claims.line(error.error, 60)}") from None
    except (OSError, ValueError, RecursionError) as error:
        raise issuer.unavailable(settings) from error
    finally:
        client.close()


def _completed(
    settings: Settings, found: Mapping[str, Any], told: dict[str, Any], access_token: str | None
) -> dict[str, Any]:
    """Give `told` with what only the userinfo endpoint says; what was signed wins."""
    wanted = {"name", settings.oidc_groups_claim} - set(told)
    if not wanted or not access_token or "userinfo_endpoint" not in found:
        return told
    more = issuer.get_json(settings, found["userinfo_endpoint"], bearer=access_token)
    policy.hold(policy.USERINFO_CHECKS, issuer.evidence(settings, claims=more, subject=str(told["sub"])))
    return more | told


def _client(settings: Settings, found: Mapping[str, Any]) -> Any:
    from authlib.integrations.requests_client import OAuth2Session

    client = OAuth2Session(
        settings.oidc_client_id,
        settings.oidc_client_secret or None,
        scope=settings.oidc_scopes,
        redirect_uri=callback_url(settings),
        code_challenge_method="S256",
        token_endpoint_auth_method=_auth_method(settings, found),
    )
    return safehttp.protect(client, [safehttp.host_port(settings.oidc_issuer)])


def _auth_method(settings: Settings, found: Mapping[str, Any]) -> str:
    offered = found.get("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
    if not settings.oidc_client_secret:
        return "none"
    return (
        "client_secret_post"
        if "client_secret_basic" not in offered and "client_secret_post" in offered
        else "client_secret_basic"
    )
