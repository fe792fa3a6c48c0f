"""`weerklank person disable` with a list: all of them, or nobody."""

from __future__ import annotations

from tests.helpers.service import run
from tests.process.conftest import World
from widget_server.db import session
from widget_server.identity.models import Actor


def test_of_a_list_with_a_name_that_nobody_has_nobody_is_disabled_or_said_to_be(world: World) -> None:
    done = run("person", "disable", world.person.id, "mallory", data=world.data)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("weerklank: Nobody is known as mallory.")
    with world.app.app_context():
        assert session().get_one(Actor, world.person.id).disabled_at is None
