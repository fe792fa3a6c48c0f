"""What PostgreSQL prepared for one request serves the next ones."""

from __future__ import annotations

from flask import Flask

from tests.helpers.http import Visitor
from widget_server.db import db

AGAIN = 8  # psycopg prepares what it sends for the sixth time


def test_a_statement_is_planned_once_for_many_requests(app: Flask, anna: Visitor) -> None:
    for _ in range(AGAIN):
        assert anna.get("/feed").status_code == 200
    with app.app_context():
        taken = db.engine.raw_connection()
        found = taken.cursor()
        found.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%FROM activities%'")
        (known,) = found.fetchone() or (0,)
        taken.close()
    assert known > 0
