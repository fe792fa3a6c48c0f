"""The demo's provider over HTTP, below /demo-idp: discovery, keys, pick a colleague, tokens, sign out.

Demo mode and this machine only. The service signs in here as it would anywhere: over HTTP, with every check.
"""

from __future__ import annotations

import ipaddress
import logging
import secrets
from typing import Any
from urllib.parse import urlsplit

from flask import (
    Blueprint,
    Flask,
    Response,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    send_file,
)
from itsdangerous import BadSignature, URLSafeTimedSerializer

from widget_server.core.settings import BadSetting, Settings
from widget_server.demo_idp import keys, logout, people
from widget_server.web import json
from widget_server.web.config import settings
from widget_server.web.locale import reader_locale

PATH = "/demo-idp"
COOKIE = "weerklank-demo-idp"
COOKIE_SECONDS = 28_800
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

blueprint = Blueprint(
    "demo_idp",
    __name__,
    url_prefix=PATH,
    template_folder="templates",
    static_folder="static",
    static_url_path="/static",
)
log = logging.getLogger(__name__)


def install(app: Flask, found: Settings) -> None:
    """Give `app` the provider when this is a demo. Raises BadSetting for a demo that others could reach."""
    if not found.demo:
        return
    if not _is_this_machine(urlsplit(found.public_url).hostname or ""):
        raise BadSetting(
            "The demo signs in whoever clicks a face: WEERKLANK_PUBLIC_URL must be of this machine, like http://weerklank.localhost:8000."
        )
    app.register_blueprint(blueprint)


@blueprint.before_request
def stay_here() -> None:
    """Refuse callers from elsewhere, whatever the bind address."""
    if not _is_this_machine(request.remote_addr or ""):
        abort(404)


@blueprint.get("/.well-known/openid-configuration")
def discover() -> Response:
    """Give the metadata (OpenID Connect Discovery 1.0)."""
    issuer = _issuer()
    return json.answer(
        {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "userinfo_endpoint": f"{issuer}/userinfo",
            "jwks_uri": f"{issuer}/keys",
            "end_session_endpoint": f"{issuer}/sign-out",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": [keys.ALGORITHM],
            "scopes_supported": ["openid", "profile", "email"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post", "none"],
            "authorization_response_iss_parameter_supported": True,
            "backchannel_logout_supported": True,
            "backchannel_logout_session_supported": True,
        }
    )


@blueprint.get("/keys")
def give_keys() -> Response:
    """Give the public key."""
    return json.answer({"keys": [keys.load(settings().data).as_dict(private=False)]})


@blueprint.get("/authorize")
def ask() -> Response:
    """Send a colleague who has chosen before straight back; ask anybody else who they are."""
    from authlib.oauth2 import OAuth2Error

    provider, colleague = _provider(), _remembered()
    try:
        grant = provider.get_consent_grant(end_user=colleague)
    except OAuth2Error as error:
        return provider.handle_error_response(None, error)
    if colleague and not grant.prompt:
        return provider.create_authorization_response(grant=grant, grant_user=colleague)
    return _page(
        "pick.html", people=people.load(settings().data), chosen=colleague.claims["sub"] if colleague else None
    )


@blueprint.post("/authorize")
def choose() -> Response:
    """Take the click on a face for a sign-in, and remember it."""
    from authlib.oauth2 import OAuth2Error

    provider, sid = _provider(), secrets.token_urlsafe(16)
    colleague = provider.colleague(request.form.get("sub", ""), sid)
    if request.headers.get("Origin") not in (None, _origin()) or colleague is None:
        abort(400)
    try:
        grant = provider.get_consent_grant(end_user=colleague)
    except OAuth2Error as error:
        return provider.handle_error_response(None, error)
    response = provider.create_authorization_response(grant=grant, grant_user=colleague)
    _remember(response, _serializer().dumps([colleague.claims["sub"], sid]), COOKIE_SECONDS)
    return response


@blueprint.post("/token")
def give_token() -> Response:
    """Give tokens for a code."""
    return _provider().create_token_response()


@blueprint.get("/userinfo")
def tell() -> Response:
    """Say who holds the access token."""
    colleague = _provider().holder(request.headers.get("Authorization", "").removeprefix("Bearer "))
    if colleague is None:
        return Response(status=401, headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
    return json.answer(colleague.claims)


@blueprint.get("/sign-out")
def sign_out() -> Response:
    """Forget the colleague, tell the service through the back channel, go back to it (RP-Initiated Logout 1.0)."""
    colleague, back = _remembered(), f"{settings().public_url.rstrip('/')}/auth/signed-out"
    if colleague:
        logout.tell(settings(), _issuer(), colleague)
    is_ours = (
        request.args.get("post_logout_redirect_uri") == back
        and request.args.get("client_id") == settings().oidc_client_id
    )
    response = redirect(back, 303) if is_ours else _page("signed_out.html")
    _remember(response, "", 0)  # type: ignore[arg-type]
    return response  # type: ignore[return-value]


@blueprint.get("/photos/<subject>.svg")
def show_photo(subject: str) -> Response:
    """Give a colleague's photo: a drawing of ours, which may do nothing."""
    file = people.photo(settings().data, subject)
    if file is None:
        abort(404)
    response = send_file(file.resolve(), mimetype="image/svg+xml", max_age=3600)
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _provider() -> Any:
    if "weerklank_demo_idp" not in current_app.extensions:
        from widget_server.demo_idp.provider import Client, Provider  # brings Authlib: not before somebody signs in

        found = settings()
        client = Client(found.oidc_client_id, found.oidc_client_secret, f"{found.public_url.rstrip('/')}/auth/callback")
        made = Provider(current_app._get_current_object(), _issuer(), client, found.data)  # type: ignore[attr-defined]
        current_app.extensions["weerklank_demo_idp"] = made
    return current_app.extensions["weerklank_demo_idp"]


def _remembered() -> Any:
    try:
        subject, sid = _serializer().loads(request.cookies.get(COOKIE, ""), max_age=COOKIE_SECONDS)
    except (BadSignature, ValueError):
        return None
    return _provider().colleague(subject, sid)


def _remember(response: Response, value: str, seconds: int) -> None:
    response.set_cookie(COOKIE, value, max_age=seconds, path=PATH, secure=True, httponly=True, samesite="Lax")
    response.headers["Cache-Control"] = "no-store"


def _serializer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(settings().secret_key, salt="demo-idp")


def _page(template: str, **context: Any) -> Response:
    response = make_response(render_template(f"demo_idp/{template}", locale=reader_locale(), **context))
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cache-Control"] = "no-store"
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _issuer() -> str:
    return settings().public_url.rstrip("/") + PATH


def _origin() -> str:
    parts = urlsplit(settings().public_url)
    return f"{parts.scheme}://{parts.netloc}"


def _is_this_machine(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
