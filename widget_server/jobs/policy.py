"""How long a job that failed waits, when it is parked, and when the night's work is due."""

from __future__ import annotations

from datetime import datetime, timedelta

FIRST_WAIT_SECONDS = 30
FACTOR = 3
LONGEST_WAIT_SECONDS = 3600
JITTER = 0.2  # of a wait, either way: what failed together does not come back together
MAX_ATTEMPTS = 30  # a day and two hours with the waits above: an outage of a night parks nothing
NIGHT_HOUR = 2  # UTC


def wait_seconds(attempts: int, chance: float, after_seconds: float = 0) -> float:
    """Give the wait after the last of `attempts` that failed; `chance`, 0 to 1, places it within its jitter.

    A neighbour that said when to come back is believed up to the longest wait of our own.
    """
    grown = FIRST_WAIT_SECONDS * FACTOR ** min(attempts - 1, 10)  # else a number with thousands of digits
    own = min(grown, LONGEST_WAIT_SECONDS) * (1 + JITTER * (2 * chance - 1))
    return max(own, min(after_seconds, LONGEST_WAIT_SECONDS))


def is_to_park(attempts: int) -> bool:
    """Tell whether a job that failed as often is no longer tried."""
    return attempts >= MAX_ATTEMPTS


def next_night(now: datetime) -> datetime:
    """Give the next moment of the night at which there is time (UTC)."""
    tonight = now.replace(hour=NIGHT_HOUR, minute=0, second=0, microsecond=0)
    return tonight if tonight > now else tonight + timedelta(days=1)
