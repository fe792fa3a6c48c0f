"""The demo's own provider, under the service as `weerklank serve` runs it: it signs in at itself over HTTP."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.factories import SECRET
from tests.identity.real import free_port, serving, settings_of
from tests.identity.walk import Answer, Jar, Popup, Widget, over_http, query, sign_in
from widget_server.core.settings import BadSetting, Settings

PEOPLE = [
    {"sub": "anna", "name": "Anna de Koning", "department": "Logistiek", "groups": ["everybody"], "locale": "nl"},
    {
        "sub": "bram",
        "name": "Bram <b>Jansen</b>",
        "department": "Logistiek",
        "groups": ["team-leaders"],
        "locale": "en",
    },
    {"sub": "priya", "name": "Priya Sharma", "department": "Northlight", "groups": ["guests"], "guest": True},
]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a demo, by a name below localhost that Debian's resolver does not know."""
    data: Path = tmp_path_factory.mktemp("demo")
    (data / "demo-people.json").write_text(json.dumps(PEOPLE))
    (data / "demo-photos").mkdir()
    (data / "demo-photos" / "anna.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>')
    port = free_port()
    address = f"http://weerklank.localhost:{port}"
    settings = settings_of(port, f"{address}/demo-idp", "weerklank.localhost") | {"demo": "true"}
    with serving(data, port, **settings):
        yield address


@dataclass
class Colleague:
    """Somebody who clicks a face."""

    subject: str
    jar: Jar = field(default_factory=Jar)
    pages: list[Answer] = field(default_factory=list)

    def __call__(self, address: str) -> str:
        """Go to the provider; click when it asks."""
        answer = self.jar.keep(over_http("GET", address, None, self.jar.header()))
        if answer.status == 200:
            self.pages.append(answer)
            sent = {"Content-Type": "application/x-www-form-urlencoded"} | self.jar.header()
            answer = self.jar.keep(over_http("POST", address, urlencode({"sub": self.subject}), sent))
        return answer.leads_to


def popup_of(url: str, colleague: Colleague) -> Popup:
    """Give a popup for a colleague."""
    return Popup(over_http, url, colleague)


def test_one_click_on_a_face_signs_in(url: str) -> None:
    widget, anna = Widget(over_http, url), Colleague("anna")
    sign_in(widget, popup_of(url, anna))
    me = widget.boot(widget.token).json["me"]
    assert (me["name"], me["department"], me["locale"]) == ("Anna de Koning", "Logistiek", "nl")
    assert len(anna.pages) == 1
    assert widget.boot().status == 200


def test_the_second_time_no_click_is_needed_unless_somebody_asks_for_another(url: str) -> None:
    widget, anna = Widget(over_http, url), Colleague("anna")
    popup = popup_of(url, anna)
    sign_in(widget, popup)
    sign_in(widget, popup)
    assert len(anna.pages) == 1
    anna.subject = "bram"
    sign_in(widget, popup, prompt="select_account")
    assert len(anna.pages) == 2
    assert 'value="anna" aria-current="true"' in anna.pages[1].text
    assert widget.boot(widget.token).json["me"]["name"] == "Bram <b>Jansen</b>"


def test_the_page_with_the_faces_is_safe(url: str) -> None:
    anna = Colleague("anna")
    sign_in(Widget(over_http, url), popup_of(url, anna))
    page = anna.pages[0]
    assert "Bram &lt;b&gt;Jansen&lt;/b&gt;" in page.text
    assert not re.search(r"<script|<style|\sstyle=", page.text)
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'; img-src 'self';")
    photo = over_http("GET", f"{url}/demo-idp/photos/anna.svg")
    assert (photo.status, photo.headers["Content-Type"]) == (200, "image/svg+xml; charset=utf-8")
    assert "sandbox" in photo.headers["Content-Security-Policy"]
    for name in ("nobody", "..%2Fdemo-idp-key", "Anna"):
        assert over_http("GET", f"{url}/demo-idp/photos/{name}.svg").status == 404


def test_its_cookie_has_its_flags(url: str) -> None:
    address = Popup(over_http, url, str).get(Widget(over_http, url).begin()["verification_uri_complete"]).leads_to
    sent = {"Content-Type": "application/x-www-form-urlencoded"}
    line = over_http("POST", address, "sub=anna", sent).cookies[0]
    assert {"Secure", "HttpOnly", "Path=/demo-idp", "SameSite=Lax"} <= set(line.split("; "))


def test_signing_out_there_ends_the_session_here(url: str) -> None:
    widget, anna = Widget(over_http, url), Colleague("anna")
    popup = popup_of(url, anna)
    sign_in(widget, popup)
    assert anna(popup.post("/auth/logout", {}).leads_to) == f"{url}/auth/signed-out"
    assert widget.boot(widget.token).status == 401
    assert widget.boot().status == 401
    assert anna.jar.cookies == {}


def test_it_speaks_openid_connect_like_any_other(url: str) -> None:
    found = over_http("GET", f"{url}/demo-idp/.well-known/openid-configuration").json
    assert found["issuer"] == f"{url}/demo-idp"
    key = over_http("GET", found["jwks_uri"]).json["keys"][0]
    assert (key["kty"], key["crv"], key["alg"], "d" in key) == ("EC", "P-256", "ES256", False)
    address = Popup(over_http, url, str).get(Widget(over_http, url).begin()["verification_uri_complete"]).leads_to
    back = Colleague("anna")(address)
    assert query(back)["iss"] == f"{url}/demo-idp"


@pytest.mark.parametrize(
    "change",
    [
        {"client_id": "another"},
        {"redirect_uri": "http://evil.example/auth/callback"},
        {"response_type": "token"},
        {"code_challenge_method": "plain-text"},
    ],
)
def test_it_refuses_what_is_not_our_service(url: str, change: dict[str, str]) -> None:
    begun = Widget(over_http, url).begin()
    address = Popup(over_http, url, str).get(begun["verification_uri_complete"]).leads_to
    asked = query(address) | change
    answer = over_http("GET", f"{address.partition('?')[0]}?{urlencode(asked)}")
    assert answer.status in (302, 400, 401)
    assert "evil.example" not in answer.headers.get("Location", "")
    assert "code=" not in answer.headers.get("Location", "")


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://intranet.localhost:8080"])
def test_a_form_of_another_page_clicks_no_face(url: str, origin: str) -> None:
    address = Popup(over_http, url, str).get(Widget(over_http, url).begin()["verification_uri_complete"]).leads_to
    sent = {"Content-Type": "application/x-www-form-urlencoded", "Origin": origin}
    answer = over_http("POST", address, "sub=anna", sent)
    assert (answer.status, answer.cookies) == (400, [])


@pytest.mark.parametrize(
    "asked",
    [
        {"post_logout_redirect_uri": "http://evil.example/", "client_id": "weerklank"},
        {"post_logout_redirect_uri": "//evil.example/auth/signed-out", "client_id": "weerklank"},
        {"client_id": "another"},
    ],
)
def test_signing_out_leads_nowhere_else(url: str, asked: dict[str, str]) -> None:
    answer = over_http("GET", f"{url}/demo-idp/sign-out?{urlencode(asked)}")
    assert answer.status == 200
    assert "evil.example" not in answer.text + str(answer.headers)


def test_a_code_is_worth_nothing_without_the_verifier(url: str) -> None:
    popup = Popup(over_http, url, Colleague("anna"))
    code = query(popup.callback(Widget(over_http, url).begin()))["code"]
    form = {"grant_type": "authorization_code", "code": code, "redirect_uri": f"{url}/auth/callback"}
    form |= {"client_id": "weerklank", "client_secret": "s3cret-of-the-tests"}
    sent = {"Content-Type": "application/x-www-form-urlencoded"}
    for verifier in ({}, {"code_verifier": "x" * 43}):
        answer = over_http("POST", f"{url}/demo-idp/token", urlencode(form | verifier), sent)
        assert answer.status == 400
        assert "access_token" not in answer.text


def test_userinfo_is_for_who_holds_a_token(url: str) -> None:
    for headers in ({}, {"Authorization": "Bearer x"}):
        assert over_http("GET", f"{url}/demo-idp/userinfo", None, headers).status == 401


@pytest.mark.parametrize("address", ["https://weerklank.example.com", "http://10.0.0.1:8000", "http://localhost.evil"])
def test_a_demo_that_others_could_reach_does_not_start(tmp_path: Path, address: str) -> None:
    from widget_server.app import create_app

    settings = Settings(data=tmp_path, secret_key=SECRET, demo=True, public_url=address)
    with pytest.raises(BadSetting, match="WEERKLANK_PUBLIC_URL"):
        create_app(settings)
    app = create_app(replace(settings, demo=False))
    assert app.test_client().get("/demo-idp/.well-known/openid-configuration").status_code == 404


def test_callers_from_elsewhere_find_nothing(tmp_path: Path) -> None:
    from widget_server.app import create_app

    app = create_app(Settings(data=tmp_path, secret_key=SECRET, demo=True))
    path = "/demo-idp/.well-known/openid-configuration"
    here, there = ({"REMOTE_ADDR": address} for address in ("127.0.0.1", "10.0.0.7"))
    assert app.test_client().get(path, environ_base=here).status_code == 200
    assert app.test_client().get(path, environ_base=there).status_code == 404
