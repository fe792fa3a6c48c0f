"""Authlib's authorization server with what it wants to be told: one client, the people of the file, codes in memory.

Codes and tokens live in this process for a minute or ten: after a restart somebody clicks once more.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.integrations.flask_oauth2.requests import FlaskOAuth2Payload, FlaskOAuth2Request
from authlib.oauth2.rfc6749 import ClientMixin, OAuth2Request, grants
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc9207 import IssuerParameter
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, request

from widget_server.core import clock
from widget_server.demo_idp import keys, people

CODE_SECONDS = 60
ID_TOKEN_SECONDS = 300
SCOPES = ("openid", "profile", "email")


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person of the file who is signed in at this provider, in its session `sid`."""

    claims: dict[str, Any]
    sid: str


@dataclass(frozen=True, slots=True)
class Client(ClientMixin):
    """The one client: the service itself."""

    client_id: str
    secret: str
    redirect_uri: str

    def get_client_id(self) -> str:
        """Give its id."""
        return self.client_id

    def get_default_redirect_uri(self) -> str:
        """Give where people go back to."""
        return self.redirect_uri

    def get_allowed_scope(self, scope: str) -> str:
        """Give those of the scopes asked for that exist."""
        return " ".join(each for each in (scope or "").split() if each in SCOPES)

    def check_redirect_uri(self, redirect_uri: str) -> bool:
        """Tell whether people may be sent there: exactly."""
        return redirect_uri == self.redirect_uri

    def check_client_secret(self, client_secret: str) -> bool:
        """Tell whether the secret is right."""
        return bool(self.secret) and hmac.compare_digest(self.secret.encode(), client_secret.encode())

    def check_endpoint_auth_method(self, method: str, _endpoint: str) -> bool:
        """Tell whether it may authenticate like this; without a secret it is a public client."""
        return method in (("client_secret_basic", "client_secret_post") if self.secret else ("none",))

    def check_response_type(self, response_type: str) -> bool:
        """Tell whether it may ask for this: a code only."""
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        """Tell whether it may trade this: a code only."""
        return grant_type == "authorization_code"


@dataclass(frozen=True, slots=True)
class Code:
    """A code as Authlib asks for it, good once and for a minute."""

    code: str
    redirect_uri: str
    scope: str
    nonce: str | None
    code_challenge: str | None
    code_challenge_method: str | None
    colleague: Colleague
    at: float = field(default_factory=lambda: clock.now().timestamp())

    def get_redirect_uri(self) -> str:
        """Give the address it was sent to."""
        return self.redirect_uri

    def get_scope(self) -> str:
        """Give what it stands for."""
        return self.scope

    def get_nonce(self) -> str | None:
        """Give the nonce of its request."""
        return self.nonce

    def get_auth_time(self) -> int:
        """Give when the person chose."""
        return int(self.at)

    def get_acr(self) -> None:
        """Give nothing: this proves nobody."""

    def get_amr(self) -> None:
        """Give nothing: this proves nobody."""


class Provider(AuthorizationServer):
    """The authorization server with its client, its key, and what it remembers."""

    def __init__(self, app: Flask, issuer: str, client: Client, data: Path) -> None:
        self.issuer, self.client, self.data = issuer, client, data
        self.codes: dict[str, Code] = {}
        self.tokens: dict[str, tuple[Colleague, float]] = {}
        super().__init__()
        self.init_app(app, self._find_client, self._remember)
        self.register_grant(CodeGrant, [CodeChallenge(required=True), IdToken(require_nonce=False)])
        self.register_extension(_Issuer)

    def create_oauth2_request(self, _request: Any) -> OAuth2Request:
        """Give the request as Authlib reads it."""
        return _Request()

    def colleague(self, subject: str, sid: str) -> Colleague | None:
        """Give a person of the file as signed in, None for nobody."""
        claims = people.find(self.data, subject)
        return Colleague(claims, sid) if claims else None

    def holder(self, access_token: str) -> Colleague | None:
        """Give who holds an access token."""
        found = self.tokens.get(access_token)
        return found[0] if found and found[1] > clock.now().timestamp() else None

    def _find_client(self, client_id: str) -> Client | None:
        return self.client if client_id == self.client.client_id else None

    def _remember(self, token: dict[str, Any], asked: Any) -> None:
        now = clock.now().timestamp()
        self.tokens = {known: found for known, found in self.tokens.items() if found[1] > now}
        self.tokens[token["access_token"]] = (asked.user, now + ID_TOKEN_SECONDS)


