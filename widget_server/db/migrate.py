"""Migrations: bring a database up to date, all of it or nothing, on SQLite too."""

from __future__ import annotations

from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from widget_server.db.install import MIGRATIONS
from widget_server.db.models import db


def config() -> Config:
    """Give Alembic's configuration of the house."""
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    return made


def head() -> str | None:
    """Give the newest revision of the code."""
    return ScriptDirectory.from_config(config()).get_current_head()


def current() -> str | None:
    """Give the revision of the database (1 query)."""
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_behind() -> bool:
    """Tell whether the database waits for a migration."""
    return current() != head()


def upgrade(target: str = "head", *, scripts: Any = None) -> None:
    """Bring the database to `target`; a migration that fails leaves it as it was."""
    made = config()
    if scripts is not None:
        made.set_main_option("script_location", str(scripts))
    with db.engine.connect() as connection:
        made.attributes["connection"] = connection
        command.upgrade(made, target)
