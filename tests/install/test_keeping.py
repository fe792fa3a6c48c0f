"""Backup, restore and update as the guide says: what people wrote is still there."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.identity.walk import Widget
from tests.install.guide import ROOT
from tests.install.https import Browser, Talk
from tests.install.machine import PATHS, SECONDS, Machine


@pytest.fixture
def talk(browser: Browser, signed_in: Callable[..., Widget]) -> Talk:
    """Anna's conversation on one page."""
    return Talk(signed_in("anna"), browser)


def test_what_was_backed_up_is_there_after_a_restore(machine: Machine, talk: Talk) -> None:
    talk.reply("voor de kopie")
    said = machine.follow("Back up", 0)
    assert len(re.findall(r"\.db$", said, re.MULTILINE)) == 1
    talk.reply("na de kopie")
    assert talk.texts() == ["voor de kopie", "na de kopie"]
    machine.follow("Back up", 1)
    assert talk.texts() == ["voor de kopie"]
    talk.reply("na het herstel")
    assert talk.texts() == ["voor de kopie", "na het herstel"]
    assert machine.shell("weerklank doctor").count("✗") == 0


def test_units_are_what_systemd_reads(machine: Machine) -> None:
    files = [*(ROOT / "examples" / "config").glob("*.service"), *(ROOT / "examples" / "config").glob("*.timer")]
    folder = machine.path("/run/units")
    folder.mkdir()
    for file in files:
        (folder / file.name).write_text(PATHS.sub(f"{machine.root}/", file.read_text("utf-8")))
    done = machine.attempt(f"cd {folder} && systemd-analyze verify --man=no {' '.join(file.name for file in files)}")
    assert (done.returncode, done.stdout, len(files)) == (0, "", 5)
    assert "Normalized form: *-*-* 02:30:00" in machine.shell("systemd-analyze calendar '*-*-* 02:30'")


def test_copies_are_the_services_alone_and_go_after_two_weeks(machine: Machine) -> None:
    folder = machine.path("/var/backups/weerklank")
    copy = next(folder.glob("*.db"))
    assert oct(copy.stat().st_mode)[-3:] == "600"
    old = folder / "2020-01-01T02-30-00.db"
    machine.shell(f"install -m 600 {copy} {old} && touch -d '16 days ago' {old} && systemctl start weerklank-backup")
    assert not old.exists()
    assert list(folder.glob("*.part")) == []


def test_an_update_keeps_the_conversation(machine: Machine, sources: Path, talk: Talk) -> None:
    talk.reply("voor de nieuwe versie")
    new = sources / "widget_server" / "__init__.py"
    new.write_text(re.sub(r'__version__ = ".*"', '__version__ = "99.1.0"', new.read_text()))
    for old in machine.dist.glob("*.whl"):
        old.unlink()
    words = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir"]
    subprocess.run([*words, str(machine.dist), "."], cwd=sources, timeout=SECONDS, check=True)
    assert "weerklank 99.1.0" in machine.follow("Update")
    assert talk.texts()[-1] == "voor de nieuwe versie"
