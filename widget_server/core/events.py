"""The list of those who must react to what happens; `app.py` fills it, in one table.

Two kinds: `within` runs in the transaction and may refuse it; `after` runs once it stands, and cannot fail the write
nor its siblings. That somebody has seen what they were told of is no activity: `seen` hears only who, in the
transaction.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Happened:
    """One activity as its listeners see it: who did what (verb) to which object, on which page, when (UTC)."""

    id: str
    site_id: str | None
    actor_id: str
    verb: str
    object_id: str
    page_id: str | None
    at: datetime


Listener = Callable[[Happened], None]
within: list[Listener] = []
after: list[Listener] = []
seen: list[Callable[[str], None]] = []


def subscribe(
    *,
    within_transaction: Iterable[Listener],
    after_commit: Iterable[Listener],
    when_seen: Iterable[Callable[[str], None]] = (),
) -> None:
    """Set the lists; called once, by the composition."""
    within[:] = within_transaction
    after[:] = after_commit
    seen[:] = when_seen


def tell_within(happened: Happened) -> None:
    """Tell the listeners of the transaction; what they raise refuses it."""
    for listener in within:
        listener(happened)


def tell_seen(actor_id: str) -> None:
    """Tell that a person has seen something of what they were told, in the transaction that marks it."""
    for listener in seen:
        listener(actor_id)


def tell_after(happened: Happened) -> None:
    """Tell the listeners of the commit; what they raise is logged, the others still hear."""
    for listener in after:
        try:
            listener(happened)
        except Exception:
            log.exception("listener_failed", extra={"listener": listener.__qualname__, "activity": happened.id})
