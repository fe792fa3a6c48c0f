"""Cursors of lists: opaque outside, a keyset inside."""

from __future__ import annotations

import base64
import binascii
import json
import re
from datetime import UTC, datetime
from typing import Any

from widget_server.core.errors import N_, Invalid

MAX_NUMBER = 2**31 - 1  # the most that an INTEGER of PostgreSQL holds
UNKEPT = re.compile("[\0\ud800-\udfff]")  # signs that no database keeps: NUL, and half of a pair of UTF-16
MAX_LENGTH = 400  # characters; ours have some 100, and a longer one could nest deeper than the parser goes


def encode(*keys: str | int) -> str:
    """Give the cursor that continues after `keys`."""
    return base64.urlsafe_b64encode(json.dumps(keys, separators=(",", ":")).encode()).decode().rstrip("=")


def decode(cursor: str, types: tuple[type, ...]) -> list:
    """Give the keys in `cursor`, checked against `types`. Raises Invalid for one that we did not make."""
    if len(cursor) > MAX_LENGTH:
        raise _refused()
    try:
        keys = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError):
        raise _refused() from None
    if not isinstance(keys, list) or len(keys) != len(types):
        raise _refused()
    if not all(_is_key(key, kind) for key, kind in zip(keys, types, strict=True)):
        raise _refused()
    return keys


def moment(text: str) -> datetime:
    """Give the moment that a cursor names. Raises Invalid."""
    try:
        found = datetime.fromisoformat(text)
        if found.tzinfo is None:
            raise _refused()
        return found.astimezone(UTC)
    except (ValueError, OverflowError):  # the first and the last day of the calendar have no UTC everywhere
        raise _refused() from None


def _is_key(key: Any, kind: type) -> bool:
    if kind is int:
        return type(key) is int and 0 <= key <= MAX_NUMBER
    return isinstance(key, str) and UNKEPT.search(key) is None


def _refused() -> Invalid:
    return Invalid(errors={"cursor": [N_("This is not a cursor of this list. Start from its first page.")]})
