"""The table of files; their bytes stand in a store, under the file's id."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from widget_server.db import Id, Model


class File(Model):
    """A file that somebody uploaded. `object_id` is what it is attached to; none: it waits, or is to be deleted.

    `withdrawn_at`: what it is attached to is hidden. `dropped_at`: nobody reads it any more. `alt` is what an image
    shows, in words; empty where it only decorates.
    """

    __tablename__ = "files"
    __table_args__ = (
        Index("ix_files_object_created", "object_id", "created_at"),
        Index("ix_files_actor_object", "actor_id", "object_id"),
    )

    id: Mapped[Id] = mapped_column(primary_key=True)
    site_id: Mapped[Id] = mapped_column(ForeignKey("sites.id"))
    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id"))
    object_id: Mapped[Id | None] = mapped_column(ForeignKey("objects.id", ondelete="SET NULL"))
    kind: Mapped[str] = mapped_column(String(8))
    name: Mapped[str] = mapped_column(String(120))
    media_type: Mapped[str] = mapped_column(String(100))
    size_bytes: Mapped[int]
    width: Mapped[int | None]
    height: Mapped[int | None]
    alt: Mapped[str | None] = mapped_column(String(500))
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]
