"""The people: names, departments, and how much each of them speaks and is followed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from widget_server.core.folding import words_of
from widget_server.demo.company.chance import Chance, Tail, stored
from widget_server.demo.company.size import Size
from widget_server.identity.service import Claims

IN_ENGLISH = 0.2  # of the people, and of what they say
MAIL_HOST = "devries.example"


@dataclass(slots=True)
class Department:
    """A department at one place; its people are a group of the issuer."""

    name: str
    group: str
    jobs: list[str]
    people: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Folk:
    """Everybody by number: id, department and language. The first numbers speak and are followed most."""

    departments: list[Department]
    ids: list[str] = field(default_factory=list)
    department_of: list[int] = field(default_factory=list)
    is_english: list[bool] = field(default_factory=list)
    loud: Tail = field(init=False)

    def speaker(self, chance: Chance, among: list[int] | None = None) -> int:
        """Give a number: of anybody, or of those `among`; who speaks much among all does so there too."""
        if among is None:
            return self.loud.pick(chance)
        return min(chance.one_of(among), chance.one_of(among))


def departments(size: Size, words: dict[str, Any]) -> list[Department]:
    """Give the departments, each kind at one city after the other."""
    kinds, cities = words["department"], words["cities"]
    made = []
    for number in range(size.departments):
        kind, city = kinds[number % len(kinds)], cities[number // len(kinds) % len(cities)]
        name = f"{kind['name']} {city}"
        made.append(Department(name, f"afdeling-{_plain(name)}", kind["jobs"]))
    return made


def gather(size: Size, chance: Chance, words: dict[str, Any]) -> tuple[Folk, Iterator[Claims]]:
    """Give the people, and what their issuer says of each: it must be read through, which makes them one by one."""
    folk = Folk(departments(size, words))
    folk.loud = Tail(size.people, 0.85, size.people / 500 + 2)
    return folk, _join(folk, size, chance, words)


def write(folk: Folk, told: Iterable[Claims], put: dict[str, Any], since: int) -> None:
    """Put everybody into their tables, confirmed at the moment `since`."""
    confirmed = stored(since)
    for number, one in enumerate(told):
        actor_id = folk.ids[number]
        put["objects"]((actor_id, "actor", None, None, "{}"))
        put["actors"]((actor_id, one.name, one.email, one.department, one.job_title, one.locale, confirmed))
        for word in words_of(one.name):
            put["name_words"]((word, actor_id))
        put["identities"]((one.issuer, one.subject, actor_id))
        for name in one.groups or ():
            put["actor_groups"]((actor_id, name))


def _join(folk: Folk, size: Size, chance: Chance, words: dict[str, Any]) -> Iterator[Claims]:
    sizes = Tail(len(folk.departments), 0.7)
    for number in range(size.people):
        place = sizes.pick(chance)
        department = folk.departments[place]
        department.people.append(number)
        english = chance.random() < IN_ENGLISH
        folk.ids.append(chance.id_at(chance.start - size.people + number))
        folk.department_of.append(place)
        folk.is_english.append(english)
        tongue = "en" if english else "nl"
        given, family = chance.one_of(words[f"given_{tongue}"]), chance.one_of(words[f"family_{tongue}"])
        subject = f"{_plain(f'{given}.{family}')}.{number + 1}"
        yield Claims(
            issuer="",  # the demo's own, which the builder knows
            subject=subject,
            name=f"{given} {family}",
            email=f"{subject}@{MAIL_HOST}",
            department=department.name,
            job_title=chance.one_of(department.jobs),
            locale=tongue,
            groups=frozenset([department.group]),
        )


def _plain(text: str) -> str:
    """Give `text` in small letters without marks, hyphens for the rest."""
    folded = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign if sign.isalnum() or sign == "." else "-" for sign in folded if sign.isascii())
