"""Applications that stand for many tests: making one takes 75 ms, its first statements 100 more."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask

from tests.factories import SECRET
from widget_server.app import create_app
from widget_server.core.settings import Settings
from widget_server.db import db
from widget_server.realtime.routes import LIVE
from widget_server.realtime.service import news
from widget_server.web import config, limits


@contextmanager
def standing(data: Path, address: str, **fields: Any) -> Iterator[Flask]:
    """Give an application as it starts, on the database at `address`; it lets go of that after the block."""
    settings = Settings(data=data, database_url=address, secret_key=SECRET, **fields)
    app = _made(address, frozenset(fields.items()))
    config.install(app, settings)
    limits.install(app, settings.redis_url)
    news.outlets.clear()  # those of another test's application
    yield app
    release(app)
    if app.extensions[LIVE].socketio:
        _made.cache_clear()  # its sockets have their loops


@contextmanager
def own(data: Path, address: str, **fields: Any) -> Iterator[Flask]:
    """Give an application of one test, for settings that count when it is made."""
    app = create_app(Settings(data=data, database_url=address, secret_key=SECRET, **fields))
    yield app
    release(app)


def release(app: Flask) -> None:
    """Close its connections to the database."""
    with app.app_context():
        db.engine.dispose()


def fill(file: Path, source: Path) -> None:
    """Put a copy of an SQLite file in the place of another; who still has that open keeps the old one."""
    for name in (file, *(file.with_name(f"{file.name}{kind}") for kind in ("-wal", "-shm"))):
        name.unlink(missing_ok=True)
    shutil.copy(source, file)


@lru_cache(maxsize=4)  # SQLite and PostgreSQL, with and without an issuer
def _made(address: str, fields: frozenset[tuple[str, Any]]) -> Flask:
    """Make one; what is in its folder counts later, and is each test's."""
    return create_app(Settings(data=Path("/nowhere"), database_url=address, secret_key=SECRET, **dict(fields)))
