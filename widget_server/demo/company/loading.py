"""Rows into a database by the hundred thousand: all of them or none, without the service's own care for each.

Secondary indexes, and on PostgreSQL foreign keys, go before the rows and come back after them, so they are built once.
SQLite writes without its log (WAL): a file that grows needs hardly any journal, and what was broken off leaves no row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Table
from sqlalchemy.schema import AddConstraint, CreateIndex, DropConstraint, DropIndex

from widget_server.core.settings import BadSetting
from widget_server.db import db

BATCH = 20_000  # rows on their way
IN_USE = "Somebody is at work in this database. Stop the service, then build the company."

Row = Sequence[Any]
Put = Callable[[Row], None]


class Broken(Exception):
    """Rows that point nowhere: the company was made wrongly, and nothing of it stays."""


class Loader:
    """A transaction that fills tables; `count` are the rows taken so far."""

    BEGIN: tuple[str, ...] = (
        "PRAGMA busy_timeout=2000",
        "PRAGMA foreign_keys=OFF",
        "PRAGMA journal_mode=TRUNCATE",
        "PRAGMA synchronous=OFF",
        "PRAGMA cache_size=-400000",  # KiB
        "BEGIN EXCLUSIVE",
    )

    def __init__(self, driver: Any, tables: Sequence[Table]) -> None:
        self.driver, self.tables = driver, tables
        self.count = 0
        self._waiting: list[Callable[[], None]] = []

    def put_into(self, table: Table, *names: str) -> Put:
        """Give what takes rows of the columns `names`; the others get what their model gives them."""
        defaults: dict[str, Any] = {column.name: column.default for column in table.c if column.name not in names}
        rest = {name: default.arg for name, default in defaults.items() if default is not None and default.is_scalar}
        more, rows = tuple(rest.values()), list[Row]()

        def flush() -> None:
            if rows:
                self._send(table.name, (*names, *rest), rows)
                self.count += len(rows)
                rows.clear()

        def put(row: Row) -> None:
            rows.append((*row, *more))
            if len(rows) >= BATCH:
                flush()

        self._waiting.append(flush)
        return put

    def flush(self) -> None:
        """Send what waits."""
        for send in self._waiting:
            send()

    def words(self) -> Iterator[tuple[list[str], list[str]]]:
        """Give for each index and constraint what takes it away, and what puts it back."""
        for table in self.tables:
            for index in sorted(table.indexes, key=lambda each: str(each.name)):
                yield [_sql(DropIndex(index))], [_sql(CreateIndex(index))]

    def _send(self, table: str, names: Sequence[str], rows: list[Row]) -> None:
        places = ", ".join("?" * len(names))
        self.driver.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})", rows)  # noqa: S608 - names of ours

    def check(self) -> None:
        """Raise Broken for rows that point nowhere."""
        wrong = self.driver.execute("PRAGMA foreign_key_check").fetchone()
        if wrong:
            raise Broken(f"A row of {wrong[0]} points to no row of {wrong[2]}.")


class PostgresLoader(Loader):
    """The same by COPY; its foreign keys check themselves when they come back."""

    BEGIN = ("SET LOCAL TIME ZONE 'UTC'", "SET LOCAL lock_timeout = '5s'", "SET LOCAL maintenance_work_mem = '256MB'")

    def words(self) -> Iterator[tuple[list[str], list[str]]]:
        """Give indexes first, then foreign keys: those need the indexes of what they point to."""
        yield from super().words()
        for table in self.tables:
            for key in sorted(table.foreign_key_constraints, key=lambda each: str(each.name)):
                yield [_sql(DropConstraint(key))], [_added(key)]

    def _send(self, table: str, names: Sequence[str], rows: list[Row]) -> None:
        with self.driver.cursor().copy(f"COPY {table} ({', '.join(names)}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)

    def check(self) -> None:
        """Let the planner know the tables."""
        for table in self.tables:
            self.driver.execute(f"ANALYZE {table.name}")


@contextmanager
def loading(tables: Sequence[Table], rebuilt: Callable[[list[str]], Iterable[str]]) -> Iterator[Loader]:
    """Give a loader for `tables`; everything stands at the end of the block, or nothing does (no session may be open).

    `rebuilt` goes through the statements that build indexes, and may show how far it is. Raises BadSetting, Broken.
    """
    kept = db.engine.raw_connection()
    kind = Loader if db.engine.dialect.name == "sqlite" else PostgresLoader
    loader = kind(kept.dbapi_connection, tables)
    try:
        back = _begin(loader)
        yield loader
        loader.flush()
        _run(loader.driver, rebuilt(back))
        loader.check()
        loader.driver.execute("COMMIT")
    finally:
        kept.invalidate()  # what was not committed goes, and the way this connection writes


def _begin(loader: Loader) -> list[str]:
    """Begin, and take indexes and constraints away; give what puts them back. Raises BadSetting."""
    words = list(loader.words())
    try:
        _run(loader.driver, (*loader.BEGIN, *(sql for gone, _ in words for sql in gone)))
    except db.engine.dialect.loaded_dbapi.OperationalError:
        raise BadSetting(IN_USE) from None
    return [sql for _, back in words for sql in back]


def _run(driver: Any, statements: Iterable[str]) -> None:
    for statement in statements:
        driver.execute(statement)


def _sql(statement: Any) -> str:
    return str(statement.compile(dialect=db.engine.dialect))


def _added(key: ForeignKeyConstraint) -> str:
    return _sql(AddConstraint(key))
