"""What every group shares: an application on a fresh database, a few people, and closed doors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from tests.factories import SECRET, Factory
from tests.helpers import doors
from tests.helpers.http import Visitor
from tests.helpers.standing import fill, own, release, standing
from tests.helpers.statements import Statements
from widget_server.app import create_app
from widget_server.core.settings import Settings
from widget_server.db import migrate


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "settings(**fields): settings of the application of this test")


@pytest.fixture(autouse=True, scope="session")
def _closed_doors() -> Iterator[None]:
    with doors.closed():
        yield


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file as the migrations make it, to be copied."""
    folder = tmp_path_factory.mktemp("empty")
    app = create_app(Settings(data=folder, secret_key=SECRET))
    with app.app_context():
        migrate.upgrade()
    release(app)
    return folder / "weerklank.db"


@pytest.fixture(scope="session")
def database_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the database of each test lies: at one place, so that one application can stand for them all."""
    return tmp_path_factory.mktemp("database") / "weerklank.db"


@pytest.fixture
def database_url(empty_database: Path, database_file: Path) -> str:
    """The address of a database as new; the group `database` gives one on PostgreSQL instead."""
    fill(database_file, empty_database)
    return f"sqlite:///{database_file}"


@pytest.fixture
def app(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The service, as it starts. No limits, unless a marker `settings` says otherwise."""
    fields: dict[str, Any] = {"limit_comments": 0, "limit_reactions": 0}
    markers = [*request.node.iter_markers("settings")]
    for marker in markers:
        fields |= marker.kwargs
    with (own if markers else standing)(tmp_path, database_url, **fields) as made:
        yield made


@pytest.fixture
def make(app: Flask) -> Factory:
    """Makes sites, people, pages, comments: `make.person(...)`."""
    return Factory(app)


@pytest.fixture
def site(make: Factory) -> Any:
    """An open site, key `intranet`, with one origin."""
    return make.site()


@pytest.fixture
def anna(make: Factory, site: Any) -> Visitor:
    """An employee, signed in."""
    return make.visitor(make.person("Anna de Koning", department="Logistiek"), site)


@pytest.fixture
def bram(make: Factory, site: Any) -> Visitor:
    """Another employee, signed in."""
    return make.visitor(make.person("Bram Visser"), site)


@pytest.fixture
def carla(make: Factory, site: Any) -> Visitor:
    """A community manager, signed in."""
    return make.visitor(make.person("Carla Jansen", roles=["manager"]), site)


@pytest.fixture
def key(request: pytest.FixtureRequest) -> str:
    """The id of a page that no other test speaks on."""
    return re.sub(r"[^a-z0-9]+", "-", request.node.name.lower()).strip("-")[:100]


@pytest.fixture
def page(make: Factory, site: Any) -> str:
    """The id of a page that everybody on the site reads."""
    return make.page(site)


@pytest.fixture
def statements() -> Iterator[Statements]:
    """Collects the SQL of what runs while it is open: `with statements() as run: …`, then `run.count`."""
    with Statements.listening() as found:
        yield found
