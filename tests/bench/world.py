"""A company that talks: a site, people with tokens, and threads of known sizes, in a data folder of its own."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.factories import SECRET, Factory, MadeSite
from tests.helpers.http import Visitor
from widget_server.access.policy import Principal
from widget_server.app import create_app
from widget_server.core.settings import Settings
from widget_server.db import db, migrate, transaction
from widget_server.pages.service import PageRef, resolve
from widget_server.reactions.service import react, unreact
from widget_server.threads.service import reply

PEOPLE = 60
ROOTS = 0.6  # of a thread's comments; the others reply to one of the first
LENGTH = 300  # characters of a comment
WORDS = (  # noqa: SIM905 - a sentence reads better than a list
    "de nieuwe regels voor reiskosten gelden vanaf maandag dus lever alles op tijd in bij je eigen team "
    "anders wordt het volgende maand wel zien we elkaar in de kantine op de derde verdieping bedankt allemaal"
).split()


def plain_text(number: int) -> str:
    """Give 300 characters in which Markdown sees nothing; the same for the same `number`."""
    return _words(random.Random(number), 80)[: LENGTH - 1].rstrip().ljust(LENGTH - 1, "e") + "."


def markdown_text(number: int) -> str:
    """Give about 300 characters of Markdown: bold, a link and a list."""
    chance = random.Random(number)
    link = f"[{_words(chance, 1)}](https://example.org/{number})"
    listed = "".join(f"- {_words(chance, 5)}\n" for _ in range(2))
    return f"{_words(chance, 14)} **{_words(chance, 2)}** {_words(chance, 6)} {link} {_words(chance, 5)}.\n\n{listed}"


class World:
    """The company; `app` looks into the service's database from outside of it."""

    def __init__(self, make: Factory, site: MadeSite) -> None:
        self.app, self.site = make.app, site
        people = [make.person(f"Collega {number}", department="Logistiek") for number in range(PEOPLE)]
        self.visitors: list[Visitor] = [make.visitor(person, site, site.origin) for person in people]
        self.principals: list[Principal] = [make.principal(visitor) for visitor in self.visitors]

    def page(self, key: str, url: str = "") -> str:
        """Add a page that all may read; give its id."""
        ref = PageRef(key, url or f"{self.site.origin}/{key}", "Reiskosten")
        with self.app.app_context(), transaction():
            return str(resolve(self.site.id, "open", ref).id)

    def talk(self, page: str, number: int) -> list[str]:
        """Write `number` comments on a page, by everybody in turn; give their ids, roots first."""
        roots = round(number * ROOTS)
        written: list[str] = []
        with self.app.app_context(), transaction():
            for place in range(number):
                parent = page if place < roots else written[place - roots]
                written.append(reply(self.principals[place % PEOPLE], parent, markdown_text(place)))
        return written

    def touch(self, page: str) -> None:
        """Change the thread of a page, past the service: its next reader gets nothing from memory."""
        last = self.principals[-1]
        with self.app.app_context(), transaction():
            if not react(last, page, "like", ("like",)).changed:
                unreact(last, page, "like", ("like",))


@contextmanager
def opened(data: Path, origin: str = "") -> Iterator[World]:
    """Give a company in the folder `data`: at the intranet that stands there with `origin`, or at a new one."""
    app = create_app(Settings(data=data, secret_key=SECRET, limit_comments=0, limit_reactions=0))
    make = Factory(app)
    with app.app_context():
        migrate.upgrade()
    yield World(make, MadeSite(make.site_named("intranet"), "intranet", origin) if origin else make.site())
    with app.app_context():
        db.engine.dispose()


def _words(chance: random.Random, number: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(number))
