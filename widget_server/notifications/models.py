"""Notifications: what one person is told of."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from widget_server.db import Id, Model

# What somebody is told for, the strongest first: of one activity each person is told once.
KINDS = ("mention", "reply", "page", "reaction", "follow", "group", "new")
CHANNELS = ("bell", "mail", "push")
UNSEEN = text("seen_at IS NULL")
GROUPED = text("kind = 'reaction' AND seen_at IS NULL")
REACTED = text("kind = 'reaction' AND seen_at IS NOT NULL")
FOLLOWED = text("kind = 'follow'")


class Notification(Model):
    """An activity that a person is told of; its id outside is the activity's, of which a person has one at most.

    `actor_id` is told, `by_id` acted. `object_id` is what it is about: the new comment, what was reacted to, who
    follows, the group. `target_id` is why: one's own comment or page, or what one follows. A `reaction` is one row an
    object while it is unseen: `count` people since `first_at`, `by_id` and `activity_id` the last; none left: hidden.
    """

    __tablename__ = "notifications"
    __table_args__ = (
        # The migration says the same for PostgreSQL; said here too, it would load that dialect: 1.6 MiB.
        Index("ix_notifications_unseen", "actor_id", "activity_id", sqlite_where=UNSEEN),
        Index("uq_notifications_grouped", "actor_id", "object_id", unique=True, sqlite_where=GROUPED),
        # Of these a person may have very many, and each like or follow looks among them: by what they are about.
        Index("ix_notifications_reacted", "object_id", "by_id", sqlite_where=REACTED),
        Index("ix_notifications_followed", "object_id", "actor_id", sqlite_where=FOLLOWED),
        {"sqlite_with_rowid": False},
    )

    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True)
    activity_id: Mapped[Id] = mapped_column(
        ForeignKey("activities.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    site_id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(8))
    object_id: Mapped[Id]
    target_id: Mapped[Id]
    by_id: Mapped[Id]
    count: Mapped[int] = mapped_column(default=1)
    first_at: Mapped[datetime]
    at: Mapped[datetime]
    seen_at: Mapped[datetime | None]


class NotificationChoice(Model):
    """Whether a person is told of a kind through a channel; without a row the default holds (policy.DEFAULTS)."""

    __tablename__ = "notification_choices"

    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), primary_key=True)
    channel: Mapped[str] = mapped_column(String(8), primary_key=True)
    chosen: Mapped[bool]


class QuietTime(Model):
    """When a person is sent no mail and no push; without a row the default holds (policy.QUIET).

    `said` is as policy.Quiet has it: evenings by the person's own clock, days of the week, dates.
    """

    __tablename__ = "quiet_times"

    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True)
    said: Mapped[dict[str, object]] = mapped_column(JSON)
