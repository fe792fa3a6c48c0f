"""What PostgreSQL prepared for one request serves the next ones."""

from __future__ import annotations

from flask import Flask

from tests.helpers.http import Visitor
from widget_server.db import db
from widget_server.db.engine import PLANS


def asked(app: Flask, query: str) -> list[str]:
    """Give the first column of what a connection of the pool answers."""
    with app.app_context():
        taken = db.engine.raw_connection()
        found = taken.cursor()
        found.execute(query)
        rows = [str(row[0]) for row in found.fetchall()]
        taken.close()
    return rows


def test_a_statement_is_planned_once_for_many_requests(app: Flask, anna: Visitor) -> None:
    for _ in range(2):
        assert anna.get("/feed").status_code == 200
    kept = "SELECT generic_plans FROM pg_prepared_statements WHERE statement LIKE '%FROM activities%'"
    assert "2" in asked(app, kept)


def test_plans_go_from_index_to_index_as_on_sqlite(app: Flask) -> None:
    for name, value in PLANS.items():
        assert asked(app, f"SHOW {name}") == [value]
