"""How Alembic runs the house's migrations: in one transaction, on both databases.

SQLite can roll back DDL, but its driver opens no transaction before it and Alembic switches it off: so BEGIN IMMEDIATE
here, foreign keys off before it (tables are rebuilt), and a check of them before COMMIT.
"""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection, func, select

from widget_server.db import db
from widget_server.db.engine import one_writer

ONE_AT_A_TIME = 0x5765_6572  # the lock's number, of ours alone


def run() -> None:
    """Run the migrations on the connection given, or on the application's engine."""
    connection = context.config.attributes.get("connection")
    if connection is not None:
        run_on(connection)
        return
    with current_app.app_context(), db.engine.connect() as own:
        run_on(own)


def run_on(connection: Connection) -> None:
    """Run the migrations on `connection`, all of them or none."""
    is_sqlite = connection.dialect.name == "sqlite"
    if is_sqlite:
        connection.connection.cursor().execute("PRAGMA foreign_keys=OFF")
    options: dict[str, Any] = {
        "target_metadata": db.metadata,
        "render_as_batch": True,
        "compare_type": True,
        "transactional_ddl": True,
    }
    context.configure(connection=connection, **options)
    try:
        with one_writer(db.engine), connection.begin():  # on SQLite others wait for this
            if not is_sqlite:
                connection.execute(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))
            context.run_migrations()
            if is_sqlite:
                _check_foreign_keys(connection)
    finally:
        if is_sqlite:
            connection.connection.cursor().execute("PRAGMA foreign_keys=ON")


def _check_foreign_keys(connection: Connection) -> None:
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    if broken:
        raise RuntimeError(f"The migration leaves {len(broken)} rows that point nowhere, first in {broken[0][0]}.")


run()
