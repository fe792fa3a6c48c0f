"""Where a reader is in their feed: a snapshot of its order that travels with them, signed.

A snapshot kept here would be a write at every reading, and no GET writes. So the cursor holds the moment of the
snapshot and, for every card still to come, five bytes of a digest of its activity: 200 cards are 1,300 characters of an
address. The timelines as they stood at that moment are read again, and the digests say which of them come, in which
order; access and mutes are asked anew, and nothing comes twice, however much is written meanwhile.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from widget_server.access.policy import Principal
from widget_server.core import clock, signed

MOST_CARDS = 200  # in a snapshot
GOOD_FOR = timedelta(hours=2)
MARK_BYTES = 5  # two of 400 candidates have the same in one of 14 million snapshots
SOURCES = ("for-you", "newest", "new-here")  # new-here: a feed that was filled up with what is new on the site
_HEAD = struct.Struct(">Bqq")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A feed as it stood at a moment: where from, until when its reader had seen it, and the marks of what comes."""

    source: str
    at: datetime
    seen_at: datetime
    marks: tuple[bytes, ...] = ()

    @property
    def tab(self) -> str:
        """Give the tab it belongs to."""
        return "newest" if self.source == "newest" else "for-you"


def mark(activity_id: str) -> bytes:
    """Give the digest of an activity that stands in a cursor for it."""
    return hashlib.blake2b(activity_id.encode(), digest_size=MARK_BYTES).digest()


def written(snapshot: Snapshot, principal: Principal, secret: str) -> str:
    """Give a snapshot as a cursor that this person may use on this site."""
    head = _HEAD.pack(SOURCES.index(snapshot.source), _micros(snapshot.at), _micros(snapshot.seen_at))
    return signed.seal(head + b"".join(snapshot.marks), secret, _purpose(principal))


def read(text: str, principal: Principal, secret: str) -> Snapshot | None:
    """Give the snapshot of a cursor; None for one that was tampered with, is somebody else's, or has expired."""
    payload = signed.opened(text, secret, _purpose(principal))
    if payload is None or len(payload) < _HEAD.size:
        return None
    source, at, seen_at = _HEAD.unpack_from(payload)
    rest = payload[_HEAD.size :]
    marks = tuple(rest[place : place + MARK_BYTES] for place in range(0, len(rest), MARK_BYTES))
    found = Snapshot(SOURCES[source], _moment(at), _moment(seen_at), marks)
    return found if clock.now() - found.at <= GOOD_FOR else None


def after(snapshot: Snapshot, marks: Sequence[bytes]) -> Snapshot:
    """Give the snapshot with only these still to come."""
    return replace(snapshot, marks=tuple(marks[:MOST_CARDS]))


def _purpose(principal: Principal) -> str:
    return f"feed {principal.site_id} {principal.actor_id}"


def _micros(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(microseconds=1)


def _moment(micros: int) -> datetime:
    return _EPOCH + timedelta(microseconds=micros)
