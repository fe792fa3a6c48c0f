"""The byte budgets of the embed: what counts together, and how much it may weigh (gzip, level 9)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

KILOBYTE = 1024
LANGUAGES = ("nl", "en")
# What a page with a conversation fetches by itself, and at the first touch of its composer.
FIRST_VIEW = ("weerklank.js", "thread.{}.js")
COMPOSER = (
    "thread.{}.later.js",
    "thread.{}.hands.js",
    "thread.{}.composer.js",
    "thread.{}.posting.js",
    "{}-writing.js",
)
# What a page with counts only fetches until its numbers stand.
COUNTS = ("count.{}.js", "count.{}.counts.js", "count.{}.hands.js")

# What a page with a bell fetches beside, until its number stands, and when it is pressed.
BELL = ("bell", "ringing", "signs")
OPENED = ("told", "hearing")
# What a conversation fetches of following: after posting, and from a comment's menu.
FOLLOWING = ("followed", "following", "follow")
# What a page with a feed fetches beside.
FEED = ("feed", "feeding", "sorting", "sharing")
# What it opens: lists of what one follows and of groups, with whom to share, how much came since the last visit.
MINE = ("mine", "since", "whom", "circles")

# What managers open there.
TOPICS = ("topics",)

# What a group's conversation fetches beside: its head first, the rest when it is opened.
GROUP = ("group", "groups", "running")
# What files fetch beside: when a composer opens, and where a comment has some.
FILES = ("attach", "attachments", "sending", "files")
# What the settings of push fetch beside, and the app on the service's own address.
PUSH = ("devices", "subscribing", "push", "inside")
# What the names of people fetch: a card where one is pressed, one's own profile when it is edited.
COLLEAGUES = ("colleague", "colleagues", "named", "profile", "portrait", "nudge")
# What is not counted among everything of a conversation: on a line of its own.
PARTS = {
    "bell": BELL + OPENED,
    "following": FOLLOWING,
    "feed": FEED,
    "mine": MINE,
    "topics": TOPICS,
    "group": GROUP,
    "push": PUSH,
    "files": FILES,
    "colleagues": COLLEAGUES,
}
# The line of each, and its limit.
BESIDE = {
    "files": ("files, beside", 5 * KILOBYTE),
    "bell": ("a bell and what it opens, beside", 8 * KILOBYTE),
    "push": ("push, beside", 4 * KILOBYTE),
    "following": ("following, beside", 3 * KILOBYTE),
    "feed": ("a feed, beside", 10 * KILOBYTE),
    "mine": ("what a feed opens", 4 * KILOBYTE),
    "topics": ("putting topics in order", 3 * KILOBYTE),
    "group": ("a group, beside", 8 * KILOBYTE),
    "colleagues": ("cards of people, beside", 6 * KILOBYTE),
}


@dataclass(frozen=True, slots=True)
class Budget:
    """A sum of files and its limit in bytes."""

    name: str
    files: tuple[str, ...]
    limit_bytes: int


def budgets(names: Iterable[str]) -> list[Budget]:
    """Give every budget of the contract, over the files that were built."""
    built = sorted(names)
    found = [Budget("loader", FIRST_VIEW[:1], 5 * KILOBYTE // 2)]
    for tongue in LANGUAGES:
        of = _naming(tongue)
        beside = {
            part: tuple(name for name in built if _is_for(name, tongue) and _has(name, PARTS[part])) for part in PARTS
        }
        apart = {name for names in beside.values() for name in names}
        everything = [name for name in built if _is_for(name, tongue) and name not in apart]
        found += [
            Budget(f"like alone, beyond the loader ({tongue})", of(("like.{}.js",)), 4 * KILOBYTE),
            Budget(f"count alone, beyond the loader ({tongue})", of(COUNTS), 4 * KILOBYTE),
            Budget(f"follow alone, beyond the loader ({tongue})", of(("follow.{}.js",)), 4 * KILOBYTE),
            Budget(f"to the first comment ({tongue})", of(FIRST_VIEW), 10 * KILOBYTE),
            Budget(f"thread with its composer ({tongue})", of(FIRST_VIEW + COMPOSER), 20 * KILOBYTE),
            Budget(f"live, after the first view ({tongue})", of(("thread.{}.live.js",)), 2 * KILOBYTE),
            Budget(f"everything of a conversation ({tongue})", ("weerklank.js", *everything), 40 * KILOBYTE),
        ]
        found += [Budget(f"{name} ({tongue})", beside[part], limit) for part, (name, limit) in BESIDE.items()]
    return found


def _naming(tongue: str) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
    return lambda names: tuple(name.format(tongue) for name in names)


def _is_for(name: str, tongue: str) -> bool:
    """Tell whether a page with all widgets may fetch this file in this language; the socket's counts apart."""
    parts = ("writing", "told", "follow", "running", "colleague", *PARTS)
    words = tuple(f"{tongue}-{part}" for part in parts)
    return name.startswith((f"thread.{tongue}.", *words)) and not name.endswith(".live.js")


def _has(name: str, parts: tuple[str, ...]) -> bool:
    return any(part in parts for part in re.split(r"[.-]", name)[:-1])
