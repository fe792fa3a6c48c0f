"""Mails, the log of why each notification was mailed or not, and what people want no mail about."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from widget_server.db import Id, Model


class Mail(Model):
    """A mail to a person about one site, written before it goes: sent again after a fault, it is the same one.

    `kind` is notices or digest; `id` is its Message-ID; `sent_at` stays empty until the server has taken it.
    """

    __tablename__ = "mails"
    __table_args__ = (Index("ix_mails_actor_id_sent_at", "actor_id", "sent_at"),)

    id: Mapped[Id] = mapped_column(primary_key=True)
    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id", ondelete="CASCADE"))
    site_id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(8), default="notices")
    at: Mapped[datetime] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]


class Delivery(Model):
    """Why a notification was mailed or not: `reason` is one of policy.REASONS, the last that held.

    `thread_id` is the page it stands on, or what it is about where that stands on none.
    """

    __tablename__ = "deliveries"
    __table_args__ = (Index("ix_deliveries_mail_id", "mail_id"), {"sqlite_with_rowid": False})

    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True)
    activity_id: Mapped[Id] = mapped_column(primary_key=True)
    thread_id: Mapped[Id]
    reason: Mapped[str] = mapped_column(String(12))
    mail_id: Mapped[Id | None]
    at: Mapped[datetime] = mapped_column(index=True)


class MailStop(Model):
    """A person wants no mail about a thread."""

    __tablename__ = "mail_stops"

    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True)
    thread_id: Mapped[Id] = mapped_column(ForeignKey("objects.id", ondelete="CASCADE"), primary_key=True)
    at: Mapped[datetime]


class Digest(Model):
    """How often a person wants to be mailed what they missed; without a row: never.

    `reason` is one of policy.DIGEST_REASONS, what came of the last look at `looked_at`.
    """

    __tablename__ = "digests"

    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True)
    every: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str | None] = mapped_column(String(12))
    looked_at: Mapped[datetime | None]
