"""Sites and their origins: what is refused, and how an origin is written."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.factories import Factory
from widget_server.core.errors import Conflict, Invalid, Missing
from widget_server.db import transaction
from widget_server.sites import service
from widget_server.sites.service import check_origin, url_origin


@pytest.fixture
def _writing(app: Flask) -> Iterator[None]:
    with app.app_context(), transaction():
        yield


@pytest.mark.usefixtures("_writing")
@pytest.mark.parametrize("key", ["", "Intranet", "-a", "a-", "a b", "a_b", "x" * 65, "é", "a\n"])
def test_a_key_that_cannot_stand_in_a_page_is_refused(key: str) -> None:
    with pytest.raises(Invalid) as caught:
        service.add_site(key, "De Vries BV")
    assert list(caught.value.errors) == ["key"]


@pytest.mark.usefixtures("_writing")
@pytest.mark.parametrize("key", ["a", "9", "hr-intranet-2", "x" * 64])
def test_a_key_of_small_letters_digits_and_hyphens_is_one(key: str) -> None:
    assert service.add_site(key, "De Vries BV") is service.get_site(key)


@pytest.mark.usefixtures("_writing")
@pytest.mark.parametrize(
    ("name", "visibility", "field"), [("", "open", "name"), ("x" * 201, "open", "name"), ("x", "public", "visibility")]
)
def test_a_site_at_fault_is_refused_by_name(name: str, visibility: str, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        service.add_site("intranet", name, visibility=visibility)
    assert list(caught.value.errors) == [field]


def test_a_key_is_given_once(make: Factory) -> None:
    make.site("intranet")
    with pytest.raises(Conflict):
        make.site("intranet")


@pytest.mark.usefixtures("_writing")
@pytest.mark.parametrize("key", ["nowhere", "", "' OR 1=1"])
def test_a_site_that_is_not_there_is_missing(key: str) -> None:
    with pytest.raises(Missing):
        service.get_site(key)


def test_an_origin_is_registered_once_listed_and_taken_back(make: Factory) -> None:
    made = make.site(origin="https://intranet.example.com")
    with make.app.app_context(), transaction():
        site = service.get_site(made.key)
        for _ in range(2):
            service.register_origin(site, "https://b.example.com:8443")
        service.remove_origin(site, made.origin)
        assert service.origins_of(made.key) == ["https://b.example.com:8443"]
        assert [service.is_registered(site.id, each) for each in (made.origin, "https://b.example.com:8443", None)] == [
            False,
            True,
            False,
        ]


@pytest.mark.parametrize(
    ("written", "origin"),
    [
        ("https://intranet.example.com", "https://intranet.example.com"),
        ("HTTPS://Intranet.Example.COM:443", "https://intranet.example.com"),
        ("http://intranet.example.com:80", "http://intranet.example.com"),
        ("http://intranet.example.com:443", "http://intranet.example.com:443"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_an_origin_is_kept_as_browsers_send_it(written: str, origin: str) -> None:
    assert check_origin(written) == origin


@pytest.mark.parametrize(
    "written",
    [
        "",
        "null",
        "*",
        "intranet.example.com",
        "https://",
        "https://intranet.example.com/",
        "https://intranet.example.com/path",
        "https://intranet.example.com?x",
        "https://intranet.example.com#x",
        "https://anna@intranet.example.com",
        "https://*.example.com",
        "https://intranet.example.com:port",
        "https://intranet.example.com:99999",
        "https://[::1",
        "ftp://intranet.example.com",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_origin_is_refused(written: str) -> None:
    with pytest.raises(Invalid) as caught:
        check_origin(written)
    assert list(caught.value.errors) == ["origin"]


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://intranet.example.com/a?b#c", "https://intranet.example.com"),
        ("http://intranet.example.com:80/", "http://intranet.example.com"),
        ("//intranet.example.com/a", None),
        ("/a", None),
        ("https://anna@intranet.example.com/a", None),
        ("https://intranet.example.com:99999/a", None),
        ("javascript:alert(1)", None),
    ],
)
def test_the_origin_of_an_address_is_its_scheme_host_and_port(url: str, origin: str | None) -> None:
    assert url_origin(url) == origin
