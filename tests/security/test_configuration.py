"""What may not be configured, and what must be installed at least."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
import sqlalchemy
from flask import Flask
from packaging.requirements import Requirement
from packaging.version import Version
from sqlalchemy.exc import SQLAlchemyError

from tests.helpers.http import stranger
from widget_server.app import create_app
from widget_server.core.settings import BadSetting, Settings
from widget_server.db import db, migrate, session, transaction
from widget_server.web import metrics

ROOT = Path(__file__).parents[2]
AT_LEAST = {"python-engineio": "4.13.3", "python-socketio": "5.16.2", "Authlib": "1.9"}
NEVER = ("gevent-websocket", "flask-cors", "pyjwt", "python-jose")


@pytest.mark.parametrize(
    "secret",
    [
        "",
        "dev",
        "a" * 64,
        "change-me-change-me-change-me-change-me",
        "Zq7-0f2c9e1b8d6a4537kLmNpQ-31-s",
        "Please-CHANGE-this-0f2c9e1b8d6a4537kLmNpQ",
    ],
)
def test_a_default_or_short_secret_refuses_to_start(tmp_path: Path, secret: str) -> None:
    with pytest.raises(BadSetting, match="WEERKLANK_SECRET_KEY needs at least 32 random characters"):
        create_app(Settings(data=tmp_path, secret_key=secret))


def test_debug_is_off_whatever_the_environment_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FLASK_DEBUG", "FLASK_ENV", "WERKZEUG_DEBUG_PIN", "WEERKLANK_DEBUG"):
        monkeypatch.setenv(name, "1")
    app = create_app(Settings(data=tmp_path, secret_key="Zq7-tests-only-0f2c9e1b8d6a4537kLmNpQ"))
    assert (app.debug, app.testing, app.config["PROPAGATE_EXCEPTIONS"]) == (False, False, None)


def test_a_fault_shows_neither_traceback_nor_console(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise RuntimeError("secret of the inside")

    monkeypatch.setitem(app.view_functions, "health.get_health", broken)
    answer = stranger(app).get("//healthz?__debugger__=yes&cmd=resource&f=debugger.js")
    assert (answer.status_code, answer.json["code"]) == (500, "fault")
    for word in ("Traceback", "secret of the inside", "widget_server", "debugger"):
        assert word not in answer.text


@pytest.mark.parametrize("name", AT_LEAST)
def test_what_had_holes_is_installed_without_them(name: str) -> None:
    assert Version(version(name)) >= Version(AT_LEAST[name])


@pytest.mark.parametrize("name", AT_LEAST)
def test_an_older_one_with_holes_cannot_be_installed_beside_us(name: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [each for each in map(Requirement, project["dependencies"]) if each.name.lower() == name.lower()]
    least = Version(AT_LEAST[name])
    older = Version(".".join(map(str, [*least.release[:-1], least.release[-1] - 1])))
    assert [older in each.specifier for each in asked] == [False]


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_the_lock_names_hashes_and_no_index_and_nothing_unwanted(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    names = {found.lower() for found in re.findall(r"^([A-Za-z0-9._-]+)(?:\[.*?\])?==", text, re.MULTILINE)}
    assert not names & set(NEVER)
    assert names >= {name.lower() for name in AT_LEAST}
    assert text.count("==") <= text.count("--hash=sha256:")
    assert not re.search(r"--(extra-)?index-url|--find-links|https?://", text)


def test_no_cookie_and_no_session_of_flask_is_set_by_the_api(app: Flask) -> None:
    for path in ("//healthz", "//api/docs", "/openapi.json", "/counts", "//nothing"):
        assert "Set-Cookie" not in stranger(app).get(path).headers


def test_no_pickle_is_read_anywhere() -> None:
    words = re.compile(r"\b(pickle|marshal|shelve|yaml\.load|dill)\b")
    found = [path.name for path in (ROOT / "widget_server").rglob("*.py") if words.search(path.read_text("utf-8"))]
    assert found == []


def test_nobody_but_the_service_reads_its_database(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "data"
    app = create_app(Settings(data=folder, secret_key="Zq7-tests-only-0f2c9e1b8d6a4537kLmNpQ"))
    with app.app_context():
        migrate.upgrade()
        with transaction():
            session().execute(sqlalchemy.text("CREATE TABLE x (y)"))
        rights = {file.name: file.stat().st_mode & 0o777 for file in folder.iterdir()}
        db.engine.dispose()
    assert folder.stat().st_mode & 0o777 == 0o700
    assert rights["weerklank.db"] == 0o600
    assert set(rights.values()) == {0o600}


def test_a_failed_statement_says_nothing_of_what_people_wrote(app: Flask) -> None:
    with app.app_context(), pytest.raises(SQLAlchemyError) as caught:
        session().execute(sqlalchemy.text("INSERT INTO nowhere VALUES (:words)"), {"words": "geheime woorden"})
    assert "geheim" not in str(caught.value)


def test_methods_that_nobody_knows_are_counted_as_one(app: Flask) -> None:
    before = len(metrics._children)
    for number in range(20):
        stranger(app).call(f"MAKE{number}", "//healthz")
    assert len(metrics._children) <= before + 1
    assert 'method="other"' in stranger(app).get("//metrics").text
