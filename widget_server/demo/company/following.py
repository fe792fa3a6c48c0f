"""Who follows whom and what: the pages one spoke on, one's groups, and then whatever, by a heavy tail."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from widget_server.demo.company.chance import DAY, Chance, Tail, stored
from widget_server.demo.company.folk import Folk
from widget_server.demo.company.ground import Ground, Place
from widget_server.demo.company.size import MOST_FOLLOWS, Size
from widget_server.demo.company.talk import Said

SPREAD = 1.1  # of how many things people follow: sigma of a lognormal; the mean is 1.8 times the median
LEVELS = ("all",) * 17 + ("mentions",) * 2 + ("off",)
ASTRAY = 0.03  # of the places picked that one may not read, or not any more: followed all the same
MOMENTS = 5000  # at which follows began
TRIES = 30  # for each follow; then colleagues fill the rest


@dataclass(slots=True)
class Followable:
    """Things of one kind, the most followed first: ids, and the place of each where that may be closed to somebody."""

    share: float
    ids: list[str]
    places: list[Place] | None
    tail: Tail = field(init=False)
    exponent: float = 0.75

    def __post_init__(self) -> None:
        """Let the first be likelier."""
        self.tail = Tail(len(self.ids), self.exponent, 4)


@dataclass(slots=True)
class Following:
    """The follows of everybody, to be gone through once."""

    size: Size
    folk: Folk
    ground: Ground
    comments: list[Said]
    chance: Chance
    kinds: list[Followable] = field(init=False)
    _own: dict[int, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))

    def __post_init__(self) -> None:
        """Set out what can be followed, and what each follows already by taking part."""
        roots = sorted((said for said in self.comments if said.parent is None), key=lambda said: -said.below)
        places, topics = self.ground.places, list(self.ground.topics.values())
        self.kinds = [
            Followable(0.45, self.folk.ids, None),
            Followable(0.15, topics, None),
            Followable(0.28, [place.id for place in places], places),
            Followable(0.12, [root.id for root in roots], [root.place for root in roots]),
        ]
        for said in self.comments:
            self._own[said.author][said.place.id] = None
        for place in places:
            group = place.group
            if group is None:
                continue
            for person in group.order:
                self._own[person][group.id] = None

    def rows(self) -> Iterator[tuple[Any, ...]]:
        """Give the rows of `follows` in the order of their key."""
        moments = [stored(self.chance.end - int(self.chance.random() * 700 * DAY)) for _ in range(MOMENTS)]
        for person, number in enumerate(self._numbers()):
            actor_id = self.folk.ids[person]
            for object_id in sorted(self._of(person, number)):
                yield actor_id, object_id, self.chance.one_of(LEVELS), self.chance.one_of(moments)

    def _numbers(self) -> list[int]:
        """Give how many things each follows, all of it together as many as asked for."""
        most = min(MOST_FOLLOWS, self.size.people // 2)
        weights = [self.chance.lognormvariate(0, SPREAD) for _ in range(self.size.people)]
        scale = self.size.follows / sum(weights)
        numbers = [min(most, max(1, int(weight * scale))) for weight in weights]
        missing = self.size.follows - sum(numbers)
        step = 1 if missing > 0 else -1
        while missing:
            person = int(self.chance.random() * self.size.people)
            if 1 <= numbers[person] + step <= most:
                numbers[person] += step
                missing -= step
        return numbers

    def _of(self, person: int, number: int) -> list[str]:
        mine = dict.fromkeys(list(self._own.get(person, ()))[-number:])
        for _ in range(TRIES * number):
            if len(mine) >= number:
                break
            object_id = self._picked(person)
            if object_id is not None:
                mine[object_id] = None
        mine.pop(self.folk.ids[person], None)
        others = (self.folk.ids[(person + step) % self.size.people] for step in range(1, self.size.people))
        while len(mine) < number:
            mine[next(others)] = None
        return list(mine)

    def _picked(self, person: int) -> str | None:
        """Give something to follow, or None where the person would not come upon it."""
        kind = self.kinds[self._kind()]
        if not kind.ids:
            return None
        number = kind.tail.pick(self.chance)
        if kind.places is None or kind.places[number].admits(person, self.folk) or self.chance.random() < ASTRAY:
            return kind.ids[number]
        return None

    def _kind(self) -> int:
        drawn = self.chance.random()
        for number, kind in enumerate(self.kinds):
            drawn -= kind.share
            if drawn < 0:
                return number
        return 0
