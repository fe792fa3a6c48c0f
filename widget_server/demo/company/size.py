"""How big a company is, and how many of everything that makes."""

from __future__ import annotations

from dataclasses import dataclass

from widget_server.core.settings import BadSetting

FEWEST_PEOPLE = 50  # fewer fill no departments
MOST_FOLLOWS = 2500  # of one person


@dataclass(frozen=True, slots=True)
class Size:
    """What was asked for. The rest follows from the people."""

    people: int
    follows: int
    activities: int
    seed: int

    @property
    def departments(self) -> int:
        """Give how many departments there are, each a group of the issuer."""
        return min(180, max(5, self.people // 400))

    @property
    def pages(self) -> int:
        """Give how many pages the intranet has."""
        return max(20, self.people // 20)

    @property
    def groups(self) -> int:
        """Give how many groups there are, each with a conversation of its own."""
        return max(8, self.people // 100)

    @property
    def topics(self) -> int:
        """Give how many topics there are."""
        return min(600, max(10, self.people // 100))

    def check(self) -> None:
        """Raise BadSetting for a company that cannot be."""
        most = self.people * min(MOST_FOLLOWS, self.people // 2) // 4  # the tail is heavy: few have the most
        if self.people < FEWEST_PEOPLE:
            raise BadSetting(f"A company has at least {FEWEST_PEOPLE} people.")
        if self.activities < 1:
            raise BadSetting("A company in which nothing happens shows nothing: ask for some activities.")
        if not self.people <= self.follows <= most:
            raise BadSetting(f"{self.people} people have at least {self.people} follows, and at most {most}.")
