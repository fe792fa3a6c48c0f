"""Activities, the subjects whose timeline they are on, and answers remembered for a repeated request."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from widget_server.db import Id, Model


class Activity(Model):
    """One act: actor, verb (Activity Streams 2.0), object, target, when."""

    __tablename__ = "activities"
    __table_args__ = (Index("ix_activities_site_verb_at", "site_id", "verb", "at", "id"),)

    id: Mapped[Id] = mapped_column(primary_key=True)
    site_id: Mapped[Id | None] = mapped_column(ForeignKey("sites.id"))
    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id"))
    verb: Mapped[str] = mapped_column(String(16))
    object_id: Mapped[Id] = mapped_column(ForeignKey("objects.id"), index=True)
    target_id: Mapped[Id | None] = mapped_column(ForeignKey("objects.id"))
    at: Mapped[datetime]


class ActivitySubject(Model):
    """The timeline of everything one can follow, in the order of its key."""

    __tablename__ = "activity_subjects"
    __table_args__ = (Index("ix_activity_subjects_activity_id", "activity_id"), {"sqlite_with_rowid": False})

    subject_id: Mapped[Id] = mapped_column(ForeignKey("objects.id"), primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    activity_id: Mapped[Id] = mapped_column(ForeignKey("activities.id", ondelete="CASCADE"), primary_key=True)


class RememberedAnswer(Model):
    """The answer to a write that carried an Idempotency-Key, so that sending it again does not do it again."""

    __tablename__ = "remembered_answers"

    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True)
    key: Mapped[str] = mapped_column(String(128), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    at: Mapped[datetime] = mapped_column(index=True)
