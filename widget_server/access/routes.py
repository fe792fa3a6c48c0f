"""Who is asking: the bearer token of a request as a principal."""

from __future__ import annotations

from flask import g, request

from widget_server.access.policy import Principal
from widget_server.core.errors import NotSignedIn
from widget_server.sessions.service import tokens


def reader() -> Principal:
    """Give the principal of this request (1 query, once a request). Raises NotSignedIn."""
    if "principal" not in g:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token:
            raise NotSignedIn()
        origin = request.headers.get("Origin")
        bearer = tokens.find(token, origin)
        g.cors_origin = origin
        g.principal = principal_of(bearer)
    principal: Principal = g.principal
    return principal


def signed_in() -> None:
    """Refuse a request without a good token, before its body is read (`before_request`). Raises NotSignedIn."""
    if request.method != "OPTIONS":
        reader()


def principal_of(bearer: tokens.Bearer) -> Principal:
    """Give the principal that a bearer is on its site."""
    return Principal(bearer.actor_id, bearer.site_id, bearer.roles, bearer.guest)
