"""The command line finds each command where it stands, and imports no more than it needs."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import click
import pytest

from widget_server.cli import MODULES, weerklank


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
