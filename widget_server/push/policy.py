"""Whether a notification is pushed, as one word out of a fixed list; and whose servers it passes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from widget_server.core.addresses import is_address

# The words of the delivery log: what each means.
REASONS = {
    "sent": "handed to the push service of at least one device",
    "seen": "seen before the push was due",
    "gone": "removed, hidden, or taken back",
    "unreadable": "not readable for this person any more",
    "off": "this person wants no push about this kind",
    "muted": "this person muted it",
    "former": "this person is disabled",
    "lapsed": "no sign-in or adapter confirmed this person for a week",
    "expired": "too old by the time that a push was possible",
    "no device": "every device has ended its subscription",
    "refused": "the push services do not take it",
    "quiet": "waits for the end of this person's quiet time",
    "sending": "on its way; a push service has not said yet that it has it",
}
OUTCOMES = {
    "sent": "taken by the push service",
    "gone": "not taken: this subscription has ended, and goes with the next push",
    "refused": "refused by the push service",
    "down": "not taken: the push service is down, or this server does not reach it",
}
OPEN = ("quiet", "sending")  # another word will follow
CONFIRMED_FOR = timedelta(days=7)  # a sign-in or an adapter says that somebody still works here
PUSHED_FOR = timedelta(days=4)  # a long weekend; what is older is no news
MAX_ENDPOINT = 1000  # characters
MAKERS = {
    "googleapis.com": "Google",
    "mozilla.com": "Mozilla",
    "apple.com": "Apple",
    "windows.com": "Microsoft",
}


def maker_of(endpoint: str) -> str:
    """Give whose servers an endpoint stands on: a maker of browsers, else the host's name."""
    host = urlsplit(endpoint).hostname or ""
    return next((maker for domain, maker in MAKERS.items() if host.endswith("." + domain)), host)


def is_endpoint(endpoint: str, own_services: tuple[str, ...]) -> bool:
    """Tell whether this can be a push service's address: https at its own port and a name of the internet's.

    Or on one of the origins that a company runs. So that nobody has us call, one after the other, the machines and
    ports of this network; that none is private is looked at with every call.
    """
    try:
        parts = urlsplit(endpoint)
        port, host = parts.port, parts.hostname or ""
    except ValueError:
        return False
    plain = endpoint.isascii() and endpoint.isprintable() and " " not in endpoint and len(endpoint) <= MAX_ENDPOINT
    if not plain or not host or parts.username is not None:
        return False
    named = "." in host.strip(".") and not is_address(host) and not host.rsplit(".", 1)[-1].isdecimal()
    public = parts.scheme == "https" and port in (None, 443) and named
    return public or f"{parts.scheme}://{parts.netloc}" in own_services


def reason_against_person(actor: Any, now: datetime) -> str | None:
    """Give why a person is pushed nothing at all, or None."""
    if actor.disabled_at is not None or actor.kind == "former":
        return "former"
    return "lapsed" if now - actor.confirmed_at > CONFIRMED_FOR else None


def reason_against(row: Any, now: datetime) -> str | None:
    """Give why a notification is not pushed, or None: it may be. `row` is one of service.deciding."""
    against = (
        ("seen", row.seen_at is not None),
        ("gone", not row.stands),
        ("unreadable", not row.readable),
        ("off", not row.wanted),
        ("muted", row.muted),
        ("expired", now - row.at > PUSHED_FOR),
    )
    return next((reason for reason, holds in against if holds), None)
