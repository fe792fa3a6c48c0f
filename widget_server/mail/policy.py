"""Whether a notification is mailed, as one word out of a fixed list."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

# The words of the delivery log: what each means, and whether it is the last word.
REASONS = {
    "sent": "mailed",
    "seen": "seen before the mail was due",
    "gone": "removed, hidden, or taken back",
    "unreadable": "not readable for this person any more",
    "off": "this person wants no mail about this kind",
    "unsubscribed": "this person wants no mail about this thread",
    "muted": "this person muted it",
    "former": "this person is disabled",
    "lapsed": "no sign-in or adapter confirmed this person for a week",
    "no address": "no address that mail can be sent to",
    "refused": "the mail server knows no such address",
    "expired": "too old by the time that mail was possible",
    "waiting": "waits until an earlier mail of this thread is read",
    "quiet": "waits for the end of this person's quiet time",
    "sending": "on its way; the mail server has not said yet that it has it",
}
OPEN = ("waiting", "quiet", "sending")  # another word will follow
CONFIRMED_FOR = timedelta(days=7)  # a sign-in or an adapter says that somebody still works here
MAILED_FOR = timedelta(days=14)  # what could not be mailed by then is stale
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*")


def reason_against_person(actor: Any, now: datetime) -> str | None:
    """Give why a person gets no mail at all, or None."""
    if actor.disabled_at is not None or actor.kind == "former":
        return "former"
    if now - actor.confirmed_at > CONFIRMED_FOR:
        return "lapsed"
    if not ADDRESS.fullmatch(actor.email or "") or ".." in actor.email:
        return "no address"
    return None


def reason_against(row: Any, now: datetime) -> str | None:
    """Give why a notification is not mailed, or None: it may be. `row` is one of service.deciding."""
    against = (
        ("seen", row.seen_at is not None),
        ("gone", not row.stands),
        ("unreadable", not row.readable),
        ("off", not row.wanted),
        ("unsubscribed", row.stopped),
        ("muted", row.muted),
        ("expired", now - row.at > MAILED_FOR),
    )
    return next((reason for reason, holds in against if holds), None)
