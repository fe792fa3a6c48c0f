"""The one clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from widget_server.core import clock


def test_the_time_is_utc_and_now() -> None:
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    assert clock.now().tzinfo is UTC


def test_moved_blocks_nest_and_end_also_when_they_fail() -> None:
    with clock.moved(timedelta(days=1)):
        with clock.moved(timedelta(hours=2)):
            assert timedelta(hours=25, minutes=59) < clock.now() - datetime.now(UTC) < timedelta(hours=26, minutes=1)
        with pytest.raises(RuntimeError), clock.moved(timedelta(days=9)):
            raise RuntimeError
        assert timedelta(hours=23) < clock.now() - datetime.now(UTC) < timedelta(hours=25)
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)


def test_in_seconds_goes_both_ways() -> None:
    assert clock.in_seconds(-60) < clock.now() < clock.in_seconds(60)


def test_a_moment_is_written_in_utc_with_z() -> None:
    amsterdam = timezone(timedelta(hours=1))
    assert clock.iso(datetime(2026, 11, 23, 10, 5, 7, 999_999, tzinfo=amsterdam)) == "2026-11-23T09:05:07Z"
