"""PostgreSQL instead of SQLite, as the guide says."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.helpers import postgres
from tests.identity.walk import Widget
from tests.install.https import Browser, Talk
from tests.install.machine import Machine

HEADING = "PostgreSQL instead of SQLite"


@pytest.fixture
def on_postgres(machine: Machine) -> Iterator[Machine]:
    """The machine with its database on PostgreSQL."""
    file = machine.path("/etc/weerklank/weerklank.toml")
    before = file.read_text()
    with postgres.running() as server:
        server.folder.chmod(0o755)  # the service's user comes in by the socket
        machine.environment["PGHOST"] = str(server.folder)
        machine.shell("systemctl stop weerklank")
        machine.follow(HEADING, 0)
        machine.follow("Configure", 2)
        machine.shell("systemctl start weerklank")
        try:
            yield machine
        finally:
            machine.shell("systemctl stop weerklank")
            del machine.environment["PGHOST"]
            file.write_text(before)
            machine.shell("systemctl start weerklank")


def test_what_was_backed_up_is_there_after_a_restore(
    on_postgres: Machine, browser: Browser, signed_in: Callable[..., Widget]
) -> None:
    talk = Talk(signed_in("bram"), browser)
    talk.reply("voor de kopie")
    on_postgres.follow(HEADING, 1)
    on_postgres.shell("systemctl start weerklank-backup")
    talk.reply("na de kopie")
    on_postgres.follow(HEADING, 2)
    assert talk.texts() == ["voor de kopie"]
    said = on_postgres.shell("weerklank doctor")
    assert "✗" not in said and "postgresql" in said
