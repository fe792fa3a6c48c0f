"""Mail, as the dispatcher does it: look who may be mailed, mail one person, forget."""

from __future__ import annotations

import logging
from datetime import datetime

from widget_server.core import clock
from widget_server.db import session, transaction
from widget_server.jobs import service as jobs
from widget_server.mail import composing
from widget_server.mail.service import deciding, digesting, planning, sending
from widget_server.mail.service.deciding import Letter
from widget_server.sites.models import Site
from widget_server.web.config import settings

PERSON = "mail"  # the job about one person
LOOKS = 15  # during a delay, but no more than one in a second and no less than one in a minute
WITHOUT_SERVER_SECONDS = 3600  # until one that is configured without a restart would be noticed

log = logging.getLogger(__name__)


def plan_mail(_subject: str) -> datetime:
    """Ask for mail to everybody who may have to be mailed by now; give when to look again."""
    delay = settings().mail_delay_seconds
    if not settings().smtp_url:
        return clock.in_seconds(WITHOUT_SERVER_SECONDS)
    with transaction():
        planning.plan(PERSON, delay)
    return clock.in_seconds(min(60, max(1, delay // LOOKS)))


def plan_waiting(actor_id: str) -> None:
    """Ask for mail to a person who has read something, once the delay is over, if anything waited for that (1 query).

    Whoever reads is here: what is new to them has its delay again.
    """
    if planning.is_waiting(actor_id):
        jobs.ask(PERSON, [actor_id], clock.in_seconds(settings().mail_delay_seconds))


def mail_person(actor_id: str) -> datetime | None:
    """Mail a person what is due; give when to look again. Raises Unavailable where the mail server is down."""
    with transaction():
        decision = deciding.decide(actor_id, settings().mail_delay_seconds)
    if decision.letter:
        post(decision.letter)
    return decision.again_at


def digest_person(actor_id: str) -> datetime | None:
    """Mail a person what they missed, if they want that; give when to look again. Raises Unavailable, as above."""
    if not settings().smtp_url:
        return clock.in_seconds(WITHOUT_SERVER_SECONDS)
    with transaction():
        decision = digesting.decide_digest(actor_id)
    if decision.letter:
        reason = post(decision.letter)
        with transaction():
            digesting.settle_digest(actor_id, reason)
    return decision.again_at


def post(letter: Letter) -> str:
    """Send a letter, write down what became of it, and give that; no transaction is open. Raises Unavailable."""
    site = session().get_one(Site, letter.mail.site_id)
    message = composing.compose(letter, site)
    session().rollback()
    reason = "sent"
    try:
        sending.send(settings().smtp_url, message)
    except sending.NoSuchAddress:
        reason = "refused"
    with transaction():
        deciding.settle(letter.mail, reason)
    log.info("mail", extra={"mail": letter.mail.id, "outcome": reason, "entries": len(letter.rows)})
    return reason


def forget_deliveries() -> int:
    """Delete the log of mail after 90 days; give how many notifications it spoke of."""
    with transaction():
        return planning.forget_old()
