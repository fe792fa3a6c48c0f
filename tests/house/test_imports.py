"""The rooms import only downward, and a wrong import is seen."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINT = Path(sys.executable).parent / "lint-imports"


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the contracts of `folder`."""
    command = [str(LINT), "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_every_import_contract_is_kept() -> None:
    done = lint(ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The house copied, to be spoilt."""
    ignored = shutil.ignore_patterns("__pycache__", "built")
    shutil.copytree(ROOT / "widget_server", tmp_path / "widget_server", ignore=ignored)
    shutil.copy(ROOT / "setup.cfg", tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "line"),
    [
        ("pages/policy.py", "from widget_server.threads import models"),
        ("reactions/models.py", "from widget_server.reactions import service"),
        ("threads/policy.py", "import flask"),
        ("core/text.py", "from widget_server.web import json"),
    ],
)
def test_a_wrong_import_breaks_a_contract(copy: Path, file: str, line: str) -> None:
    spoilt = copy / "widget_server" / file
    spoilt.write_text(spoilt.read_text("utf-8") + f"\n{line}\n", "utf-8")
    done = lint(copy)
    assert done.returncode != 0
    assert "BROKEN" in done.stdout


def test_a_new_room_must_take_its_place(copy: Path) -> None:
    room = copy / "widget_server" / "gossip"
    room.mkdir()
    (room / "__init__.py").write_text('"""A room nobody placed."""\n')
    assert lint(copy).returncode != 0
