"""A connection that only reads, for prepared statements outside of transaction(): from the pool, no session around it.

A session, its connection and their transaction cost some 0.1 ms of CPU a request. What is read belongs together: it is
one snapshot on SQLite, READ COMMITTED on PostgreSQL, until the request ends or its session begins.
"""

from __future__ import annotations

from typing import Any

from flask import g

from widget_server.db.models import db

_NAME = "weerklank_reading"


def driver() -> Any:
    """Give the driver's connection of this request, job or command; taken from the pool when there is none yet."""
    taken: Any = g.get(_NAME)
    if taken is None:
        taken = db.engine.raw_connection()
        setattr(g, _NAME, taken)
        if db.engine.dialect.name == "sqlite":
            taken.dbapi_connection.execute("BEGIN")  # psycopg begins by itself
    return taken.dbapi_connection


def release(_fault: BaseException | None = None) -> None:
    """Give the connection back to the pool, which rolls back; with none taken, do nothing."""
    taken = g.pop(_NAME, None)
    if taken is not None:
        taken.close()


def invalidate() -> None:
    """Throw the connection away: it was lost."""
    g.pop(_NAME).invalidate()
