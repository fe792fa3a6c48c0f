"""An OpenID provider that lies, one lie a path: `python hostile_provider.py PORT`, issuers http://127.0.0.1:PORT/<case>.

The honest one is /honest. Each case is honest but for one thing, so that one check alone stands between it and us.
Nobody signs in: /authorize sends the browser straight back, as whom the request's `person` names (claims, base64url).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jws
from joserfc.jwk import ECKey, OctKey
from joserfc.jws import JWSRegistry

CLIENT = "weerklank"
OTHER = "another-client"
OURS = ECKey.generate_key("P-256", {"kid": "ours", "use": "sig"})
FOREIGN = ECKey.generate_key("P-256", {"kid": "ours", "use": "sig"})
PUBLIC = OURS.as_pem(private=False)  # as if what everybody knows were a secret
SHARED = OctKey.import_key("a-key-that-everybody-can-read-in-the-jwks", {"kid": "shared", "use": "sig"})
KEYS = {"ours": OURS, "foreign": FOREIGN, "shared": SHARED, "public": PUBLIC, "none": None}
PERSON = {"sub": "sub-1", "name": "Anna de Koning", "groups": ["everybody"]}
SLOW_SECONDS = 5
NESTED = b'{"alg":"ES256","keys":' + b"[" * 4000 + b"]" * 4000 + b"}"  # deeper than Python's parser goes
DEEP = base64.urlsafe_b64encode(NESTED).decode().rstrip("=")


@dataclass
class Lie:
    """What a case changes of the honest token and answers."""

    header: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)  # None takes one out
    key: str = "ours"
    metadata: dict[str, Any] = field(default_factory=dict)
    response: dict[str, Any] = field(default_factory=dict)  # of /authorize
    userinfo: dict[str, Any] = field(default_factory=dict)
    answer: Callable[[dict[str, Any]], dict[str, Any]] = lambda answer: answer  # of /token
    keys: str = ""  # how /keys misbehaves


def _now(seconds: int) -> int:
    return int(time.time()) + seconds


def cases() -> dict[str, Lie]:
    """Give every case by name."""
    return {
        "honest": Lie(),
        "honest_with_a_long_header": Lie(header={"x5c": ["A" * 1500]}),
        "honest_with_aud_as_a_list": Lie(claims={"aud": [CLIENT]}),
        "honest_with_userinfo": Lie(claims={"name": None, "groups": None}),
        "alg_none": Lie(header={"alg": "none", "kid": "shared"}, claims={"at_hash": None}, key="none"),
        "alg_hs256_with_a_published_key": Lie(header={"alg": "HS256", "kid": "shared"}, key="shared"),
        "alg_hs256_with_the_public_key": Lie(header={"alg": "HS256"}, key="public"),
        "typ_of_an_access_token": Lie(header={"typ": "at+jwt"}),
        "typ_of_a_logout_token": Lie(header={"typ": "logout+jwt"}),
        "kid_unknown": Lie(header={"kid": "nobody"}),
        "signature_of_another_key": Lie(key="foreign"),
        "iss_of_another": Lie(claims={"iss": "https://evil.example"}),
        "iss_missing": Lie(claims={"iss": None}),
        "aud_of_another_with_our_azp": Lie(claims={"aud": OTHER, "azp": CLIENT}),
        "aud_one_too_many": Lie(claims={"aud": [CLIENT, OTHER], "azp": CLIENT}),
        "aud_empty": Lie(claims={"aud": []}),
        "aud_missing": Lie(claims={"aud": None}),
        "azp_of_another": Lie(claims={"azp": OTHER}),
        "exp_past": Lie(claims={"exp": _now(-60)}),
        "exp_missing": Lie(claims={"exp": None}),
        "exp_as_text": Lie(claims={"exp": str(_now(300))}),
        "iat_in_the_future": Lie(claims={"iat": _now(600)}),
        "iat_missing": Lie(claims={"iat": None}),
        "nbf_in_the_future": Lie(claims={"nbf": _now(600)}),
        "nonce_missing": Lie(claims={"nonce": None}),
        "nonce_of_another": Lie(claims={"nonce": "another"}),
        "at_hash_of_another_token": Lie(claims={"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}),
        "sub_empty": Lie(claims={"sub": ""}),
        "sub_missing": Lie(claims={"sub": None}),
        "sub_as_a_number": Lie(claims={"sub": 7}),
        "sub_too_long": Lie(claims={"sub": "s" * 300}),
        "sub_with_nul": Lie(claims={"sub": "sub\0"}),
        "response_iss_of_another": Lie(response={"iss": "https://evil.example"}),
        "response_iss_promised_and_missing": Lie(metadata={"authorization_response_iss_parameter_supported": True}),
        "discovery_of_another": Lie(metadata={"issuer": "https://evil.example"}),
        "userinfo_of_another": Lie(claims={"name": None}, userinfo={"sub": "somebody-else"}),
        "id_token_missing": Lie(answer=lambda answer: answer | {"id_token": None}),
        "id_token_rubbish": Lie(answer=lambda answer: answer | {"id_token": "rubbish"}),
        "id_token_without_claims": Lie(answer=lambda answer: answer | {"id_token": "e30.W10."}),
        "id_token_too_deep": Lie(answer=lambda answer: answer | {"id_token": f"{DEEP}.{DEEP}.e30"}),
        "token_refused": Lie(answer=lambda answer: {"error": "invalid_grant"}),
        "keys_slow": Lie(keys="slow"),
        "keys_drop_by_drop": Lie(keys="drop"),
        "keys_after_a_long_head": Lie(keys="head"),
        "keys_huge": Lie(keys="huge"),
        "keys_elsewhere": Lie(keys="redirect"),
        "keys_down": Lie(keys="down"),
        "keys_too_deep": Lie(keys="deep"),
        "keys_on_a_private_address": Lie(metadata={"jwks_uri": "http://10.1.2.3/keys"}),
        "keys_in_a_file": Lie(metadata={"jwks_uri": "file:///etc/passwd"}),
        "discovery_without_keys": Lie(metadata={"jwks_uri": None}),
    }


CASES = cases()


class Handler(BaseHTTPRequestHandler):
    """One provider for each first part of the path."""

    protocol_version = "HTTP/1.1"
    asked: dict[str, int] = {}

    def do_GET(self) -> None:
        """Answer discovery, keys, userinfo; send people back."""
        case, _, what = urlsplit(self.path).path.strip("/").partition("/")
        Handler.asked[f"{case}/{what}"] = Handler.asked.get(f"{case}/{what}", 0) + 1
        if case == "asked":
            self._json(Handler.asked)
        elif case not in CASES:
            self._send(404, b"")
        elif what == ".well-known/openid-configuration":
            self._json(without_nothing(self._metadata(case) | CASES[case].metadata))
        elif what == "authorize":
            self._send_back(case)
        elif what == "keys":
            self._keys(CASES[case].keys)
        elif what == "userinfo":
            person = decoded(self.headers["Authorization"].removeprefix("Bearer "))["person"]
            self._json(person | {"groups": ["from-userinfo"]} | CASES[case].userinfo)
        else:
            self._send(200, b"signed out")

    def do_POST(self) -> None:
        """Give tokens for a code, or sign what is asked (/<case>/sign, for logout tokens)."""
        case, _, what = urlsplit(self.path).path.strip("/").partition("/")
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        if what == "sign":
            asked = json.loads(body)
            self._send(200, signed(asked["header"], asked["claims"], KEYS[asked["key"]]).encode())
            return
        form = {name: values[0] for name, values in parse_qs(body).items()}
        code = decoded(form.get("code", ""))
        hashed = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(hashed).decode().rstrip("=") != code["challenge"]:
            self._json({"error": "invalid_grant"}, 400)
            return
        answer = CASES[case].answer(self._tokens(case, code))
        self._json(without_nothing(answer), 400 if "error" in answer else 200)

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""

    def _tokens(self, case: str, code: dict[str, Any]) -> dict[str, Any]:
        lie, access_token = CASES[case], encoded({"person": code["person"]})
        header = {"alg": "ES256", "kid": "ours", "typ": "JWT"} | lie.header
        claims = code["person"] | {
            "iss": self._issuer(case),
            "aud": CLIENT,
            "exp": _now(300),
            "iat": _now(0),
            "nonce": code["nonce"],
            "at_hash": half_hash(access_token),
        }
        id_token = signed(header, without_nothing(claims | lie.claims), KEYS[lie.key])
        return {"access_token": access_token, "token_type": "Bearer", "expires_in": 300, "id_token": id_token}

    def _send_back(self, case: str) -> None:
        asked = {name: values[0] for name, values in parse_qs(urlsplit(self.path).query).items()}
        person = decoded(asked["person"]) if "person" in asked else PERSON
        code = encoded({"person": person, "nonce": asked["nonce"], "challenge": asked["code_challenge"]})
        answer = {"code": code, "state": asked["state"]} | CASES[case].response
        if "error" in asked:  # the person said no
            answer = {"error": asked["error"], "state": asked["state"]}
        self._send(302, b"", {"Location": f"{asked['redirect_uri']}?{urlencode(answer)}"})

    def _keys(self, how: str) -> None:
        body = json.dumps({"keys": [OURS.as_dict(private=False), SHARED.as_dict(private=True)]}).encode()
        if how == "slow":
            time.sleep(SLOW_SECONDS)
        if how == "redirect":
            self._send(302, b"", {"Location": "/honest/keys"})
        elif how == "down":
            self._send(500, b"")
        elif how == "deep":
            self._send(200, NESTED, {"Content-Type": "application/json"})
        elif how == "huge":
            self._send(200, b" " * 2_000_000 + body, {"Content-Type": "application/json"})
        elif how == "drop":
            self._drop(b"Content-Length: %d\r\n\r\n" % len(body), body)
        elif how == "head":
            many = b"".join(b"X-%d: x\r\n" % number for number in range(80))
            self._drop(b"", many + b"Content-Length: %d\r\n\r\n" % len(body), body)
        else:
            self._send(200, body, {"Content-Type": "application/json"})

    def _drop(self, before: bytes, slow: bytes, after: bytes = b"") -> None:
        """Send the middle of an answer drop by drop; count it when the other side has had enough."""
        self.send_response(200)
        self.flush_headers()
        self.wfile.write(before)
        for place in range(len(slow)):
            try:
                self.wfile.write(slow[place : place + 1])
            except OSError:
                Handler.asked["broken off"] = Handler.asked.get("broken off", 0) + 1
                return
            time.sleep(SLOW_SECONDS / len(slow))
        self.wfile.write(after)

    def _metadata(self, case: str) -> dict[str, Any]:
        issuer = self._issuer(case)
        return {
            "issuer": issuer,
            "authorization_endpoint": f"{issuer}/authorize",
            "token_endpoint": f"{issuer}/token",
            "jwks_uri": f"{issuer}/keys",
            "userinfo_endpoint": f"{issuer}/userinfo",
            "end_session_endpoint": f"{issuer}/sign-out",
            "id_token_signing_alg_values_supported": ["none", "HS256", "ES256"],
            "code_challenge_methods_supported": ["plain", "S256"],
        }

    def _issuer(self, case: str) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}/{case}"

    def _json(self, body: dict[str, Any], status: int = 200) -> None:
        self._send(status, json.dumps(body).encode(), {"Content-Type": "application/json"})

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {**(headers or {}), "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


def signed(header: dict[str, Any], claims: dict[str, Any], key: Any) -> str:
    """Sign claims, by whatever the header says."""
    if key is None:
        return f"{encoded(header)}.{encoded(claims)}."
    if isinstance(key, bytes):
        made = hmac.new(key, f"{encoded(header)}.{encoded(claims)}".encode(), hashlib.sha256).digest()
        return f"{encoded(header)}.{encoded(claims)}.{base64.urlsafe_b64encode(made).decode().rstrip('=')}"
    registry = JWSRegistry(algorithms=[header["alg"]], strict_check_header=False)
    registry.max_header_length = 20_000
    return jws.serialize_compact(header, json.dumps(claims), key, registry=registry)


def half_hash(token: str) -> str:
    """Give at_hash for a signature with SHA-256."""
    return base64.urlsafe_b64encode(hashlib.sha256(token.encode()).digest()[:16]).decode().rstrip("=")


def without_nothing(body: dict[str, Any]) -> dict[str, Any]:
    """Give `body` without what is None."""
    return {name: value for name, value in body.items() if value is not None}


def encoded(data: dict[str, Any]) -> str:
    """Write data as base64url."""
    return base64.urlsafe_b64encode(json.dumps(data).encode()).decode().rstrip("=")


def decoded(text: str) -> dict[str, Any]:
    """Read what `encoded` wrote."""
    return dict(json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))))


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
