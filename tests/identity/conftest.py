"""A provider that can lie, a service that signs in there, and people who do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.factories import Factory, MadeSite
from tests.helpers.provider import running as provider_running
from tests.helpers.standing import own, standing
from tests.identity.walk import Popup, Widget, at_hostile, through
from widget_server.sessions.service import issuer

SERVICE = "http://weerklank.localhost:8000"


@pytest.fixture(scope="session")
def provider() -> Iterator[str]:
    """The address of the provider that can lie; its issuers stand below it, one a case."""
    with provider_running() as address:
        yield address


@pytest.fixture
def app(request: pytest.FixtureRequest, provider: str, database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The service, whose issuer is the honest case; a marker `settings` changes what it says."""
    fields: dict[str, Any] = {"oidc_issuer": f"{provider}/honest", "oidc_client_id": "weerklank"}
    fields |= {"oidc_client_secret": "s3cret", "public_url": SERVICE, "limit_comments": 0, "limit_reactions": 0}
    markers = [*request.node.iter_markers("settings")]
    for marker in markers:
        fields |= marker.kwargs
    issuer.forget()
    with (own if markers else standing)(tmp_path, database_url, **fields) as made:
        yield made


@pytest.fixture
def at_case(app: Flask, provider: str) -> Callable[[str], None]:
    """Points the service at another case: `at_case("alg_none")`."""

    def point(case: str) -> None:
        known = app.extensions["weerklank_settings"]
        app.extensions["weerklank_settings"] = replace(known, oidc_issuer=f"{provider}/{case}")

    return point


@pytest.fixture
def widget(app: Flask, site: MadeSite) -> Widget:
    """A widget on a page of the site, in a browser that keeps partitioned cookies."""
    return Widget(through(app), SERVICE, site.origin, site.key)


@pytest.fixture
def popup(app: Flask) -> Popup:
    """The same browser's popup; at the issuer it is Anna."""
    return Popup(through(app), SERVICE, at_hostile())


@pytest.fixture
def new_popup(app: Flask) -> Callable[..., Popup]:
    """Makes popups of other browsers and people: `new_popup({"sub": "x", "name": "X"})`."""
    return lambda person=None, **more: Popup(through(app), SERVICE, at_hostile(person, **more))


@pytest.fixture
def other_site(make: Factory) -> MadeSite:
    """A second site, on another origin of the same intranet's domain."""
    return make.site("wiki", "http://wiki.localhost:8080", name="Wiki")
