"""Sign-in as browsers do it, at the level of HTTP: a widget on its page, and the popup that it opens.

Over a Flask test client, or over real HTTP: whatever can `send`. Cookies are kept as a browser keeps them, the widget's
in the partition of its page, the popup's first-party.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection
from typing import Any
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from flask import Flask
from werkzeug.datastructures import Headers

from tests.factories import ORIGIN
from tests.identity import hostile_provider

DEVICE_CODE = "urn:ietf:params:oauth:grant-type:device_code"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    headers: Headers
    text: str

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.text)

    @property
    def leads_to(self) -> str:
        """Where it redirects to."""
        assert 300 <= self.status < 400, (self.status, self.text)
        return self.headers["Location"]

    @property
    def cookies(self) -> list[str]:
        """Its Set-Cookie lines."""
        return self.headers.getlist("Set-Cookie")


Send = Callable[..., Answer]


def through(app: Flask) -> Send:
    """Send in this process, through Flask's own client."""

    def send(method: str, url: str, body: str | None = None, headers: dict[str, str] | None = None) -> Answer:
        client = app.test_client(use_cookies=False)
        parts = urlsplit(url)
        came = client.open(
            f"{parts.path}?{parts.query}", method=method, data=body, headers=headers, base_url=f"http://{parts.netloc}"
        )
        return Answer(came.status_code, Headers(came.headers), came.text)

    return send


def over_http(method: str, url: str, body: str | None = None, headers: dict[str, str] | None = None) -> Answer:
    """Send over the network of this machine; any name leads here."""
    parts = urlsplit(url)
    connection = HTTPConnection("127.0.0.1", parts.port or 80, timeout=30)
    try:
        address = f"{parts.path}?{parts.query}" if parts.query else parts.path
        connection.request(method, address, body, {"Host": parts.netloc} | (headers or {}))
        came = connection.getresponse()
        return Answer(came.status, Headers(came.getheaders()), came.read().decode())
    finally:
        connection.close()


@dataclass
class Jar:
    """Cookies of one partition."""

    cookies: dict[str, str] = field(default_factory=dict)

    def keep(self, answer: Answer) -> Answer:
        """Take over what an answer sets."""
        for line in answer.cookies:
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
            if "Max-Age=0" in line or not value:
                del self.cookies[name]
        return answer

    def header(self) -> dict[str, str]:
        """Give the Cookie header."""
        lines = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {"Cookie": lines} if lines else {}


@dataclass
class Widget:
    """A widget on a page of `origin`; its jar is the partition of that page."""

    send: Send
    service: str
    origin: str = ORIGIN
    site: str = "intranet"
    jar: Jar = field(default_factory=Jar)
    token: str = ""

    def post(self, path: str, form: dict[str, str], **headers: str) -> Answer:
        """Fetch as the page's script does, with credentials."""
        sent = {"Origin": self.origin, "Content-Type": "application/x-www-form-urlencoded"} | self.jar.header()
        body = urlencode({"client_id": self.site} | form)
        answer = self.send("POST", self.service + path, body, sent | headers)
        return self.jar.keep(answer) if "Access-Control-Allow-Credentials" in answer.headers else answer

    def begin(self, **form: str) -> dict[str, Any]:
        """Begin an attempt."""
        answer = self.post("/oauth/device_authorization", form)
        assert answer.status == 200, answer.text
        return dict(answer.json)

    def poll(self, begun: dict[str, Any]) -> Answer:
        """Ask for the token of an attempt."""
        return self._kept(self.post("/oauth/token", {"grant_type": DEVICE_CODE, "device_code": begun["device_code"]}))

    def refresh(self, **headers: str) -> Answer:
        """Ask for a new token by the cookie."""
        return self._kept(self.post("/oauth/token", {"grant_type": "refresh_token"}, **headers))

    def revoke(self) -> Answer:
        """Sign out."""
        return self.post("/oauth/revoke", {"token": self.token})

    def boot(self, token: str = "", key: str = "hr-handbook", **headers: str) -> Answer:
        """Visit a page for the first time: with a token, else with the cookie."""
        page = {"id": key, "url": f"{self.origin}/{key}", "title": ""}
        sent = {"Origin": self.origin, "Content-Type": "application/json"}
        sent |= {"Authorization": f"Bearer {token}"} if token else self.jar.header()
        body = json.dumps({"site": self.site, "page": page, "widgets": []})
        answer = self.send("POST", self.service + "/api/v1/boot", body, sent | headers)
        return self.jar.keep(self._kept(answer))

    def _kept(self, answer: Answer) -> Answer:
        if answer.status == 200 and answer.json.get("access_token"):
            self.token = answer.json["access_token"]
        return answer


@dataclass
class Popup:
    """The window in which somebody signs in; `ask_issuer` is what the person does at the issuer."""

    send: Send
    service: str
    ask_issuer: Callable[[str], str]
    jar: Jar = field(default_factory=Jar)

    def get(self, url: str, **headers: str) -> Answer:
        """Go to an address of the service."""
        return self.jar.keep(self.send("GET", urljoin(self.service, url), None, self.jar.header() | headers))

    def post(self, path: str, form: dict[str, str], **headers: str) -> Answer:
        """Send as a page of the service does."""
        sent = {"Origin": self.service, "Sec-Fetch-Site": "same-origin"} | self.jar.header()
        sent["Content-Type"] = "application/x-www-form-urlencoded"
        return self.jar.keep(self.send("POST", self.service + path, urlencode(form), sent | headers))

    def callback(self, begun: dict[str, Any]) -> str:
        """Go to the issuer; give the address that it sends back to."""
        return self.ask_issuer(self.get(begun["verification_uri_complete"]).leads_to)

    def arrive(self, begun: dict[str, Any]) -> Answer:
        """Go to the issuer and back, to the last page or to the one that says why not."""
        answer = self.get(self.callback(begun))
        return self.get(answer.leads_to) if answer.status == 303 else answer

    def prove(self, begun: dict[str, Any]) -> Answer:
        """Hand over what the opener, the widget's page, answered."""
        return self.post("/auth/proof", {"user_code": begun["user_code"], "opener_proof": begun["opener_proof"]})

    def choose(self, begun: dict[str, Any], number: str) -> Answer:
        """Choose a number."""
        return self.post("/auth/number", {"user_code": begun["user_code"], "number": number})


def at_hostile(person: dict[str, Any] | None = None, **more: str) -> Callable[[str], str]:
    """Give what a person does at the provider of these tests: come straight back, as `person`."""

    def ask(url: str) -> str:
        asked = more | ({"person": hostile_provider.encoded(person)} if person else {})
        answer = over_http("GET", url + ("&" + urlencode(asked) if asked else ""))
        assert answer.status == 302, (answer.status, answer.text)
        return answer.leads_to

    return ask


def sign_in(widget: Widget, popup: Popup, **form: str) -> Answer:
    """Sign in from the click to the token."""
    begun = widget.begin(**form)
    page = popup.arrive(begun)
    assert page.status == 200, (page.status, page.text)
    assert popup.prove(begun).status == 200
    answer = widget.poll(begun)
    assert answer.status == 200, answer.text
    return answer


def query(url: str) -> dict[str, str]:
    """Give the parameters of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(url).query, keep_blank_values=True).items()}
