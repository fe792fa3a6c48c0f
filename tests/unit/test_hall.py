"""Seats and rooms: how many one may have, and who is shown out."""

from __future__ import annotations

import time
from typing import Any, cast

import pytest
from flask import Flask

from widget_server.access.policy import Principal
from widget_server.core import clock
from widget_server.core.errors import NotAllowed, TooMany
from widget_server.core.events import Happened
from widget_server.core.websocket import POLICY, WebSocket
from widget_server.realtime.policy import (
    ROOMS,
    SEATS,
    WAITING,
    WAITING_AT_ADDRESS,
    room_of_page,
    spread_seconds,
)
from widget_server.realtime.service import Desk
from widget_server.realtime.service.hall import SIGN_IN_SECONDS, Hall

ANNA, BRAM = Principal("anna", "site"), Principal("bram", "site")


class Line:
    """A connection that notes how it ended."""

    code = 0

    def end(self, code: int) -> None:
        self.code = code


def line() -> WebSocket:
    return cast(WebSocket, Line())


def test_one_person_has_so_many_sockets_and_a_closed_one_makes_room() -> None:
    hall = Hall()
    seats = [hall.enter(line()) for _ in range(SEATS + 1)]
    for seat in seats[:-1]:
        hall.sign_in(seat, "", ANNA, "hash")
    with pytest.raises(TooMany):
        hall.sign_in(seats[-1], "", ANNA, "hash")
    hall.sign_in(hall.enter(line()), "", BRAM, "hash")
    hall.go(seats[0])
    hall.sign_in(seats[-1], "", ANNA, "hash")


def test_a_seat_is_taken_once() -> None:
    hall = Hall()
    seat = hall.enter(line())
    hall.sign_in(seat, "", ANNA, "hash")
    with pytest.raises(NotAllowed):
        hall.sign_in(seat, "", BRAM, "hash")


def test_one_socket_joins_so_many_rooms_and_a_room_that_is_left_makes_place() -> None:
    hall = Hall()
    seat = hall.enter(line())
    for number in range(ROOMS):
        hall.join(seat, f"page {number}")
    hall.join(seat, "page 0")
    with pytest.raises(TooMany):
        hall.join(seat, "page more")
    hall.leave(seat, "page 0")
    hall.join(seat, "page more")


def test_a_seat_that_goes_leaves_nothing_behind() -> None:
    hall = Hall()
    seat = hall.enter(line())
    hall.sign_in(seat, "", ANNA, "hash")
    hall.join(seat, "page")
    assert hall.people_in("page") == {"site": {"anna"}}
    hall.go(seat)
    hall.go(seat)
    assert (hall.seats, hall.rooms, hall.people_in("page")) == (set(), {}, {})
    assert (dict(hall._taken), dict(hall._waiting)) == ({}, {})


def test_so_many_wait_for_their_token_from_one_address_and_who_shows_one_or_goes_makes_room() -> None:
    hall = Hall()
    seats = [hall.enter(line(), "10.0.0.7") for _ in range(WAITING_AT_ADDRESS)]
    crowded = lambda: (hall.is_crowded("10.0.0.7"), hall.is_crowded("10.0.0.8"))  # noqa: E731
    assert crowded() == (True, False)
    hall.sign_in(seats[0], "", ANNA, "hash")
    assert crowded() == (False, False)
    hall.enter(line(), "10.0.0.7")
    assert crowded() == (True, False)
    hall.go(seats[0])
    assert crowded() == (True, False)
    hall.go(seats[1])
    assert crowded() == (False, False)


def test_so_many_wait_for_their_token_in_all() -> None:
    hall = Hall()
    for number in range(WAITING):
        assert not hall.is_crowded("10.0.0.7")
        hall.enter(line(), f"10.0.{number % 250}.1")
    assert hall.is_crowded("10.0.0.7")


def test_who_shows_no_token_in_time_is_shown_out(app: Flask) -> None:
    hall = Hall()
    late, early = hall.enter(line()), hall.enter(line())
    late.since = time.monotonic() - SIGN_IN_SECONDS - 1
    with app.app_context():
        hall.look()
    assert (cast(Any, late.socket).code, cast(Any, early.socket).code) == (POLICY, 0)


def test_many_readers_spread_what_they_ask_in_steps_that_do_not_tell_how_many_they_are() -> None:
    assert [spread_seconds(number) for number in (0, 49, 50, 499, 2000, 10_000)] == [0, 0, 1, 1, 3, 8]


class Busy(Hall):
    """A hall in which somebody joins while the database is asked who may read."""

    def people_in(self, room: str) -> dict[str, set[str]]:
        found = super().people_in(room)
        late = self.enter(line())
        self.sign_in(late, "", BRAM, "hash")
        self.join(late, room)
        return found


def test_who_joins_while_it_is_asked_who_may_read_is_not_sent_away(app: Flask) -> None:
    hall, told = Busy(), list[str]()
    room = room_of_page("0" * 26)
    hall.join(hall.enter(line()), room)
    desk = Desk(hall, lambda event, _said, seats: told.extend([event] * len(seats)), app.app_context, {})
    with app.app_context():
        desk.tell([Happened("a", None, "anna", "create", "0" * 26, "0" * 26, clock.now())])
    assert told == ["left"]
    assert [seat.person for seat in hall.rooms[room]] == [BRAM]
