"""The whole way with a certified provider from npm and the service as an operator runs it: two processes, real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.helpers.service import Service, run, until
from tests.identity.real import Person, free_port, provider, serving, settings_of
from tests.identity.walk import Popup, Widget, over_http, query, sign_in


@dataclass(frozen=True, slots=True)
class Stage:
    """The two processes, and where they stand."""

    service: Service
    url: str
    issuer: str
    settings: dict[str, str]

    def widget(self) -> Widget:
        """Give a widget in a browser of its own."""
        return Widget(over_http, self.url)

    def popup(self, person: Person) -> Popup:
        """Give a popup in which `person` signs in."""
        return Popup(over_http, self.url, person)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A service and a provider that know one another."""
    data: Path = tmp_path_factory.mktemp("service")
    port, other = free_port(), free_port()
    settings = settings_of(port, f"http://127.0.0.1:{other}") | {"roles": "planning=manager"}
    with provider(other, settings["public_url"]) as issuer, serving(data, port, **settings) as service:
        yield Stage(service, settings["public_url"], issuer, settings)


def test_a_person_of_the_company_signs_in(stage: Stage) -> None:
    widget, anna = stage.widget(), Person("anna")
    sign_in(widget, stage.popup(anna))
    me = widget.boot(widget.token).json["me"]
    assert (me["name"], me["department"], me["roles"]) == ("Anna de Koning", "Logistiek", ["manager"])
    assert len(anna.pages) >= 1
    assert widget.boot().json["me"]["id"] == me["id"]


def test_who_is_signed_in_at_the_company_sees_none_of_its_pages(stage: Stage) -> None:
    bram = Person("bram")
    sign_in(stage.widget(), stage.popup(bram))
    asked = len(bram.pages)
    sign_in(stage.widget(), stage.popup(bram))
    assert len(bram.pages) == asked


def test_a_person_without_an_opener_chooses_the_number(stage: Stage) -> None:
    widget, popup = stage.widget(), stage.popup(Person("bram"))
    begun = widget.begin()
    popup.arrive(begun)
    assert popup.choose(begun, begun["number"]).status == 200
    assert widget.poll(begun).status == 200


def test_the_company_s_logout_ends_exactly_this_session(stage: Stage) -> None:
    here, there, anna, bram = stage.widget(), stage.widget(), Person("anna"), Person("bram")
    popup = stage.popup(anna)
    sign_in(here, popup)
    sign_in(there, stage.popup(bram))
    end = popup.post("/auth/logout", {}).leads_to
    assert end.startswith(f"{stage.issuer}/session/end?")
    assert query(end)["client_id"] == "weerklank"
    back = anna(end)
    assert urlsplit(back).path == "/auth/signed-out"
    until(lambda: here.boot(here.token).status == 401, "the back channel has ended the session")
    assert here.boot().status == 401
    assert there.boot(there.token).status == 200


def test_the_doctor_finds_all_in_order_and_a_wrong_address_not(stage: Stage) -> None:
    from widget_server.core.settings import Settings
    from widget_server.sessions.service import doctor

    good = Settings(
        public_url=stage.url,
        oidc_issuer=stage.issuer,
        oidc_client_id="weerklank",
        oidc_client_secret="x",
        data=stage.service.data,
    )
    assert [found.check for found in doctor._issuer(good) if not found.ok] == []
    wrong = Settings(
        public_url="http://127.0.0.1:1", oidc_issuer=stage.issuer, oidc_client_id="weerklank", data=stage.service.data
    )
    faults = [found for found in doctor._issuer(wrong) if not found.ok]
    assert [found.check for found in faults] == ["redirect address"]
    assert "Register http://127.0.0.1:1/auth/callback" in faults[0].todo


def test_a_disabled_person_is_out_at_once(stage: Stage) -> None:
    widget, popup = stage.widget(), stage.popup(Person("bram"))
    sign_in(widget, popup)
    done = run("person", "disable", "bram", data=stage.service.data, **stage.settings)
    assert done.returncode == 0, done.stderr
    assert widget.boot(widget.token).status == 401
    assert widget.boot().status == 401
    begun = widget.begin()
    assert popup.arrive(begun).status == 403
    assert widget.poll(begun).json == {"error": "access_denied"}
    assert run("person", "enable", "bram", data=stage.service.data, **stage.settings).returncode == 0
    sign_in(widget, popup)


def test_no_token_stands_in_the_log(stage: Stage) -> None:
    widget, popup = stage.widget(), stage.popup(Person("anna"))
    begun = widget.begin()
    popup.arrive(begun)
    popup.prove(begun)
    widget.poll(begun)
    log = stage.service.log.read_text()
    assert "/oauth/token" in log
    for secret in (widget.token, begun["device_code"], begun["opener_proof"], *widget.jar.cookies.values()):
        assert secret not in log
    assert stage.service.lines()
