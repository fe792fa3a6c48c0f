"""One service and one intranet for the group, by https; a WebKitGTK in a fresh folder for each person and test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.hostpage import Host
from tests.helpers.person import OWN_NAME, Person, https_intranet
from tests.helpers.service import run
from tests.helpers.webkit import screen, webkit


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """The intranet; it is also the site `own`, under the name of the service.

    A name between the two would not do: of domains that no public suffix ends, libsoup takes each name for a site.
    """
    folder = tmp_path_factory.mktemp("service")
    with https_intranet(folder) as found:
        origin = f"--origin={found.origin(OWN_NAME)}"
        added = run("site", "add", "own", "De Vries BV", origin, "--same-site", data=folder)
        assert added.returncode == 0, added.stderr
        yield found


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    with screen() as found:
        yield found


@pytest.fixture
def anna(host: Host, tmp_path: Path, display: str) -> Iterator[Person]:
    with webkit(tmp_path / "anna", host.tls, display) as driver:
        yield Person("Anna de Koning", driver, host)


@pytest.fixture
def bram(host: Host, tmp_path: Path, display: str) -> Iterator[Person]:
    with webkit(tmp_path / "bram", host.tls, display) as driver:
        yield Person("Bram Visser", driver, host)
