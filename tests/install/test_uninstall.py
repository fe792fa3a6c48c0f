"""Last: taken off again, and nothing of the guide left untried."""

from __future__ import annotations

from tests.install.machine import Machine


def test_uninstalling_leaves_the_copies_and_nothing_else(machine: Machine) -> None:
    machine.follow("Uninstall")
    left = [str(path.relative_to(machine.root)) for path in machine.root.rglob("*weerklank*") if path != machine.root]
    known = ("dist/", "var/backups/weerklank", "var/log/", "run/")
    assert [path for path in left if not path.startswith(known)] == []
    assert any(path.endswith(".db") for path in map(str, machine.path("/var/backups/weerklank").iterdir()))


def test_every_command_of_the_guide_was_run(machine: Machine) -> None:
    assert machine.unwalked() == []
