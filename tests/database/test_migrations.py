"""Migrations: from empty, equal to the models, all of it or nothing, on both databases."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from tests.factories import SECRET, Factory
from tests.helpers.dump import dump
from tests.helpers.service import COMMAND, ROOT, environment
from widget_server.app import create_app
from widget_server.core.settings import Settings
from widget_server.db import db, migrate
from widget_server.db.migrate import MIGRATIONS

BROKEN = """
from alembic import op
revision, down_revision = "broken", "{head}"


def upgrade():
    {first}
    op.execute("{second}")
"""


@pytest.fixture
def empty(empty_url: str, tmp_path: Path) -> Iterator[Flask]:
    """The service on an empty database."""
    app = create_app(Settings(data=tmp_path, database_url=empty_url, secret_key=SECRET))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    """The migrations, copied to be added to."""
    folder = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def shape() -> dict[str, list[str]]:
    """Give every table with its columns, indexes and constraints."""
    found = inspect(db.engine)
    return {
        name: sorted(
            [f"{column['name']} {column['type']} {column['nullable']}" for column in found.get_columns(name)]
            + [str(index["name"]) for index in found.get_indexes(name)]
            + [str(key["name"]) for key in found.get_foreign_keys(name)]
        )
        for name in found.get_table_names()
    }


def test_an_empty_database_is_behind_and_is_brought_up_to_date(empty: Flask) -> None:
    assert (migrate.current(), migrate.is_behind()) == (None, True)
    migrate.upgrade()
    assert (migrate.current(), migrate.is_behind()) == (migrate.head(), False)
    before = shape()
    migrate.upgrade()
    assert shape() == before


def test_the_models_are_what_the_migrations_make(empty: Flask) -> None:
    migrate.upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, db.metadata) == []


def test_photos_given_before_are_kept_as_paths_from_then_on(empty: Flask) -> None:
    migrate.upgrade()
    made = Factory(empty)
    given, claimed = made.person("Anna").id, made.person("Bram").id
    old = "UPDATE actors SET photo_key = :key, photo_url = :url WHERE id = :id"
    with db.engine.begin() as connection:
        connection.execute(text(old), {"id": given, "key": "f" * 40, "url": f"http://old.example/photos/{'f' * 40}/96"})
        connection.execute(text(old), {"id": claimed, "key": None, "url": "https://idp.example.com/bram.jpg"})
        connection.execute(text("UPDATE alembic_version SET version_num = '0019'"))
    migrate.upgrade("0020")
    with db.engine.connect() as connection:
        kept = dict(connection.execute(text("SELECT id, photo_url FROM actors")).all())
    assert kept == {given: f"/photos/{'f' * 40}/96", claimed: "https://idp.example.com/bram.jpg"}


def test_there_is_one_head_and_the_names_of_the_files_say_it() -> None:
    made = Config()
    made.set_main_option("script_location", str(MIGRATIONS))
    assert ScriptDirectory.from_config(made).get_heads() == [migrate.head()]


@pytest.mark.parametrize(
    "first",
    [
        'op.execute("CREATE TABLE half (x INTEGER)")',
        "op.execute(\"UPDATE sites SET name = 'changed'\")",
        'op.execute("DROP TABLE remembered_answers")',
        'op.execute("ALTER TABLE pages RENAME TO leaves")',
    ],
)
@pytest.mark.parametrize("second", ["this is no SQL", "INSERT INTO nowhere VALUES (1)"])
def test_a_migration_whose_second_statement_fails_leaves_the_database_as_it_was(
    empty: Flask, scripts: Path, first: str, second: str
) -> None:
    migrate.upgrade()
    Factory(empty).site()
    (scripts / "versions" / "broken.py").write_text(BROKEN.format(head=migrate.head(), first=first, second=second))
    before = shape(), dump(empty), migrate.current()
    with pytest.raises(DBAPIError):
        migrate.upgrade(scripts=scripts)
    db.engine.dispose()
    assert (shape(), dump(empty), migrate.current()) == before


def test_a_first_migration_that_fails_leaves_an_empty_database_empty(empty: Flask, scripts: Path) -> None:
    broken = BROKEN.format(head=migrate.head(), first='op.execute("SELECT 1")', second="this is no SQL")
    (scripts / "versions" / "broken.py").write_text(broken)
    with pytest.raises(DBAPIError):
        migrate.upgrade(scripts=scripts)
    assert shape() == {}


def test_a_good_migration_after_the_first_is_taken(empty: Flask, scripts: Path) -> None:
    migrate.upgrade()
    good = BROKEN.format(head=migrate.head(), first='op.execute("CREATE TABLE whole (x INTEGER)")', second="SELECT 1")
    (scripts / "versions" / "broken.py").write_text(good)
    migrate.upgrade(scripts=scripts)
    assert (migrate.current(), "whole" in shape()) == ("broken", True)


def test_a_migration_that_leaves_rows_pointing_nowhere_is_undone(empty: Flask, scripts: Path) -> None:
    migrate.upgrade()
    site = Factory(empty).site()
    orphan = 'op.execute("DELETE FROM sites")'
    (scripts / "versions" / "broken.py").write_text(BROKEN.format(head=migrate.head(), first=orphan, second="SELECT 1"))
    Factory(empty).page(site)
    before = dump(empty)
    with pytest.raises((RuntimeError, IntegrityError)):
        migrate.upgrade(scripts=scripts)
    db.engine.dispose()
    assert dump(empty) == before


def test_services_that_start_at_once_migrate_once(empty_url: str, tmp_path: Path) -> None:
    words = [*COMMAND, "migrate"]
    own = environment(tmp_path, database_url=empty_url)
    started = [subprocess.Popen(words, cwd=ROOT, env=own, stdout=-1, stderr=-1, text=True) for _ in range(4)]
    said = [(process.communicate(timeout=60), process.returncode) for process in started]
    assert [status for _, status in said] == [0] * 4, said
    assert all(f"Database at {migrate.head()} " in text for (text, _), _ in said)


def test_foreign_keys_hold_after_a_migration(empty: Flask) -> None:
    migrate.upgrade()
    with pytest.raises(IntegrityError), db.engine.begin() as connection:
        connection.execute(text("INSERT INTO origins (origin, site_id) VALUES ('https://x.example', 'nobody')"))
