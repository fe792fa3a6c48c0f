"""How connections behave: SQLite in WAL with foreign keys, writes that begin IMMEDIATE."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event, exc
from sqlalchemy.engine import Connection

from widget_server.db import prepared

BUSY_MILLISECONDS = 8000
LARGE_BYTES = 256 * 2**20  # a file below this is at home in SQLite's own cache
MAPPED_BYTES = 2**31 - 2**16  # of a large file, the most that SQLite maps: it is then read without a call a page
# On PostgreSQL: every statement is planned once a connection, from index to index, as SQLite does all of them.
PLANS = {"plan_cache_mode": "force_generic_plan", "enable_hashjoin": "off", "enable_mergejoin": "off"}
_writer = threading.RLock()


class _Here(threading.local):
    """What is so in this thread of work."""

    writes = False  # the transaction that begins will write


_here = _Here()


def configure(engine: Engine) -> None:
    """Set up `engine`. On SQLite two writers that both began by reading lose updates; a write begins IMMEDIATE."""
    event.listen(engine, "before_cursor_execute", _count)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare)
        event.listen(engine, "begin", _begin)
    else:
        event.listen(engine, "connect", _plan)


@contextmanager
def one_writer(engine: Engine) -> Iterator[None]:
    """Let one of this process write at a time, on SQLite; a transaction that begins here is IMMEDIATE.

    Who waits for SQLite's own lock stops the whole process, and so whoever holds it while waiting for Redis.
    """
    if engine.dialect.name == "sqlite":
        with _writer:
            _here.writes = True  # an option of SQLAlchemy's connection says the same, for 20 µs
            try:
                yield
            finally:
                _here.writes = False
    else:
        yield


def unreachable(engine: Engine) -> tuple[type[Exception], ...]:
    """Give what SQLAlchemy and the driver (in prepared statements) raise where the database does not answer."""
    driver: Any = engine.dialect.loaded_dbapi
    return exc.OperationalError, exc.TimeoutError, driver.OperationalError


def _count(_connection: Any, _cursor: Any, statement: str, *_rest: object) -> None:
    for listener in prepared.listeners:
        listener(statement)


def _prepare(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes late and only before DML
    usual = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON")
    for pragma in (*usual, f"busy_timeout={BUSY_MILLISECONDS}"):
        connection.execute(f"PRAGMA {pragma}")
    pages, bytes_a_page = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    if pages * bytes_a_page >= LARGE_BYTES:
        connection.execute(f"PRAGMA mmap_size={MAPPED_BYTES}")


def _plan(connection: Any, _record: object) -> None:
    """Set PostgreSQL's planner: it takes thirty rows for thousands, and reads all people to join them, in 21 ms."""
    connection.prepare_threshold = 0
    for name, value in PLANS.items():
        connection.execute(f"SET {name} = {value}")
    connection.commit()


def _begin(connection: Connection) -> None:
    driver: Any = connection.connection.dbapi_connection
    driver.execute("BEGIN IMMEDIATE" if _here.writes else "BEGIN")
