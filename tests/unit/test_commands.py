"""The command line finds each command where it stands, and imports no more than it needs."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from tests.helpers.service import environment
from widget_server.cli import MODULES, weerklank

RARE = (  # each some MiB that a service on SQLite may never have a use for
    "PIL",
    "alembic",
    "authlib",
    "cryptography",
    "flask_smorest",
    "smtplib",
    "sqlalchemy.dialects.postgresql",
)


@pytest.mark.parametrize("module", MODULES)
def test_every_command_stands_where_the_table_says(module: str) -> None:
    commands = import_module(f"widget_server.cli.{module}").COMMANDS
    assert tuple(command.name for command in commands) == MODULES[module]


def test_every_command_is_found_and_no_other() -> None:
    context = click.Context(weerklank)
    names = weerklank.list_commands(context)
    assert [weerklank.get_command(context, name).name for name in names] == names
    assert weerklank.get_command(context, "dance") is None


def test_serve_starts_without_the_application() -> None:
    asked = "import sys; from widget_server.cli import service; print({'flask', 'sqlalchemy'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_the_service_starts_without_what_it_may_never_use(tmp_path: Path) -> None:
    asked = f"import sys; from widget_server import wsgi; print([name for name in {RARE} if name in sys.modules])"
    words, env = [sys.executable, "-c", asked], environment(tmp_path)
    done = subprocess.run(words, env=env, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
