"""The tests of the contract again, on PostgreSQL: here `database_url` leads to one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.register_assert_rewrite("tests.contract", "tests.demo", "tests.security", "tests.unit")

from tests.factories import SECRET  # noqa: E402 - after the line above
from tests.helpers.postgres import Server, running  # noqa: E402
from tests.helpers.standing import release  # noqa: E402
from widget_server.app import create_app  # noqa: E402
from widget_server.core.settings import Settings  # noqa: E402
from widget_server.db import migrate  # noqa: E402


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL of this run's own."""
    with running() as server:
        yield server


@pytest.fixture(scope="session")
def template(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a database as the migrations make it."""
    name = postgres.create()
    app = create_app(Settings(data=tmp_path_factory.mktemp("data"), database_url=postgres.url(name), secret_key=SECRET))
    with app.app_context():
        migrate.upgrade()
    release(app)
    return name


@pytest.fixture(scope="session")
def used(postgres: Server, template: str) -> str:
    """The name of the database that the tests use one after another."""
    return postgres.create(template)


@pytest.fixture
def database_url(postgres: Server, used: str) -> str:
    """The address of a database as new, on PostgreSQL."""
    postgres.empty(used)
    return postgres.url(used)


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database, once on each kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server: Server = request.getfixturevalue("postgres")
    name = server.create()
    yield server.url(name)
    server.drop(name)
