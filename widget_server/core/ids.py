"""Ids: opaque outside, time-ordered inside, never reused."""

from __future__ import annotations

import re

from uuid_utils import uuid7

from widget_server.core import clock

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: its order is the order of the bytes
LENGTH = 26  # 130 bits hold the 128 of a UUID
PATTERN = re.compile(r"[0-9a-hjkmnp-tv-z]{26}")
_RAND_B = (1 << 62) - 1
_VERSION_AND_VARIANT = 7 << 76 | 2 << 62
_PAIRS = [a + b for a in ALPHABET for b in ALPHABET]


def new_id() -> str:
    """Give a new id: a UUIDv7 (RFC 9562, section 5.7) in 26 characters, ordered by the house's clock."""
    microseconds = int(clock.now().timestamp() * 1_000_000)
    return id_of(microseconds, uuid7(nanoseconds=microseconds * 1000).int & _RAND_B)


def id_of(microseconds: int, chance: int) -> str:
    """Give the id of a moment (microseconds since 1970, UTC) with 62 bits of `chance`.

    The microseconds stand in `rand_a` (section 6.2, method 3): what one process makes in a row is in order too.
    """
    milliseconds, fraction = divmod(microseconds, 1000)
    value = milliseconds << 80 | _VERSION_AND_VARIANT | fraction * 4096 // 1000 << 64 | chance
    return "".join(_PAIRS[(value >> shift) & 1023] for shift in range(120, -1, -10))


def is_id(text: object) -> bool:
    """Tell whether `text` has the form of an id; says nothing about existence."""
    return isinstance(text, str) and PATTERN.fullmatch(text) is not None
