"""For watchdogs: alive, ready, or why not."""

from __future__ import annotations

from pathlib import Path

from flask import Flask
from sqlalchemy import text

from tests.factories import SECRET
from tests.helpers.http import Visitor, fault, stranger
from widget_server.app import create_app
from widget_server.core.settings import Settings
from widget_server.db import session, transaction


def test_a_ready_service_says_so(app: Flask) -> None:
    answer = stranger(app).get("//readyz")
    assert (answer.status_code, answer.json) == (200, {"status": "ok", "database": "ok", "redis": "ok"})


def test_a_database_that_waits_for_a_migration_is_not_ready_and_says_what_to_do(tmp_path: Path) -> None:
    empty = create_app(Settings(data=tmp_path, secret_key=SECRET))
    answer = stranger(empty).get("//readyz")
    assert answer.status_code == 503
    assert answer.json == {
        "status": "not ready",
        "database": "migrations pending: run weerklank migrate",
        "redis": "ok",
    }
    assert stranger(empty).get("//healthz").json == {"status": "ok"}


def test_a_database_that_is_gone_is_not_ready(tmp_path: Path) -> None:
    gone = f"postgresql://nobody@/nothing?host={tmp_path}"
    answer = stranger(create_app(Settings(data=tmp_path, database_url=gone, secret_key=SECRET))).get("//readyz")
    assert (answer.status_code, answer.json["database"]) == (503, "unreachable")


def test_without_a_database_a_request_is_unavailable_and_says_why(tmp_path: Path) -> None:
    gone = f"postgresql://nobody@/nothing?host={tmp_path}"
    app = create_app(Settings(data=tmp_path, database_url=gone, secret_key=SECRET))
    somebody = Visitor(app, "a-token", origin="https://intranet.example.com")
    answer = somebody.get(f"/pages/{'0' * 26}", headers={"Accept-Language": "en"})
    assert (*fault(answer), "Access-Control-Allow-Origin" in answer.headers) == (503, "unavailable", False)
    assert answer.json["detail"] == "The database cannot be reached at this moment. Try again in a minute."


def test_a_database_ahead_of_the_code_is_not_ready_either(app: Flask) -> None:
    with app.app_context(), transaction():
        session().execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert stranger(app).get("//readyz").status_code == 503


def test_metrics_count_requests_by_route_never_by_person(app: Flask) -> None:
    stranger(app).get("/pages/secret-page")
    text_ = stranger(app).get("//metrics").text
    assert 'route="/api/v1/pages/<page_id>",status="401"' in text_
    assert "secret-page" not in text_
