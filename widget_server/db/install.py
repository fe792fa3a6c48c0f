"""The database of an application: its address and its engine set up."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from sqlalchemy import make_url

from widget_server.db.engine import configure
from widget_server.db.models import db


def install(app: Flask) -> None:
    """Connect `app` to its database; the folder of an SQLite file is made."""
    url = make_url(app.config["SQLALCHEMY_DATABASE_URI"])
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
        app.config["SQLALCHEMY_DATABASE_URI"] = url
    if url.drivername.startswith("sqlite") and url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    db.init_app(app)
    with app.app_context():
        configure(db.engine)
