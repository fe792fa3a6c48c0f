"""Push, as the dispatcher does it: look who may be told, tell one person's devices, forget."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

import orjson

from widget_server.core import clock
from widget_server.core.errors import N_, Unavailable
from widget_server.db import session, transaction
from widget_server.identity.models import Actor
from widget_server.push.service import deciding, devices, planning
from widget_server.push.service.deciding import Word
from widget_server.push.service.sending import Sender, Tried, host_of, send
from widget_server.sites.models import Site
from widget_server.web.config import settings

PERSON = "push"  # the job about one person
TRIAL = "trial"  # the kind of a push about nothing
LOOK_SECONDS = 10
WITHOUT_DEVICES_SECONDS = 60
DOWN = N_("The push service at %(host)s does not take messages at this moment: %(reason)s.")

log = logging.getLogger(__name__)


def plan_push(_subject: str) -> datetime:
    """Ask for a push to everybody who may have to be told by now; give when to look again."""
    with transaction():
        anybody = planning.plan(PERSON, settings().push_delay_seconds)
    return clock.in_seconds(LOOK_SECONDS if anybody else WITHOUT_DEVICES_SECONDS)


def push_person(actor_id: str) -> datetime | None:
    """Tell a person's devices what is new; give when to look again. Raises Unavailable where a push service is down."""
    with transaction():
        decision = deciding.decide(actor_id)
    if decision.word:
        tell(decision.word)
    return decision.again_at


def tell(word: Word) -> None:
    """Tell devices, and write down what became of it. No transaction is open meanwhile. Raises Unavailable."""
    text = orjson.dumps(_said(word))
    session().close()  # no connection to the database waits for a push service, and nothing is read again
    told = list(send(_sender(), word.devices, text, word.urgency))
    with transaction():
        deciding.settle(word, {each.device.id: each.outcome for each in told})
    for each in told:
        log.info("push", extra={"device": each.device.id, "outcome": each.outcome, "entries": len(word.rows)})
    down = [each for each in told if each.outcome == "down"]
    if down:
        fault = Unavailable("push", DOWN, max(each.retry_after_seconds for each in down))
        fault.detail |= {"host": host_of(down[0].device), "reason": down[0].said}
        raise fault


def _said(word: Word) -> dict[str, Any]:
    """Give what a device is told: ids, a kind and a number. What it is about, it asks with a session of its own."""
    newest = word.rows[-1]
    site = session().get_one(Site, word.site_id)
    return {
        "id": newest.activity_id,
        "object": newest.object_id if newest.page_id else None,
        "kind": newest.kind,
        "unseen": word.unseen,
        "site": site.key,
        "lang": word.actor.locale,
    }


def try_devices(actor: Actor) -> list[Tried]:
    """Tell all devices of a person that this is a try; nothing is written down. Give what became of each (1 query)."""
    found = [(device, _trial(key, actor.locale)) for device, key in devices.devices_anywhere(actor.id)]
    session().close()
    return [told for device, text in found for told in send(_sender(), [device], text, "normal")]


def _trial(site_key: str, lang: str) -> bytes:
    return orjson.dumps({"object": None, "kind": TRIAL, "unseen": 0, "site": site_key, "lang": lang})


def _sender() -> Sender:
    own = settings()
    return Sender(own.secret_key, own.public_url.rstrip("/"), own.push_services)


def forget_pushes() -> int:
    """Delete the log of push after 90 days; give how many notifications it spoke of."""
    with transaction():
        return planning.forget_old()
