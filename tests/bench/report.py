"""Figures as lines: medians of rounds, each beside its goal, printed as a table and kept as JSON."""

from __future__ import annotations

import statistics
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from tests.system import ROOT

FOLDER = ROOT / "var" / "bench"
DERIVED = ("value", "peer_value", "ratio", "verdict")


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured: the median of its rounds, the gate it must pass and the aim behind it (least is best).

    `peer` holds the same of Isso, where both do it.
    """

    name: str
    unit: str
    rounds: list[float]
    goal: float | None = None
    best: float | None = None
    more: dict[str, Any] = field(default_factory=dict)
    peer: list[float] = field(default_factory=list)

    @property
    def value(self) -> float:
        """Give the median."""
        return statistics.median(self.rounds)

    @property
    def peer_value(self) -> float | None:
        """Give the peer's median, None where it was not measured."""
        return statistics.median(self.peer) if self.peer else None

    @property
    def ratio(self) -> float | None:
        """Give how many times as much the peer takes."""
        return None if self.peer_value is None else self.peer_value / self.value

    @property
    def verdict(self) -> str:
        """Say in a word how it stands."""
        if self.goal is None and self.best is None:
            return ""
        if self.best is not None and self.value <= self.best:
            return "best"
        if self.goal is None:
            return "over the aim"
        return "good" if self.value <= self.goal else "OVER"


def medians(seen: Iterable[Any]) -> dict[str, float]:
    """Give the median of each field of dataclasses of one kind."""
    rows = [asdict(each) for each in seen]
    return {name: round(statistics.median(row[name] for row in rows), 3) for name in rows[0]}


def show(figures: Iterable[Figure]) -> None:
    """Print a table."""
    print(f"\n{'':34}{'median':>8} {'unit':7}{'goal':>7}{'aim':>7}{'Isso':>8}{'ratio':>7}  ")
    for each in figures:
        goals = "".join(f"{_short(goal):>7}" for goal in (each.goal, each.best))
        peer = f"{_short(each.peer_value):>8}{_short(each.ratio):>7}"
        print(f"{each.name:34}{_short(each.value):>8} {each.unit:7}{goals}{peer}  {each.verdict}")
        if each.more:
            print("    " + ", ".join(f"{name} {_short(value)}" for name, value in each.more.items()))


def shown(measuring: Iterable[Figure]) -> list[Figure]:
    """Measure, and print the table; also of what was found until a fault."""
    figures: list[Figure] = []
    try:
        figures.extend(measuring)
    finally:
        show(figures)
    return figures


def keep(about: dict[str, Any], figures: Iterable[Figure], folder: Path = FOLDER) -> Path:
    """Write everything into a file named by the time (UTC); give its path."""
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    rows = [asdict(each) | {name: getattr(each, name) for name in DERIVED} for each in figures]
    path = folder / f"{now:%Y-%m-%dT%H%M%SZ}.json"
    path.write_bytes(orjson.dumps({"at": now, **about, "figures": rows}, option=orjson.OPT_INDENT_2))
    return path


def _short(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:.3g}" if isinstance(value, float) and value < 1000 else f"{value:.0f}"
