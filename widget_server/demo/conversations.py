"""The demo's conversations, as data: what happened on which page, by whom, and how long before the demo was built."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal

from widget_server.demo import places

UNITS = {"d": "days", "h": "hours", "m": "minutes"}
BETWEEN_LIKES = 0.55  # of the time left: likes come one after the other, never after the demo was built

Verb = Literal["reply", "react", "edit", "remove"]


@dataclass(frozen=True, slots=True)
class Happening:
    """One act of one person; `key` names the comment that it makes or touches, "" the page itself.

    `page` is the intranet's own id of a page, or what place_of() gives for a group.
    """

    ago: timedelta
    verb: Verb
    page: str
    actor: str
    key: str = ""
    parent: str = ""
    text: str = ""
    lang: str = ""


def load() -> list[Happening]:
    """Give everything that happened on all pages and in all groups, oldest first. Raises places.NoExamples."""
    files = [file for name in ("conversations", "groups") for file in sorted((places.company() / name).glob("*.toml"))]
    happenings = [one for file in files for one in _of_page(tomllib.loads(file.read_text("utf-8")))]
    return sorted(happenings, key=lambda one: one.ago, reverse=True)


def place_of(group: dict[str, Any]) -> str:
    """Give what stands for the page of a group."""
    return f"group:{group['slug']}"


def duration(text: str) -> timedelta:
    """Read "2d 5h 30m". Raises ValueError for anything else."""
    if not re.fullmatch(r"\d+[dhm]( \d+[dhm])*", text):
        raise ValueError(f"{text!r} is not a duration like '2d 5h 30m'")
    return timedelta(**{UNITS[part[-1]]: int(part[:-1]) for part in text.split()})


def _of_page(page: dict[str, Any]) -> Iterator[Happening]:
    name = page["page"] if "page" in page else place_of(page)
    yield from _likes(name, "", page.get("likes", []), duration(page.get("likes_ago", "1d")))
    for number, comment in enumerate(page["comment"]):
        yield from _of_comment(name, comment.get("key", f"comment-{number}"), comment)


def _of_comment(page: str, key: str, comment: dict[str, Any]) -> Iterator[Happening]:
    ago, author = duration(comment["ago"]), comment["author"]
    lang, text = comment.get("lang", "nl"), comment["text"].strip()
    yield Happening(ago, "reply", page, author, key, comment.get("re", ""), text, lang)
    yield from _likes(page, key, comment.get("likes", []), ago)
    if edited := comment.get("edited"):
        yield Happening(duration(edited["ago"]), "edit", page, author, key, text=edited["text"].strip(), lang=lang)
    if removed := comment.get("removed"):
        yield Happening(duration(removed), "remove", page, author, key)


def _likes(page: str, key: str, actors: list[str], since: timedelta) -> Iterator[Happening]:
    left = min(since, timedelta(hours=30))
    for actor in actors:
        left *= BETWEEN_LIKES
        yield Happening(since - min(since, timedelta(hours=30)) + left, "react", page, actor, key)
