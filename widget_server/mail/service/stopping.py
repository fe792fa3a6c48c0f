"""What people want no mail about, and the signed word by which a mail lets them say so without signing in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeSerializer
from sqlalchemy import delete

from widget_server.access.policy import Principal
from widget_server.core import clock
from widget_server.core.errors import Missing
from widget_server.db import session, upsert
from widget_server.identity.models import Actor
from widget_server.mail.models import MailStop
from widget_server.mail.policy import NEVER
from widget_server.mail.service.digesting import choose_digest
from widget_server.notifications.policy import DEFAULTS
from widget_server.notifications.service import choose
from widget_server.objects.models import Object

DIGEST = "digest"  # beside the kinds of notifications
SALT = "mail-unsubscribe"  # one signature is worth nothing elsewhere


@dataclass(frozen=True, slots=True)
class Wish:
    """Who wants no mail any more about a thread, or about kinds of notifications."""

    actor_id: str
    thread_id: str
    kinds: tuple[str, ...]


def sign(secret: str, actor_id: str, *, thread_id: str = "", kinds: Sequence[str] = ()) -> str:
    """Give the word that stands for a wish; it does not age: mail is kept for years."""
    return str(URLSafeSerializer(secret, SALT).dumps([actor_id, thread_id, list(kinds)]))


def read(secret: str, token: str) -> Wish:
    """Give the wish behind a word of ours. Raises Missing."""
    try:
        actor_id, thread_id, kinds = URLSafeSerializer(secret, SALT).loads(token)
    except (BadSignature, ValueError, TypeError):
        raise Missing() from None
    return Wish(actor_id, thread_id, tuple(kind for kind in kinds if kind in (*DEFAULTS, DIGEST)))


def person_of(wish: Wish) -> Actor:
    """Give whose wish it is (1 query). Raises Missing."""
    actor = session().get(Actor, wish.actor_id)
    if actor is None:
        raise Missing()
    return actor


def stop(wish: Wish) -> None:
    """Do as is wished; again changes nothing (1 to 3 statements)."""
    if wish.thread_id and session().get(Object, wish.thread_id) is not None:
        row = {"actor_id": wish.actor_id, "thread_id": wish.thread_id, "at": clock.now()}
        session().execute(upsert(MailStop.__table__).values(row).on_conflict_do_nothing())
    choose(Principal(wish.actor_id, ""), {kind: {"mail": False} for kind in wish.kinds if kind != DIGEST})
    if DIGEST in wish.kinds:
        choose_digest(wish.actor_id, NEVER)


def resume(wish: Wish) -> None:
    """Take the wish back (1 or 2 statements)."""
    session().execute(delete(MailStop).where(MailStop.actor_id == wish.actor_id, MailStop.thread_id == wish.thread_id))
    choose(Principal(wish.actor_id, ""), {kind: {"mail": True} for kind in wish.kinds if kind != DIGEST})
    if DIGEST in wish.kinds:
        choose_digest(wish.actor_id, "weekly")
