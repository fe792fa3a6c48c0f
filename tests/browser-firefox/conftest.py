"""One service and one intranet for the group, by https; a Firefox with a fresh profile for each person and test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.firefox import firefox
from tests.helpers.hostpage import Host
from tests.helpers.person import Person, https_intranet


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with https_intranet(tmp_path_factory.mktemp("service")) as found:
        yield found


@pytest.fixture
def anna(host: Host, tmp_path: Path) -> Iterator[Person]:
    with firefox(tmp_path / "anna", host.tls) as driver:
        yield Person("Anna de Koning", driver, host)


@pytest.fixture
def bram(host: Host, tmp_path: Path) -> Iterator[Person]:
    with firefox(tmp_path / "bram", host.tls) as driver:
        yield Person("Bram Visser", driver, host)
