"""One service, one intranet, one Chromium for the group; a profile for each person and test, a page for each test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.helpers.browser import Reader, launch, open_reader
from tests.helpers.demo import serving_demo
from tests.helpers.hostpage import Host, hosting


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """The intranet; the service it embeds runs as long."""
    with hosting() as found, serving_demo(tmp_path_factory.mktemp("service"), found):
        yield found


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = launch(playwright)
        yield found
        found.close()


@pytest.fixture
def reader(browser: Browser, host: Host) -> Iterator[Callable[..., Reader]]:
    """Gives people profiles: `reader("Anna de Koning")`."""
    readers: list[Reader] = []

    def give(name: str, **options: object) -> Reader:
        readers.append(open_reader(browser, host, name, **options))
        return readers[-1]

    yield give
    for each in readers:
        each.context.close()


@pytest.fixture(scope="module")
def known(browser: Browser, host: Host) -> Iterator[Callable[[str], Reader]]:
    """Gives people who signed in once for all tests of a file: `known("Carla Jansen")`."""
    readers: dict[str, Reader] = {}

    def give(name: str) -> Reader:
        if name not in readers:
            readers[name] = open_reader(browser, host, name).visit("plain", "known").sign_in()
        return readers[name]

    yield give
    for each in readers.values():
        each.context.close()


@pytest.fixture
def anna(reader: Callable[..., Reader]) -> Reader:
    return reader("Anna de Koning")


@pytest.fixture
def bram(reader: Callable[..., Reader]) -> Reader:
    return reader("Bram Visser")
