"""Devices that are told, and the log of why each notification was pushed or not."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from widget_server.db import Id, Model


class PushSubscription(Model):
    """A browser of a person that asked to be told about one site (W3C Push API, PushSubscription).

    `endpoint` is its address at the push service of its maker; `p256dh` and `auth` are its keys (base64url, RFC 8291).
    `told_id` is the last notification that it was told of, empty before the first.
    """

    __tablename__ = "push_subscriptions"
    __table_args__ = (Index("ix_push_subscriptions_actor_id_site_id", "actor_id", "site_id"),)

    id: Mapped[Id] = mapped_column(primary_key=True)
    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id", ondelete="CASCADE"))
    site_id: Mapped[Id] = mapped_column(ForeignKey("sites.id", ondelete="CASCADE"))
    endpoint: Mapped[str] = mapped_column(String(1000), unique=True)
    p256dh: Mapped[str] = mapped_column(String(90))
    auth: Mapped[str] = mapped_column(String(24))
    name: Mapped[str] = mapped_column(String(60))
    told_id: Mapped[Id] = mapped_column(default="")
    created_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]


class PushDelivery(Model):
    """Why a notification was pushed or not: `reason` is one of policy.REASONS, the last that held."""

    __tablename__ = "push_deliveries"
    __table_args__ = {"sqlite_with_rowid": False}

    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True)
    activity_id: Mapped[Id] = mapped_column(primary_key=True)
    reason: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime] = mapped_column(index=True)
