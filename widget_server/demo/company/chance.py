"""Chance that comes out the same for a seed: heavy tails, working hours, ids."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from random import Random
from typing import TypeVar

from widget_server.core.ids import id_of

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = 86_400_000_000  # microseconds, as every moment here
DAYS = 730  # that the company has been talking
WEEKEND = 0.12  # of what a working day sees
T = TypeVar("T")


class Tail:
    """Numbers below `length`, the first ones much likelier: rank r weighs (r + shift) to the power -exponent (Zipf)."""

    def __init__(self, length: int, exponent: float, shift: float = 2.0) -> None:
        self.sums = list(accumulate((rank + shift) ** -exponent for rank in range(length)))

    def pick(self, random: Random) -> int:
        """Give a number."""
        return bisect(self.sums, random.random() * self.sums[-1], 0, len(self.sums) - 1)


class Chance(Random):
    """A source of chance that also knows when the company lives: until `ends_at`."""

    def __init__(self, seed: str, ends_at: datetime) -> None:
        super().__init__(seed)
        self.end = (ends_at - EPOCH) // timedelta(microseconds=1)
        self.start = (self.end // DAY - DAYS) * DAY  # a midnight

    def id_at(self, moment: int) -> str:
        """Give an id of a moment."""
        return id_of(moment, self.getrandbits(62))

    def one_of(self, things: Sequence[T]) -> T:
        """Give one of `things`, each as likely; half the cost of choice()."""
        return things[int(self.random() * len(things))]

    def moments(self, number: int) -> list[int]:
        """Give moments in their order, no two alike: on working days mostly, and more of them lately."""
        days = range(DAYS + 1)  # today too
        weights = [(0.3 + day / DAYS) * (WEEKEND if self._is_weekend(day) else 1) for day in days]
        drawn = sorted(self._within(day) for day in self.choices(days, weights, k=number))
        last = self.start
        for place, moment in enumerate(drawn):
            last = drawn[place] = max(moment, last + 1)
        return drawn

    def _within(self, day: int) -> int:
        moment = self.start + day * DAY + int(self.triangular(0, DAY, 0.42 * DAY))
        return moment if moment < self.end else self.end - int(self.random() * DAY / 3) - 1

    def _is_weekend(self, day: int) -> bool:
        return ((self.start + day * DAY) // DAY + 3) % 7 > 4  # the first of January 1970 was a Thursday


def stored(moment: int) -> str:
    """Write a moment as SQLite keeps it; PostgreSQL reads the same, in a session whose time zone is UTC."""
    return (EPOCH + timedelta(microseconds=moment)).isoformat(" ", "microseconds")[:26]
