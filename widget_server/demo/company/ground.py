"""Where people talk: pages for all or for some departments, groups with a conversation of their own; and topics."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from typing import Any

from widget_server.demo.company.chance import Chance
from widget_server.demo.company.folk import Folk
from widget_server.demo.company.size import Size

FOR_SOME = 0.15  # of the pages: for one to three departments
KINDS = ("open", "open", "request", "closed")  # of groups, in turn
HIDDEN = 0.3  # of the closed groups
LARGEST = 0.05  # of all people, in the largest group
REMEMBERED = 24  # of the newest comments of a place: who answers, answers one of those, so that large threads grow


@dataclass(slots=True)
class Place:
    """A page with its audience: all, some departments, or members of a group; and what is counted on it."""

    id: str
    title: str
    made: int
    departments: tuple[int, ...] = ()
    group: Group | None = None
    topics: list[str] = field(default_factory=list)
    version: int = 1
    comments: int = 0
    listed: int | None = None
    newest: deque[Any] = field(default_factory=lambda: deque(maxlen=REMEMBERED))

    def admits(self, person: int, folk: Folk) -> bool:
        """Tell whether a person may read here."""
        if self.group is not None and self.group.kind != "open":
            return person in self.group.members
        return not self.departments or folk.department_of[person] in self.departments

    def speaker(self, folk: Folk, chance: Chance) -> int:
        """Give somebody who may write here."""
        if self.group is not None:
            return folk.speaker(chance, self.group.order)
        if self.departments:
            return folk.speaker(chance, folk.departments[chance.one_of(self.departments)].people)
        return folk.speaker(chance)


@dataclass(slots=True)
class Group:
    """A group and its members; the first in their order manages it."""

    id: str
    name: str
    purpose: str
    kind: str
    visible: bool
    made: int
    order: list[int]
    members: frozenset[int] = field(init=False)

    def __post_init__(self) -> None:
        """Let membership be looked up too."""
        self.members = frozenset(self.order)


@dataclass(slots=True)
class Ground:
    """All places, the most visited first, and topics by label."""

    places: list[Place]
    topics: dict[str, str]


def lay(size: Size, folk: Folk, chance: Chance, words: dict[str, Any]) -> Ground:
    """Give the ground, nobody on it yet."""
    topics = {label: chance.id_at(chance.start + place) for place, label in enumerate(_labels(size, words))}
    places = [_page(folk, chance, words) for _ in range(size.pages)]
    for page in places:
        page.topics = sorted({chance.one_of(list(topics)) for _ in range(chance.randrange(3))})
    places += [_conversation(number, size, chance, words) for number in range(size.groups)]
    chance.shuffle(places)
    return Ground(places, topics)


def _labels(size: Size, words: dict[str, Any]) -> list[str]:
    plain = words["topic"]["labels"]
    local = [f"{label}-{city.lower()}" for city in words["cities"] for label in plain]
    return [*plain, *local][: size.topics]


def _page(folk: Folk, chance: Chance, words: dict[str, Any]) -> Place:
    about, city = words["page"], chance.one_of(words["cities"])
    title = chance.one_of(about["forms"]).format(subject=chance.one_of(about["subjects"]), city=city)
    made = _early(chance)
    some: list[int] = []
    if chance.random() < FOR_SOME:
        peopled = [place for place, department in enumerate(folk.departments) if department.people]
        some = sorted(chance.sample(peopled, chance.randint(1, 3)))
    return Place(chance.id_at(made), title, made, tuple(some))


def _conversation(number: int, size: Size, chance: Chance, words: dict[str, Any]) -> Place:
    """Make a group with its conversation: the first are large and all kinds take turns."""
    name = chance.one_of(words["group"]["names"]).format(city=chance.one_of(words["cities"]))
    kind, made = KINDS[number % len(KINDS)], _early(chance)
    members = chance.sample(range(size.people), max(3, int(size.people * LARGEST / (number + 1) ** 0.8)))
    visible = kind != "closed" or chance.random() > HIDDEN
    page_id = chance.id_at(made)
    purpose = chance.one_of(words["group"]["purposes"])
    group = Group(chance.id_at(made), name, purpose, kind, visible, made, members)
    return Place(page_id, name, made, group=group)


def _early(chance: Chance) -> int:
    """Give a moment; half of all places were there when the talk began."""
    return chance.start + max(0, int((chance.random() * 1.8 - 0.9) * (chance.end - chance.start)))
