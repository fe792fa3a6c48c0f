"""Hand a sealed message to the push service of a device (RFC 8030), by the one way out."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple
from urllib.parse import urlsplit

from widget_server.core import clock, safehttp
from widget_server.core.addresses import Blocked
from widget_server.push.models import PushSubscription
from widget_server.push.service.sealing import authorization, filled, seal

KEPT_SECONDS = 12 * 3600  # by the push service, for a device that is off
TOPIC = "weerklank"  # two that a device has not fetched yet become one: RFC 8030, section 5.4
NO_MORE = (404, 410)  # the subscription has ended: RFC 8030, section 7.3
BUDGET_SECONDS = 6.0  # for the devices of one person, while everybody else's wait: two that answer nothing
NOT_REACHED = "not reached in time"
NEVER = datetime.min.replace(tzinfo=UTC)


class Tried(NamedTuple):
    """What became of a device: an outcome, what was said, and after how many seconds to ask again, if it was said."""

    device: PushSubscription
    outcome: str
    said: str
    retry_after_seconds: int = 0


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: its secret, its address, and the push services that its company runs itself (origins)."""

    secret: str
    public_url: str
    own_services: tuple[str, ...] = ()


def send(sender: Sender, devices: Iterable[PushSubscription], text: bytes, urgency: str) -> Iterator[Tried]:
    """Send `text` to each device, those that took one last first; give what became of each.

    Outcomes, policy.OUTCOMES: sent, gone (it has ended for good), refused (this message, or our key: the device stays
    named, so that it can subscribe for a new key), down (try again; so are those for which no time is left).
    """
    end = time.monotonic() + BUDGET_SECONDS
    session = safehttp.new_session([safehttp.host_port(origin) for origin in sender.own_services])
    for number, device in enumerate(quickest_first(devices)):
        if number and time.monotonic() >= end:
            yield Tried(device, "down", NOT_REACHED)
            continue
        headers = {
            "Authorization": authorization(device.endpoint, sender.secret, sender.public_url),
            "Content-Encoding": "aes128gcm",
            "Content-Type": "application/octet-stream",
            "TTL": str(KEPT_SECONDS),
            "Topic": TOPIC,
            "Urgency": urgency,
        }
        body = seal(filled(text), device.p256dh, device.auth)
        try:
            answer = session.post(device.endpoint, data=body, headers=headers)
        except OSError as fault:
            yield Tried(device, "gone" if _is_blocked(fault) else "down", type(fault).__name__)
        else:
            wait = seconds_of(answer.headers.get("Retry-After", ""))
            yield Tried(device, _outcome(answer.status_code), str(answer.status_code), wait)
    session.close()


def quickest_first(devices: Iterable[PushSubscription]) -> list[PushSubscription]:
    """Give devices in the order in which to try them: who took a message last comes first, who never did at random.

    So one that is slow each time waits behind those that work, and none that is new is always behind it.
    """
    mixed = list(devices)
    random.shuffle(mixed)
    return sorted(mixed, key=lambda device: device.last_used_at or NEVER, reverse=True)


def seconds_of(retry_after: str) -> int:
    """Read a Retry-After, seconds or a date (RFC 9110, section 10.2.3); 0 where it says nothing that can be read."""
    if retry_after.isascii() and retry_after.isdecimal():
        return int(retry_after[:9])
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return 0
    at = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0, int((at - clock.now()).total_seconds()))


def host_of(device: PushSubscription) -> str:
    """Give the name of a device's push service."""
    return urlsplit(device.endpoint).hostname or ""


def _is_blocked(fault: BaseException | None) -> bool:
    """Tell whether it was safehttp that would not go there; what carries the call wraps its word."""
    while fault is not None and not isinstance(fault, Blocked):
        fault = fault.__context__
    return fault is not None


def _outcome(status: int) -> str:
    if status < 300:
        return "sent"
    if status in NO_MORE:
        return "gone"
    return "down" if status == 429 or status >= 500 else "refused"
