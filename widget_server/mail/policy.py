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
DIGEST_REASONS = {
    "sent": "a digest was mailed",
    "sending": "a digest is on its way; the mail server has not said yet that it has it",
    "quiet": "a digest waits for the end of this person's quiet time",
    "here": "no digest: this person was here",
    "empty": "no digest: nothing was missed",
    "former": "no digest: this person is disabled",
    "lapsed": "no digest: no sign-in or adapter confirmed this person for a week",
    "no address": "no digest: no address that mail can be sent to",
    "refused": "no digest: the mail server knows no such address",
}
# How often a digest may come, and how long somebody was not here who gets one: less than the week after which whoever
# no sign-in confirms is mailed no more.
DIGESTS = {
    "daily": (timedelta(days=1), timedelta(days=1)),
    "weekly": (timedelta(days=7), timedelta(days=5)),
}
NEVER = "never"  # unless a person chooses
OPEN = ("waiting", "quiet")  # looked at again; of what is being sent, its mail says the next word
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


def reason_against(row: Any, now: datetime, kind: str = "notices") -> str | None:
    """Give why a notification is not in a mail of a kind, or None: it may be. `row` is one of service.deciding.

    A digest tells also of kinds that nobody is mailed about unless they ask, not of those that somebody refused.
    """
    wanted = row.wanted if kind == "notices" else row.at_bell and not row.refused
    against = (
        ("seen", row.seen_at is not None),
        ("gone", not row.stands),
        ("unreadable", not row.readable),
        ("off", not wanted),
        ("unsubscribed", row.stopped),
        ("muted", row.muted),
        ("expired", now - row.at > MAILED_FOR),
    )
    return next((reason for reason, holds in against if holds), None)
