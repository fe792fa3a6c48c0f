"""Programs that make images anew: so many at once, the others wait."""

from __future__ import annotations

from threading import Event, Thread

import pytest

from tests.helpers.service import PATIENCE_SECONDS
from widget_server.core.errors import Unavailable
from widget_server.files.service.pictures import Turns


def test_who_gets_no_turn_in_time_is_told_when_to_come_back() -> None:
    turns = Turns(2, 0)
    with turns.taken(), turns.taken(), pytest.raises(Unavailable) as refused, turns.taken():
        pass
    assert (refused.value.neighbour, refused.value.retry_after_seconds) == ("pictures", 10)


def test_a_turn_is_given_back_also_by_what_fails() -> None:
    turns = Turns(1, 0)
    with pytest.raises(ValueError, match="broken"), turns.taken():
        raise ValueError("broken")
    with turns.taken():
        pass


def test_who_waits_has_the_next_turn() -> None:
    turns, got = Turns(1, PATIENCE_SECONDS), Event()

    def wait() -> None:
        with turns.taken():
            got.set()

    waiting = Thread(target=wait)
    with turns.taken():
        waiting.start()
        assert not got.is_set()
    assert got.wait(PATIENCE_SECONDS)
    waiting.join()
