"""Migrations: bring a database up to date, all of it or nothing, on SQLite too.

Alembic is imported where it works: a service whose database is up to date does without its 8 MiB.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import inspect, text

from widget_server.db.models import db

MIGRATIONS = Path(__file__).parent / "migrations"


def head() -> str:
    """Give the newest revision of the code: the first word of its file's name, and those count upwards."""
    return max(path.name.partition("_")[0] for path in MIGRATIONS.glob("versions/[0-9]*.py"))


def current() -> str | None:
    """Give the revision of the database, as Alembic keeps it (2 queries)."""
    with db.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.scalar(text("SELECT version_num FROM alembic_version"))


def is_behind() -> bool:
    """Tell whether the database waits for a migration."""
    return current() != head()


def upgrade(target: str = "head", *, scripts: Any = None) -> None:
    """Bring the database to `target`; a migration that fails leaves it as it was."""
    from alembic import command
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(scripts or MIGRATIONS))
    with db.engine.connect() as connection:
        made.attributes["connection"] = connection
        command.upgrade(made, target)
