"""What happened, told to those who listen and may read it: ids and counters, nothing more.

Access is asked as an event goes out, not when something about access changes: there are many ways to lose it (a group
left, a ticket, a page removed, a person disabled) and one moment at which it matters.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterable
from contextlib import AbstractContextManager
from typing import Any

import gevent
from gevent.queue import Queue as Waiting
from sqlalchemy import bindparam, select

from widget_server.access.service import readers_among
from widget_server.core.events import Happened
from widget_server.db import session
from widget_server.objects.models import Object
from widget_server.pages.models import Page
from widget_server.realtime.policy import room_of_page, room_of_topic, spread_seconds
from widget_server.realtime.service.hall import Hall, Seat
from widget_server.threads.models import Comment

Concerns = Callable[[Happened, Collection[str]], Collection[str]]  # (what happened, people) -> those it concerns
Emit = Callable[[str, dict[str, Any], list[Seat]], None]  # event, data, to whom
WORDS = frozenset({"create", "update", "delete", "hide", "restore", "move"})  # verbs that change what a thread says
TALLIES = frozenset({"like", "undo"})
AT_ONCE = 100  # activities in one round; of a room's, so many at most are named
# After a round, for each delivery: telling takes a third of the processor at most, however much is reacted to.
REST_SECONDS = 0.0002
outlets: list[Callable[[Happened], None]] = []
log = logging.getLogger(__name__)
_FACTS = (
    select(Object.id, Object.tally, Comment.version)
    .outerjoin(Comment.__table__, Comment.id == Object.id)
    .where(Object.id.in_(bindparam("ids", expanding=True)))
)
_TOTALS = select(Page.id, Page.comment_count).where(Page.id.in_(bindparam("ids", expanding=True)))


def push(happened: Happened) -> None:
    """Hand an activity to whoever tells it; a listener after the commit, which asks the database nothing."""
    for outlet in outlets:
        outlet(happened)


class Desk:
    """Tells rooms what happened, one round after the other."""

    def __init__(
        self, hall: Hall, emit: Emit, at_work: Callable[[], AbstractContextManager[Any]], own: dict[str, Concerns]
    ) -> None:
        """`at_work` gives the context in which the database is asked; `own` the topics that concern single persons."""
        self.hall, self.emit, self.at_work, self.own = hall, emit, at_work, own
        self.waiting: Waiting[Happened] = Waiting()

    def run(self) -> None:
        """Tell what comes, for ever. A round that fails is logged; the next one is told all the same."""
        while True:
            round_ = [self.waiting.get()]
            while len(round_) < AT_ONCE and not self.waiting.empty():
                round_.append(self.waiting.get())
            told = 0
            try:
                with self.at_work():
                    told = self.tell(round_)
            except Exception:
                log.exception("live_round_failed")
            gevent.sleep(told * REST_SECONDS)

    def tell(self, round_: list[Happened]) -> int:
        """Tell a round; give how many deliveries that was (2 queries, and 1 each room or topic and 500 people)."""
        told = 0
        by_page: dict[str, list[Happened]] = {}
        for each in round_:
            by_page.setdefault(each.page_id or each.object_id, []).append(each)
        heard = {page: acts for page, acts in by_page.items() if room_of_page(page) in self.hall.rooms}
        if heard:
            facts = {row.id: row for row in session().execute(_FACTS, {"ids": _ids(heard.values())})}
            totals = dict(session().execute(_TOTALS, {"ids": list(heard)}).all())
            for page, acts in heard.items():
                told += self._tell_page(page, _news(page, acts, facts) | {"comments": totals.get(page, 0)})
        for topic, concerns in self.own.items():
            told += self._tell_own(topic, concerns, round_)
        return told

    def ask_again(self) -> None:
        """Tell all who listen to ask for what they may have missed; asks the database nothing."""
        seats = [seat for seat in self.hall.seats if seat.rooms]
        self.emit("again", {"spread_seconds": spread_seconds(len(seats))}, seats)

    def _tell_page(self, page: str, news: dict[str, Any]) -> int:
        room = room_of_page(page)
        # Who joins while the database is asked has asked after what happened: they are no part of this round.
        here = list(self.hall.rooms.get(room, ()))
        readers = {
            (site, actor)
            for site, actors in self.hall.people_in(room).items()
            for actor in readers_among(site, page, actors)
        }
        staying: list[Seat] = []
        for seat in here:
            if seat.person is not None and (seat.person.site_id, seat.person.actor_id) in readers:
                staying.append(seat)
            else:
                self.hall.leave(seat, room)
                self.emit("left", {"page": page}, [seat])
        if not news["acts"] and not news["tallies"]:
            return 0
        self.emit("changed", news | {"spread_seconds": spread_seconds(len(staying))}, staying)
        return len(staying)

    def _tell_own(self, topic: str, concerns: Concerns, round_: list[Happened]) -> int:
        here = self.hall.people_in(room_of_topic(topic))
        concerned: set[tuple[str, str]] = set()
        for happened in round_:
            for site, actors in here.items():
                if happened.site_id in (None, site):
                    concerned.update((site, actor) for actor in concerns(happened, actors))
        seats = [
            seat
            for seat in self.hall.rooms.get(room_of_topic(topic), ())
            if seat.person is not None and (seat.person.site_id, seat.person.actor_id) in concerned
        ]
        self.emit("told", {"topic": topic}, seats)
        return len(seats)


def _ids(groups: Iterable[list[Happened]]) -> list[str]:
    return sorted({happened.object_id for acts in groups for happened in acts})


def _news(page: str, acts: list[Happened], facts: dict[str, Any]) -> dict[str, Any]:
    """Give what a round brings for a page: its acts as (verb, id, version), oldest first, and tallies by object."""
    known = [each for each in acts if each.object_id in facts]
    words = [(each.verb, each.object_id, facts[each.object_id].version or 0) for each in known if each.verb in WORDS]
    tallies = {each.object_id: facts[each.object_id].tally for each in known if each.verb in TALLIES}
    return {"page": page, "acts": words, "tallies": tallies}
