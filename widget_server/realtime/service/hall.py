"""Who is connected to this process, and to what they listen; who is shown out."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any

from widget_server.access.policy import Principal
from widget_server.core.errors import NotAllowed, TooMany
from widget_server.core.websocket import GOING_AWAY, POLICY, WebSocket
from widget_server.realtime.policy import MESSAGES, ROOMS, SEATS, WAITING, WAITING_AT_ADDRESS
from widget_server.sessions.service import tokens

SIGN_IN_SECONDS = 10.0  # from the upgrade to a good token
SESSION_ENDED = 4401  # close codes of our own: RFC 6455, section 7.4.2


@dataclass(slots=True, eq=False)
class Seat:
    """One socket: whence, its person once the token was good, by which token, since when (monotonic), its rooms."""

    socket: WebSocket
    address: str = ""
    since: float = field(default_factory=time.monotonic)
    sid: str = ""
    person: Principal | None = None
    token_hash: str = ""
    rooms: set[str] = field(default_factory=set)
    minute: int = 0
    messages: int = 0

    def spend(self) -> bool:
        """Count a message; tell whether it is one too many in this minute."""
        minute = int(time.monotonic() // 60)
        if minute != self.minute:
            self.minute, self.messages = minute, 0
        self.messages += 1
        return self.messages > MESSAGES


class Hall:
    """All seats of this process, and the rooms in which they listen."""

    def __init__(self) -> None:
        self.seats: set[Seat] = set()
        self.rooms: dict[str, set[Seat]] = {}
        self._taken: Counter[tuple[str, str]] = Counter()
        self._waiting: Counter[str] = Counter()

    def is_crowded(self, address: str) -> bool:
        """Tell whether too many wait for their token, from this address or in all."""
        return self._waiting[address] >= WAITING_AT_ADDRESS or self._waiting.total() >= WAITING

    def enter(self, socket: WebSocket, address: str = "") -> Seat:
        """Give a seat to a connection, nobody's yet: it waits for its token."""
        seat = Seat(socket, address)
        self.seats.add(seat)
        self._waiting[address] += 1
        return seat

    def sign_in(self, seat: Seat, sid: str, person: Principal, token_hash: str) -> None:
        """Let a person take the seat. Raises NotAllowed, TooMany."""
        if seat.person is not None:
            raise NotAllowed
        if self._taken[_whose(person)] >= SEATS:
            raise TooMany(60)
        self._taken[_whose(person)] += 1
        _one_less(self._waiting, seat.address)
        seat.sid, seat.person, seat.token_hash = sid, person, token_hash

    def join(self, seat: Seat, room: str) -> None:
        """Let a seat listen in a room. Raises TooMany."""
        if room not in seat.rooms and len(seat.rooms) >= ROOMS:
            raise TooMany(60)
        seat.rooms.add(room)
        self.rooms.setdefault(room, set()).add(seat)

    def leave(self, seat: Seat, room: str) -> None:
        """Let a seat hear no more of a room."""
        seat.rooms.discard(room)
        there = self.rooms.get(room, set())
        there.discard(seat)
        if not there:
            self.rooms.pop(room, None)

    def go(self, seat: Seat) -> None:
        """Clear a seat whose connection has ended."""
        if seat not in self.seats:
            return
        self.seats.discard(seat)
        for room in list(seat.rooms):
            self.leave(seat, room)
        if seat.person is None:
            _one_less(self._waiting, seat.address)
        else:
            _one_less(self._taken, _whose(seat.person))
        seat.person = None

    def people_in(self, room: str) -> dict[str, set[str]]:
        """Give who listens in a room: {site: {actor, …}}."""
        found: dict[str, set[str]] = {}
        for seat in self.rooms.get(room, ()):
            if seat.person is not None:
                found.setdefault(seat.person.site_id, set()).add(seat.person.actor_id)
        return found

    def look(self) -> None:
        """Show out whose token has ended, and who showed none in time (1 query each 500 seats)."""
        seated = [seat for seat in self.seats if seat.person is not None]
        standing = tokens.standing({seat.token_hash for seat in seated}) if seated else set()
        end(SESSION_ENDED, (seat for seat in seated if seat.token_hash not in standing))
        late = time.monotonic() - SIGN_IN_SECONDS
        end(POLICY, (seat for seat in list(self.seats) if seat.person is None and seat.since < late))

    def close(self) -> None:
        """End all, because the service ends."""
        end(GOING_AWAY, list(self.seats))


def end(code: int, seats: Iterable[Seat]) -> None:
    """End connections, saying why."""
    for seat in seats:
        seat.socket.end(code)


def _one_less(counted: Counter[Any], name: Hashable) -> None:
    counted[name] -= 1
    if not counted[name]:
        del counted[name]


def _whose(person: Principal) -> tuple[str, str]:
    return person.actor_id, person.site_id
