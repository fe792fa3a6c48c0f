"""Counts what goes to the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from widget_server.db import prepared


@dataclass(slots=True)
class Statements:
    """The SQL that ran since `clear`, in order; the words that begin and end transactions are not statements."""

    ran: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        """How many ran."""
        return len(self.ran)

    def clear(self) -> None:
        """Forget what ran."""
        self.ran.clear()

    @classmethod
    @contextmanager
    def listening(cls) -> Iterator[Statements]:
        """Give a collector that hears everything until the block ends."""
        found = cls()
        prepared.listeners.append(found.ran.append)
        try:
            yield found
        finally:
            prepared.listeners.remove(found.ran.append)
