"""One service and one intranet for the group, by https; a Firefox with a fresh profile for each person and test."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.firefox import firefox
from tests.helpers.hostpage import Host
from tests.helpers.person import Person, https_intranet


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    with https_intranet(tmp_path_factory.mktemp("service")) as found:
        yield found


@pytest.fixture
def person(host: Host, tmp_path: Path) -> Iterator[Callable[..., Person]]:
    """Gives people a Firefox: `person("Anna de Koning", {"a.preference": True})`."""
    with ExitStack() as started:

        def give(name: str, preferences: Mapping[str, Any] | None = None) -> Person:
            driver = started.enter_context(firefox(tmp_path / name, host.tls, preferences or {}))
            return Person(name, driver, host)

        yield give


@pytest.fixture
def anna(person: Callable[..., Person]) -> Person:
    return person("Anna de Koning")


@pytest.fixture
def bram(person: Callable[..., Person]) -> Person:
    return person("Bram Visser")
