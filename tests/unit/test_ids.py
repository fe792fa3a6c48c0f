"""Ids: 26 characters, ordered by time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from widget_server.core import clock
from widget_server.core.ids import ALPHABET, is_id, new_id


def test_an_id_is_26_small_letters_and_digits() -> None:
    made = new_id()
    assert len(made) == 26 and set(made) <= set(ALPHABET)
    assert is_id(made)


def test_ids_made_one_after_another_are_all_different_and_in_order() -> None:
    made = [new_id() for _ in range(5000)]
    assert len(set(made)) == 5000
    assert made == sorted(made)


def test_ids_follow_the_house_clock() -> None:
    with clock.moved(timedelta(days=-30)):
        old = new_id()
    with clock.moved(timedelta(days=30)):
        young = new_id()
    assert old < new_id() < young


@pytest.mark.parametrize(
    "other", ["", "x", None, 7, "A" * 26, "0" * 25, "0" * 27, "i" * 26, "0" * 25 + "\n", "٣" * 26, ["0" * 26]]
)
def test_other_things_are_no_ids(other: object) -> None:
    assert not is_id(other)
