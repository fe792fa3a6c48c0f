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


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured: the median of its rounds, the gate it must pass and the aim behind it (least is best)."""

    name: str
    unit: str
    rounds: list[float]
    goal: float | None = None
    best: float | None = None
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def value(self) -> float:
        """Give the median."""
        return statistics.median(self.rounds)

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
    print(f"\n{'':44}{'median':>10} {'unit':6}{'goal':>9}{'aim':>9}  ")
    for each in figures:
        goals = "".join(f"{_short(goal):>9}" for goal in (each.goal, each.best))
        print(f"{each.name:44}{_short(each.value):>10} {each.unit:6}{goals}  {each.verdict}")
        if each.more:
            print("    " + ", ".join(f"{name} {_short(value)}" for name, value in each.more.items()))


def keep(about: dict[str, Any], figures: Iterable[Figure], folder: Path = FOLDER) -> Path:
    """Write everything into a file named by the time (UTC); give its path."""
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    rows = [asdict(each) | {"value": each.value, "verdict": each.verdict} for each in figures]
    path = folder / f"{now:%Y-%m-%dT%H%M%SZ}.json"
    path.write_bytes(orjson.dumps({"at": now, **about, "figures": rows}, option=orjson.OPT_INDENT_2))
    return path


def _short(value: Any) -> str:
    if value is None:
        return "-"
    return f"{value:.3g}" if isinstance(value, float) and value < 1000 else f"{value:.0f}"
