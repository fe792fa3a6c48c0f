"""The queue, how far each reader of a log has come, and who may work alone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from widget_server.db import Id, Model


class Job(Model):
    """What is to be done about one thing: a name and an id, never a text. At most one row for each pair of them.

    `asked_count` counts who asked since the row stands, `attempts` who began. While somebody is at it, `lease_ends_at`
    is set; a row that failed too often is parked until an operator says what becomes of it.
    """

    __tablename__ = "jobs"
    __table_args__ = (Index("ix_jobs_parked_at_due_at", "parked_at", "due_at"),)

    key: Mapped[str] = mapped_column(String(70), primary_key=True)  # name:subject
    due_at: Mapped[datetime]
    asked_count: Mapped[int] = mapped_column(default=1)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(String(300))
    lease_ends_at: Mapped[datetime | None]
    parked_at: Mapped[datetime | None]
    created_at: Mapped[datetime]


class Bookmark(Model):
    """How far somebody has read a log whose ids are in the order of time."""

    __tablename__ = "bookmarks"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    last_id: Mapped[Id]


class Lease(Model):
    """Who alone may do something until when, in any process on this database."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    holder: Mapped[str] = mapped_column(String(32))
    ends_at: Mapped[datetime]
