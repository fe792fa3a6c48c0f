"""The one clock. Everything that asks for the time asks here, so that a test or the demo can move it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

_offset = timedelta(0)


def now() -> datetime:
    """Give the time, UTC, aware."""
    return datetime.now(UTC) + _offset


def in_seconds(seconds: float) -> datetime:
    """Give the time `seconds` from now (negative: ago)."""
    return now() + timedelta(seconds=seconds)


@contextmanager
def moved(by: timedelta) -> Iterator[None]:
    """Move the clock `by` for the block, process-wide; blocks may nest. For tests and for filling the demo."""
    global _offset  # noqa: PLW0603 - one process has one clock
    before = _offset
    _offset = before + by
    try:
        yield
    finally:
        _offset = before


def iso(moment: datetime) -> str:
    """Write `moment` as the API does: ISO 8601, UTC, with Z."""
    return f"{moment.astimezone(UTC).isoformat()[:19]}Z"  # strftime takes three times as long
