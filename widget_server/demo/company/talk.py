"""What people say and like, one act after the other: comments with the counts above them, reactions, the log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from widget_server.activities.service import ON_TIMELINES
from widget_server.core import text
from widget_server.demo.company.chance import Chance, Tail, stored
from widget_server.demo.company.folk import Folk
from widget_server.demo.company.ground import Ground, Place
from widget_server.threads.service.writing import DIGITS, LEVELS

SAID = 0.45  # of all acts; the others are likes
ANSWERS = 0.7  # of what is said where there is something to answer
TO_THE_ROOT = 0.6  # of the answers
RICH = 0.03  # of the texts: with Markdown
LIKED_PAGES = 0.1  # of the likes
IN_SIGHT = 4000  # of the newest comments: those are liked
TRIES = 10  # to like what one does not like yet
LIKE = "like"


@dataclass(slots=True)
class Said:
    """A comment, as it is written once all is said."""

    id: str
    place: Place
    parent: Said | None
    author: int
    at: int
    source: str
    lang: str
    key: str = ""
    depth: int = 0
    replies: int = 0
    below: int = 0
    active: int = 0
    likes: int = 0
    root: Said = field(init=False)

    def __post_init__(self) -> None:
        """Stand below the parent, and be counted above, as threads.service.reply does it."""
        self.active = self.at
        self.root = self.parent.root if self.parent else self
        if self.parent:
            self.parent.replies += 1
            self.root.below += 1
            self.root.active = self.at
            self.depth = self.parent.depth + 1
            self.key = self.parent.key[: DIGITS * (LEVELS - 1)] + f"{self.root.below:0{DIGITS}x}"


@dataclass(slots=True)
class Talk:
    """All that happens; `comments` in the order of their time, `likes` of pages by their ids."""

    folk: Folk
    ground: Ground
    chance: Chance
    words: dict[str, Any]
    put: dict[str, Any]
    site_id: str
    comments: list[Said] = field(default_factory=list)
    likes: Counter[str] = field(default_factory=Counter)
    _liked: set[tuple[str, int]] = field(default_factory=set)
    _visits: Tail = field(init=False)

    def __post_init__(self) -> None:
        """Let some places be visited far more than others."""
        self._visits = Tail(len(self.ground.places), 0.9, 3)

    def happen(self, moments: Iterable[int]) -> None:
        """Let one thing happen at each moment: log and reactions are put now, what is counted in write()."""
        for moment in moments:
            if self.chance.random() < SAID or not any(self._like(moment) for _ in range(TRIES)):
                self._say(moment)

    def _say(self, moment: int) -> None:
        place = self._visited(moment)
        author = place.speaker(self.folk, self.chance)
        parent = None
        if place.newest and self.chance.random() < ANSWERS:
            parent = self.chance.one_of(place.newest)
            parent = parent.root if self.chance.random() < TO_THE_ROOT else parent
        lang = "en" if self.folk.is_english[author] else "nl"
        said = Said(self.chance.id_at(moment), place, parent, author, moment, self._text(lang), lang)
        place.newest.append(said)
        self.comments.append(said)
        place.comments += 1
        self._record(moment, author, "create", place, [said.id, said.root.id, (parent or said).id])

    def _like(self, moment: int) -> bool:
        """Let somebody like a page or a comment of late; False when they do already, or there is nothing yet."""
        if self.chance.random() < LIKED_PAGES:
            said, place = None, self._visited(moment)
        elif self.comments:
            said = self.comments[-1 - min(int(self.chance.expovariate(8 / IN_SIGHT)), len(self.comments) - 1)]
            place = said.place
        else:
            return False
        person, liked = place.speaker(self.folk, self.chance), said.id if said else place.id
        if (liked, person) in self._liked:
            return False
        self._liked.add((liked, person))
        if said:
            said.likes += 1
        else:
            self.likes[liked] += 1
        self.put["reactions"]((liked, self.folk.ids[person], place.id, LIKE, stored(moment)))
        self._record(moment, person, "like", place, [liked])
        return True

    def _record(self, moment: int, person: int, verb: str, place: Place, things: list[str]) -> None:
        """Write what activities.service.record() and pages.service.on_activity() write; the first thing is done."""
        actor_id, activity_id, at = self.folk.ids[person], self.chance.id_at(moment), stored(moment)
        self.put["activities"]((activity_id, self.site_id, actor_id, verb, things[0], place.id, at))
        for subject in sorted({actor_id, place.id, *things}) if verb in ON_TIMELINES else ():
            self.put["activity_subjects"]((subject, at, activity_id))
        place.version += 1
        if place.listed is None:
            place.listed = moment

    def _visited(self, moment: int) -> Place:
        while True:
            place = self.ground.places[self._visits.pick(self.chance)]
            if place.made < moment:
                return place

    def _text(self, lang: str) -> str:
        parts = (self.chance.one_of(self.words[lang][part]) for part in ("openers", "bodies", "closers"))
        opener, body, closer = parts
        after = body if opener.endswith(":") else f"{body[0].upper()}{body[1:]}"
        if self.chance.random() < RICH:
            return f"{opener} **{after}**.\n\n- {closer or body}\n- https://intranet.localhost/help"
        return f"{opener} {after}. {closer}".rstrip()


@lru_cache(10_000)
def rendered(source: str) -> str:
    """Give the HTML of a text, by the one renderer; the company says many things twice."""
    return text.render(source)


def write(talk: Talk) -> None:
    """Put the comments, with what was counted while all went on."""
    ids, put = talk.folk.ids, talk.put
    for said in talk.comments:
        at = stored(said.at)
        place_id, parent_id = said.place.id, said.parent.id if said.parent else None
        put["objects"]((said.id, "comment", talk.site_id, place_id, tally(said.likes)))
        where = (said.id, place_id, parent_id, said.root.id, said.depth, said.key, ids[said.author])
        what = (said.source, rendered(said.source), text.VERSION, said.lang, at, at)
        put["comments"]((*where, *what, said.replies, said.below, said.below, stored(said.active)))


def tally(likes: int) -> str:
    """Give the tally of an object as JSON."""
    return f'{{"{LIKE}": {likes}}}' if likes else "{}"
