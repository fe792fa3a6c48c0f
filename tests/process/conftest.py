"""A site, a page and a person in the service's own database, before it starts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask

from tests.factories import SECRET, Factory, MadePerson
from widget_server.app import create_app
from widget_server.core.settings import Settings
from widget_server.db import db, migrate


@dataclass(frozen=True, slots=True)
class World:
    """What is in the data folder; `app` looks into the same database from outside the service."""

    data: Path
    app: Flask
    person: MadePerson
    token: str
    page: str


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    """An intranet with one page and one person, who has a token."""
    app = create_app(Settings(data=tmp_path, secret_key=SECRET))
    with app.app_context():
        migrate.upgrade()
    make = Factory(app)
    site = make.site()
    person = make.person("Anna de Koning")
    yield World(tmp_path, app, person, make.token(person, site), make.page(site))
    with app.app_context():
        db.engine.dispose()
