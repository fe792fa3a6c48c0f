"""How long a job that failed waits, and when the night is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from widget_server.jobs.policy import MAX_ATTEMPTS, is_to_park, next_night, wait_seconds


def test_the_waits_grow_threefold_up_to_an_hour() -> None:
    assert [wait_seconds(attempts, 0.5) for attempts in (1, 2, 3, 4, 5, 6, 30, 10_000)] == [
        *(30, 90, 270, 810, 2430),
        *(3600, 3600, 3600),
    ]


def test_chance_places_a_wait_a_fifth_either_way() -> None:
    assert [round(wait_seconds(1, chance)) for chance in (0, 0.5, 1)] == [24, 30, 36]


def test_a_neighbour_that_says_when_to_come_back_is_believed_up_to_an_hour() -> None:
    assert [wait_seconds(1, 0.5, said) for said in (0, 10, 120, 10**9)] == [30, 30, 120, 3600]


def test_an_outage_of_a_day_parks_nothing() -> None:
    waited = sum(wait_seconds(attempts, 0) for attempts in range(1, MAX_ATTEMPTS))
    assert waited > 0.8 * 24 * 3600
    assert (is_to_park(MAX_ATTEMPTS - 1), is_to_park(MAX_ATTEMPTS)) == (False, True)


@pytest.mark.parametrize(
    ("now", "night"),
    [((2026, 5, 3, 1, 59), (2026, 5, 3, 2)), ((2026, 5, 3, 2), (2026, 5, 4, 2)), ((2026, 12, 31, 23), (2027, 1, 1, 2))],
)
def test_the_next_night_is_the_next_two_o_clock(now: tuple[int, ...], night: tuple[int, ...]) -> None:
    assert next_night(datetime(*now, tzinfo=UTC)) == datetime(*night, tzinfo=UTC)  # type: ignore[misc]
