"""Hand a sealed message to the push service of a device (RFC 8030), by the one way out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from widget_server.core import safehttp
from widget_server.core.addresses import Blocked
from widget_server.push.models import PushSubscription
from widget_server.push.service.sealing import authorization, filled, seal

KEPT_SECONDS = 12 * 3600  # by the push service, for a device that is off
TOPIC = "weerklank"  # two that a device has not fetched yet become one: RFC 8030, section 5.4
NO_MORE = (404, 410)  # the subscription has ended: RFC 8030, section 7.3


Tried = tuple[PushSubscription, str, str]  # a device, an outcome, what was said


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: its secret, its address, and the push services that its company runs itself (origins)."""

    secret: str
    public_url: str
    own_services: tuple[str, ...] = ()


def send(sender: Sender, devices: Iterable[PushSubscription], text: bytes, urgency: str) -> Iterator[Tried]:
    """Send `text` to each device; give (device, outcome, what was said).

    Outcomes, policy.OUTCOMES: sent, gone (it has ended for good), refused (this message, or our key: the device stays
    named, so that it can subscribe for a new key), down (try again).
    """
    session = safehttp.new_session([safehttp.host_port(origin) for origin in sender.own_services])
    for device in devices:
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
            status = session.post(device.endpoint, data=body, headers=headers).status_code
        except OSError as fault:
            yield device, "gone" if _is_blocked(fault) else "down", type(fault).__name__
        else:
            yield device, _outcome(status), str(status)
    session.close()


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
