"""Statements of the hot paths: written in SQLAlchemy's language, compiled once, run on the driver's cursor.

SQLAlchemy's own execution costs some 0.15 ms of CPU a statement; this 0.02. It runs in the session's transaction where
one runs, else on a connection that only reads; it flushes nothing first, and gives plain named rows.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import has_app_context
from sqlalchemy import Dialect, bindparam, insert
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import Session

from widget_server.db import reading
from widget_server.db.models import db

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

_DRIVER = "weerklank_driver"
listeners: list[Callable[[str], None]] = []  # told the SQL of each statement; for tests that count


class Prepared:
    """One Core statement with named bindparams; every column of an INSERT must be among them."""

    def __init__(self, statement: Any) -> None:  # or a function that gives it, called at its first use
        self._statement = statement
        self._forms: dict[str, _Form] = {}

    def rows(self, **params: Any) -> list[Any]:
        """Run it and give all rows, as named tuples."""
        cursor, form = self._run(params)
        return [form.row(found) for found in cursor.fetchall()]

    def first(self, **params: Any) -> Any:
        """Run it and give the first row, or None."""
        cursor, form = self._run(params)
        found = cursor.fetchone()
        cursor.close()
        return None if found is None else form.row(found)

    def run(self, **params: Any) -> int:
        """Run it and give how many rows it changed."""
        cursor, _ = self._run(params)
        return int(cursor.rowcount)

    def run_many(self, params: list[dict[str, Any]]) -> None:
        """Run it once for each set of parameters, as one statement to those who count."""
        form = self._form(db.engine.dialect)
        _send("executemany", form.sql, [form.bound(each) for each in params])

    def _run(self, params: dict[str, Any]) -> tuple[Any, _Form]:
        form = self._form(db.engine.dialect)
        return _send("execute", form.sql, form.bound(params)), form

    def _form(self, dialect: Dialect) -> _Form:
        form = self._forms.get(dialect.name)
        if form is None:
            form = self._forms[dialect.name] = _Form(self._made(), dialect)
        return form

    def _made(self) -> Any:
        return self._statement() if callable(self._statement) else self._statement


def insert_into(table: Any, *columns: str) -> Prepared:
    """Give the INSERT of one row into `table`, all its columns or those named, as parameters of the same names."""
    names = columns or tuple(table.c.keys())
    return Prepared(lambda: insert(table).values({name: bindparam(name) for name in names}))


def insert_new(table: Any) -> Prepared:
    """Give the INSERT of one row into `table` that leaves a row of the same key alone and then counts 0."""
    names: dict[str, Any] = {name: bindparam(name) for name in list(table.c.keys())}
    return Prepared(lambda: upsert(table).values(names).on_conflict_do_nothing())


def upsert(table: Any) -> postgresql.Insert | sqlite.Insert:
    """Give an INSERT into `table` that knows ON CONFLICT, in the words of the database at work: theirs are the same."""
    if has_app_context() and db.engine.dialect.name == "sqlite":
        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # here: 2.4 MiB that a service on SQLite has no need of

    return postgresql.insert(table)


class _Form:
    """A statement in one database's words, with what binds its parameters and reads its columns."""

    def __init__(self, statement: Any, dialect: Dialect) -> None:
        compiled = statement.compile(dialect=dialect, compile_kwargs={"render_postcompile": True})
        self.sql = str(compiled)
        self.positions: list[str] | None = compiled.positiontup if compiled.positional else None
        self.constants = {name: value for name, value in compiled.params.items() if value is not None}
        self.binders = {
            name: binder
            for bind, name in compiled.bind_names.items()
            if (binder := bind.type.dialect_impl(dialect).bind_processor(dialect)) is not None
        }
        columns = list(compiled._result_columns)
        self.reads = [
            (place, reader)
            for place, column in enumerate(columns)
            if (reader := column.type.dialect_impl(dialect).result_processor(dialect, None)) is not None
        ]
        self.named = namedtuple("Row", [column.keyname for column in columns], rename=True)._make  # type: ignore[attr-defined]

    def bound(self, params: dict[str, Any]) -> Any:
        """Give parameters as the driver takes them."""
        values = self.constants | params if self.constants else params
        if self.binders:
            values = dict(values)
            for name, binder in self.binders.items():
                values[name] = binder(values[name])
        return values if self.positions is None else [values[name] for name in self.positions]

    def row(self, found: Any) -> Any:
        """Give a row as a named tuple of Python values."""
        if not self.reads:
            return self.named(found)
        values = list(found)
        for place, reader in self.reads:
            if (value := values[place]) is not None:
                values[place] = reader(value)
        return self.named(values)


def _send(how: str, sql: str, bound: Any) -> Any:
    for listener in listeners:
        listener(sql)
    running = _running()
    cursor = (driver_of(running) if running else reading.driver()).cursor()
    try:
        getattr(cursor, how)(sql, bound)
    except db.engine.dialect.loaded_dbapi.OperationalError:
        # SQLAlchemy did not see it fail, and would hand out a connection that is lost
        running.invalidate() if running else reading.invalidate()
        raise
    return cursor


def _running() -> Session | None:
    """Give the session when it is in a transaction, or None."""
    current = db.session() if db.session.registry.has() else None
    return current if current is not None and current.in_transaction() else None


def driver_of(current: Session) -> Any:
    """Give the driver's connection of the session's running transaction."""
    running = current.get_transaction()
    kept = current.info.get(_DRIVER)
    if kept is not None and kept[0] is running:
        return kept[1]
    driver = current.connection().connection.dbapi_connection
    current.info[_DRIVER] = (running, driver)
    return driver
