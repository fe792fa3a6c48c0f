"""The database of an application: its address and its engine set up."""

from __future__ import annotations

import os
from pathlib import Path

import orjson
from flask import Flask
from sqlalchemy import make_url

from widget_server.db import reading
from widget_server.db.engine import configure
from widget_server.db.models import db


def install(app: Flask) -> None:
    """Connect `app` to its database; the folder of an SQLite file is made."""
    url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
        app.config["SQLALCHEMY_DATABASE_URI"] = url
    if url.drivername.startswith("sqlite") and url.database:
        _make(Path(url.database))
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
        "hide_parameters": True,  # faults are logged, words not
        "pool_reset_on_return": "commit",  # of what was only read: at ROLLBACK psycopg forgets all that it prepared
        "json_deserializer": orjson.loads,
    }
    db.init_app(app)
    app.teardown_appcontext(reading.release)
    with app.app_context():
        configure(db.engine)


def _make(file: Path) -> None:
    """Make an SQLite file and its folder, for nobody but us to read; what stands stays as it is."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not file.exists():
        os.close(os.open(file, os.O_RDWR | os.O_CREAT, 0o600))  # its -wal and -shm take the same rights
