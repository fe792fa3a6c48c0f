"""The printed formula of *For you*, and how its cards are mixed. Floats only; knows no database.

    score = reason × 0.5^(age in hours / 24) × 1.25 when nobody has answered yet × 1.5 when you have not seen it

`reason` is the weight of the strongest reason below. Of a thread the activity with the highest score is shown. Then the
cards are mixed: of three in a row never all from one page or one person, as long as there is another to put between.
The weights are ours; that half a score a day keeps a feed lively without hiding last week is the decay that "hot"
rankings have (Salihefendic, "How Reddit ranking algorithms work", 2010), with a half-life in place of a logarithm.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

HALF_LIFE_HOURS = 24.0
UNANSWERED = 1.25
UNSEEN = 1.5
IN_A_ROW = 2  # cards of one page or person, at most

# Why something is in a feed, strongest first; what each adds.
WEIGHTS = {
    "answered_you": 2.0,
    "person_posted": 1.4,
    "person_attached": 1.3,
    "person_answered": 1.2,
    "group_followed": 1.1,
    "thread_followed": 1.0,
    "topic_followed": 0.9,
    "page_followed": 0.8,
    "person_liked": 0.5,
    "new_here": 0.3,
}


@dataclass(frozen=True, slots=True)
class Score:
    """A score with its factors, as they are shown to whoever asks."""

    kind: str
    reason: float
    age_hours: float
    recency: float
    unanswered: float
    unseen: float

    @property
    def total(self) -> float:
        """Give the product of the factors."""
        return self.reason * self.recency * self.unanswered * self.unseen


def score(kinds: Iterable[str], at: datetime, now: datetime, *, unanswered: bool, unseen: bool) -> Score:
    """Give the score of an activity of `at` that is there for reasons of these kinds (at least one)."""
    kind = max(kinds, key=lambda each: (WEIGHTS[each], each))
    age_hours = max(0.0, (now - at).total_seconds() / 3600)
    recency = 0.5 ** (age_hours / HALF_LIFE_HOURS)
    return Score(kind, WEIGHTS[kind], age_hours, recency, UNANSWERED if unanswered else 1.0, UNSEEN if unseen else 1.0)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A card's place: its activity and thread, the page and the person it comes from, and its score."""

    activity_id: str
    thread_id: str
    page_id: str
    actor_id: str
    score: Score


def best_of_threads(found: Iterable[Ranked]) -> list[Ranked]:
    """Give one activity a thread, that with the highest score (then the newest), best first."""
    best: dict[str, Ranked] = {}
    for each in sorted(found, key=lambda ranked: (ranked.score.total, ranked.activity_id), reverse=True):
        best.setdefault(each.thread_id, each)
    return list(best.values())


Placed = TypeVar("Placed", bound=Ranked)


def diversified(ranked: Sequence[Placed]) -> list[Placed]:
    """Give the same cards, best first, but no three in a row of one page or person while another is left."""
    waiting, mixed = list(ranked), list[Placed]()
    while waiting:
        place = next((at for at, card in enumerate(waiting) if not _crowds(mixed, card)), 0)
        mixed.append(waiting.pop(place))
    return mixed


def _crowds(mixed: Sequence[Ranked], card: Ranked) -> bool:
    last = mixed[-IN_A_ROW:]
    if len(last) < IN_A_ROW:
        return False
    return all(each.page_id == card.page_id for each in last) or all(each.actor_id == card.actor_id for each in last)
