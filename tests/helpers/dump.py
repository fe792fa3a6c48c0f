"""The whole database as plain data, to compare before and after."""

from __future__ import annotations

from typing import Any

from flask import Flask
from sqlalchemy import select

from widget_server.db import db


def dump(app: Flask) -> dict[str, list[tuple[Any, ...]]]:
    """Give every row of every table, sorted."""
    with app.app_context(), db.engine.connect() as connection:
        return {
            table.name: sorted((tuple(row) for row in connection.execute(select(table))), key=repr)
            for table in db.metadata.sorted_tables
        }


def differences(before: dict[str, list[tuple[Any, ...]]], after: dict[str, list[tuple[Any, ...]]]) -> list[str]:
    """Give the tables whose rows differ."""
    return [name for name in before if before[name] != after[name]]