class _Request(FlaskOAuth2Request):
    """A request of Flask. Authlib takes plain http from `localhost` only; names below it are here too (RFC 6761)."""

    def __init__(self) -> None:
        OAuth2Request.__init__(self, request.method, request.url.replace("http:", "https:", 1), headers=request.headers)
        self._request = request
        self.payload = FlaskOAuth2Payload(request)


class CodeGrant(grants.AuthorizationCodeGrant):
    """Codes for tokens."""

    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post", "none"]

    def save_authorization_code(self, code: str, request: Any) -> None:
        """Remember a code; the old ones are forgotten at the same time."""
        kept, asked = self.server.codes, request.payload.data
        for old in [each.code for each in kept.values() if each.at < clock.now().timestamp() - CODE_SECONDS]:
            del kept[old]
        challenge = (asked.get("code_challenge"), asked.get("code_challenge_method"))
        kept[code] = Code(
            code, request.payload.redirect_uri, request.scope, asked.get("nonce"), *challenge, request.user
        )

    def query_authorization_code(self, code: str, _client: Client) -> Code | None:
        """Give a code that is still good."""
        found: Code | None = self.server.codes.get(code)
        return found if found and found.at > clock.now().timestamp() - CODE_SECONDS else None

    def delete_authorization_code(self, authorization_code: Code) -> None:
        """Forget a code: it is good once."""
        self.server.codes.pop(authorization_code.code, None)

    def authenticate_user(self, authorization_code: Code) -> Colleague:
        """Give whose code it is."""
        return authorization_code.colleague


class IdToken(OpenIDCode):
    """The id_token beside the access token."""

    server: Provider

    def __call__(self, grant: Any) -> None:
        """Take part in the grant; it knows the server."""
        self.server = grant.server
        super().__call__(grant)

    def exists_nonce(self, nonce: str, request: Any) -> bool:
        """Tell whether a nonce was seen: among the codes that still stand."""
        return any(code.nonce == nonce for code in self.server.codes.values())

    def resolve_client_private_key(self, _client: Client) -> Any:
        """Give the signing key."""
        return keys.load(self.server.data)

    def get_client_algorithm(self, _client: Client) -> str:
        """Give how it signs."""
        return keys.ALGORITHM

    def get_encode_header(self, client: Client) -> dict[str, Any]:
        """Give the header, which names the key."""
        return {"alg": keys.ALGORITHM, "kid": self.resolve_client_private_key(client).kid}

    def get_client_claims(self, client: Client) -> dict[str, Any]:
        """Give what every token says."""
        ends = int(clock.now().timestamp()) + ID_TOKEN_SECONDS
        return {"iss": self.server.issuer, "aud": client.client_id, "exp": ends}

    def get_authorization_code_claims(self, authorization_code: Any) -> dict[str, Any]:
        """Give what the code adds: the nonce, and our session."""
        return super().get_authorization_code_claims(authorization_code) | {"sid": authorization_code.colleague.sid}

    def generate_user_info(self, user: Colleague, scope: str) -> dict[str, Any]:
        """Give who it is."""
        return user.claims if "profile" in scope.split() else {"sub": user.claims["sub"]}


class _Issuer(IssuerParameter):
    """Puts `iss` into the answers (RFC 9207)."""

    def __init__(self, server: Provider) -> None:
        self.issuer = server.issuer
        self(server)

    def get_issuer(self) -> str:
        """Give who we are."""
        return self.issuer
