"""The devices that a person named, on one site."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, func, select

from widget_server.access.policy import Principal
from widget_server.core import clock
from widget_server.core.errors import N_, Conflict, Invalid, Missing
from widget_server.core.ids import is_id, new_id
from widget_server.core.text import check_line
from widget_server.db import changed, session
from widget_server.push.models import PushSubscription
from widget_server.push.policy import is_endpoint
from widget_server.push.service.sealing import is_device_key
from widget_server.sites.models import Site

MAX_DEVICES = 20  # of a person on a site
MANY_DEVICES = 100  # of a person on all sites, tried at once
MAX_NAME = 60
_NO_ADDRESS = N_("This is not the address of a push service: https:// and a name.")
_NO_KEY = N_("This is not a key of a push subscription.")
_FULL = N_("You have named as many devices as can be kept. Take one away first.")


def devices_of(principal: Principal) -> Sequence[PushSubscription]:
    """Give one's devices, oldest first, at most MAX_DEVICES (1 query)."""
    return session().scalars(_mine(principal).order_by(PushSubscription.id).limit(MAX_DEVICES)).all()


def devices_anywhere(actor_id: str) -> Sequence[tuple[PushSubscription, str]]:
    """Give all devices of a person with their site's key, oldest first, at most MANY_DEVICES (1 query)."""
    found = select(PushSubscription, Site.key).join(Site, Site.id == PushSubscription.site_id)
    mine = found.where(PushSubscription.actor_id == actor_id).order_by(PushSubscription.id).limit(MANY_DEVICES)
    return [(device, key) for device, key in session().execute(mine)]


def keep_device(
    principal: Principal, endpoint: str, keys: dict[str, str], name: str, own_services: tuple[str, ...]
) -> PushSubscription:
    """Keep a device that is to be told; one that stands already is this person's from now on (2 or 3 statements).

    Raises Invalid, and Conflict when there are too many.
    """
    if not is_endpoint(endpoint, own_services):
        raise Invalid(errors={"endpoint": [_NO_ADDRESS]})
    if not is_device_key(keys["p256dh"], keys["auth"]):
        raise Invalid(errors={"keys": [_NO_KEY]})
    line = check_line(name, "name", MAX_NAME)
    device = session().scalar(select(PushSubscription).where(PushSubscription.endpoint == endpoint))
    if device is None:
        mine = _mine(principal).with_only_columns(func.count()).order_by(None)
        if (session().scalar(mine) or 0) >= MAX_DEVICES:
            raise Conflict(_FULL)
        device = PushSubscription(id=new_id(), endpoint=endpoint, told_id="", created_at=clock.now())
        session().add(device)
    elif (device.actor_id, device.site_id) != (principal.actor_id, principal.site_id):
        device.created_at = clock.now()  # what was told the one before is not told again
    device.actor_id, device.site_id, device.name = principal.actor_id, principal.site_id, line
    device.p256dh, device.auth = keys["p256dh"], keys["auth"]
    session().flush()
    return device


def forget_device(principal: Principal, device_id: str) -> None:
    """Tell a device of one's own nothing any more (1 statement). Raises Missing."""
    mine = (PushSubscription.actor_id == principal.actor_id) & (PushSubscription.site_id == principal.site_id)
    if not is_id(device_id) or not changed(delete(PushSubscription).where(PushSubscription.id == device_id, mine)):
        raise Missing()


def _mine(principal: Principal):  # type: ignore[no-untyped-def] # a Select of rows
    return select(PushSubscription).where(
        PushSubscription.actor_id == principal.actor_id, PushSubscription.site_id == principal.site_id
    )
