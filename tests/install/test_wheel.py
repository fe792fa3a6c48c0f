"""What `make dist` makes: all that a server needs, and nothing of the tests."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

MADE_OF = ("babel.cfg", "messages.po", "messages.pot")  # the .mo that is served is made of these


@pytest.fixture(scope="session")
def wheel(dist: Path) -> set[str]:
    """The names of the files in the wheel."""
    (file,) = dist.glob("*.whl")
    with zipfile.ZipFile(file) as opened:
        return set(opened.namelist())


def test_every_file_of_the_package_is_in_the_wheel(sources: Path, wheel: set[str]) -> None:
    package = sources / "widget_server"
    written = {
        f"widget_server/{path.relative_to(package)}"
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.name not in MADE_OF
    }
    assert written - wheel == set()


def test_the_kinds_of_files_that_a_package_forgets_are_there(wheel: set[str]) -> None:
    for name in (
        "db/migrations/versions/0001_first_tables.py",
        "sessions/templates/sessions/finish.html",
        "sessions/static/auth.css",
        "web/translations/nl/LC_MESSAGES/messages.mo",
        "assets/built/version",
    ):
        assert f"widget_server/{name}" in wheel
    assert [name for name in wheel if name.startswith("widget_server/assets/built/") and name.endswith(".js.br")]


def test_nothing_else_is_in_the_wheel(wheel: set[str]) -> None:
    assert {name.split("/")[0] for name in wheel if ".dist-info/" not in name} == {"widget_server"}


def test_the_lock_and_the_configurations_lie_beside_it(sources: Path, dist: Path) -> None:
    assert (dist / "requirements.lock").read_bytes() == (sources / "requirements.lock").read_bytes()
    examples = sources / "examples" / "config"
    assert sorted(path.name for path in (dist / "config").iterdir()) == sorted(path.name for path in examples.iterdir())
