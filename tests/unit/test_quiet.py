"""When somebody is left in peace."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from widget_server.notifications.policy import QUIET, Quiet, is_quiet, when_loud


def at(text: str) -> datetime:
    """Give a moment, UTC; Amsterdam is an hour later in winter, two in summer."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "quiet"),
    [
        ("2026-11-23 06:59", True),  # Monday, a minute before eight in Amsterdam
        ("2026-11-23 07:00", False),
        ("2026-11-23 16:59", False),
        ("2026-11-23 17:00", True),
        ("2026-11-23 23:30", True),
        ("2026-07-20 06:00", False),  # a Monday in summer
        ("2026-11-21 11:00", True),  # Saturday
        ("2026-11-20 22:59", True),  # Friday evening
    ],
)
def test_evenings_nights_and_weekends_are_quiet_by_default(moment: str, quiet: bool) -> None:
    assert is_quiet(QUIET, at(moment)) is quiet


@pytest.mark.parametrize(
    ("quiet", "moment", "peace"),
    [
        (Quiet(days=(3,)), "2026-11-25 10:00", True),  # Wednesday, one's own day off
        (Quiet(days=()), "2026-11-21 10:00", False),
        (Quiet(dates=("2026-12-24",)), "2026-12-24 10:00", True),
        (Quiet(off_from="2026-11-20", off_until="2026-11-25"), "2026-11-25 10:00", True),  # the last day
        (Quiet(off_from="2026-11-20", off_until="2026-11-25"), "2026-11-26 10:00", False),
        (Quiet(evenings=False), "2026-11-23 22:00", False),
        (Quiet(start="12:00", end="13:00"), "2026-11-23 11:30", True),
        (Quiet(start="12:00", end="13:00"), "2026-11-23 20:00", False),
        (Quiet(start="00:00", end="00:00"), "2026-11-23 11:30", True),
        (Quiet(timezone="America/New_York"), "2026-11-23 17:30", False),
    ],
)
def test_what_one_says_counts(quiet: Quiet, moment: str, peace: bool) -> None:
    assert is_quiet(quiet, at(moment)) is peace


@pytest.mark.parametrize(
    ("moment", "loud"),
    [
        ("2026-11-23 09:07", "2026-11-23 09:07"),
        ("2026-11-23 20:10", "2026-11-24 07:00"),
        ("2026-11-20 17:00", "2026-11-23 07:00"),  # Friday evening to Monday morning
        ("2026-10-24 12:00", "2026-10-26 07:00"),  # over the end of summer time
    ],
)
def test_the_end_of_the_quiet_time_is_found(moment: str, loud: str) -> None:
    assert when_loud(QUIET, at(moment)) == at(loud)


def test_who_is_never_to_be_disturbed_has_no_end_of_it() -> None:
    assert when_loud(Quiet(days=(1, 2, 3, 4, 5, 6, 7)), at("2026-11-23 09:00")) is None
