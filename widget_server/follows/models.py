"""Follows and mutes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from widget_server.db import Id, Model

ALL, MENTIONS, OFF = LEVELS = ("all", "mentions", "off")


class Follow(Model):
    """A person follows an object. `level`: all, mentions, or off: was followed, and is not to be followed by itself."""

    __tablename__ = "follows"
    __table_args__ = (Index("ix_follows_object_level", "object_id", "level", "actor_id"), {"sqlite_with_rowid": False})

    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True)
    object_id: Mapped[Id] = mapped_column(ForeignKey("objects.id", ondelete="CASCADE"), primary_key=True)
    level: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime]


class Mute(Model):
    """A person wants nothing of an object (thread, person, topic) in feed and notifications; nobody else knows."""

    __tablename__ = "mutes"
    __table_args__ = {"sqlite_with_rowid": False}

    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True)
    object_id: Mapped[Id] = mapped_column(ForeignKey("objects.id", ondelete="CASCADE"), primary_key=True, index=True)
    at: Mapped[datetime]
