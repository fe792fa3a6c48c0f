"""What a client may send, and how much of it."""

from __future__ import annotations

import re
from typing import Any

import orjson

SEATS = 20  # sockets of one person on one site, in one process
WAITING = 1500  # sockets of one process that have shown no token yet, of the server's 10,000 connections
WAITING_AT_ADDRESS = 300  # of those, from one address; a whole company may share one, and shows tokens at once
ROOMS = 40  # that one socket joins
MESSAGES = 120  # that one socket sends in a minute
# Engine.IO 4 around Socket.IO 5: an answer to a ping, a goodbye of either, the token, an event (with a number or not).
PACKET = re.compile(r"(1|3|41)|40(\{.*\})|42(?:\d{0,9})(\[.*\])", re.DOTALL)
GOODBYES = ("1", "41")  # of Engine.IO, of Socket.IO
# Every event there is, with the type of each field; one of the fields is given.
EVENTS: dict[str, dict[str, type]] = {
    "join": {"page": str, "topic": str},
    "leave": {"page": str, "topic": str},
    "renew": {"token": str},
}


def is_packet(text: str) -> bool:
    """Tell whether a client of ours, or one that speaks the same protocol, could have sent this."""
    found = PACKET.fullmatch(text)
    if found is None:
        return False
    if found[1]:
        return True
    try:
        said = orjson.loads(found[2] or found[3])
    except orjson.JSONDecodeError:
        return False
    return isinstance(said.get("token"), str) if found[2] else _is_event(said)


def room_of_page(page_id: str) -> str:
    """Give the room of those who look at a page."""
    return f"page {page_id}"


def room_of_topic(topic: str) -> str:
    """Give the room of those who want to know when something of a topic concerns them."""
    return f"own {topic}"


def spread_seconds(readers: int) -> float:
    """Give over how long so many readers spread their questions, once they hear that there is something to ask.

    Four steps, so that it does not tell how many are here.
    """
    return 0.0 if readers < 50 else 1.0 if readers < 500 else 3.0 if readers < 2500 else 8.0


def _is_event(said: list[Any]) -> bool:
    if len(said) != 2 or not isinstance(said[0], str) or not isinstance(said[1], dict) or len(said[1]) != 1:
        return False
    name, value = next(iter(said[1].items()))
    kind = EVENTS.get(said[0], {}).get(name)
    return kind is not None and isinstance(value, kind)
