"""Topics and what carries them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from widget_server.db import Id, Model


class Topic(Model):
    """A topic of a site. `name` is how it is found (folded), `label` how it is written. Merged: leads to another."""

    __tablename__ = "topics"
    __table_args__ = (UniqueConstraint("site_id", "name"),)

    id: Mapped[Id] = mapped_column(ForeignKey("objects.id", ondelete="CASCADE"), primary_key=True)
    site_id: Mapped[Id] = mapped_column(ForeignKey("sites.id"))
    name: Mapped[str] = mapped_column(String(60))
    label: Mapped[str] = mapped_column(String(60))
    merged_into_id: Mapped[Id | None] = mapped_column(ForeignKey("topics.id"), index=True)
    created_at: Mapped[datetime]


class Tagging(Model):
    """An object (page, comment) is about a topic."""

    __tablename__ = "taggings"
    __table_args__ = {"sqlite_with_rowid": False}

    object_id: Mapped[Id] = mapped_column(ForeignKey("objects.id", ondelete="CASCADE"), primary_key=True)
    topic_id: Mapped[Id] = mapped_column(ForeignKey("topics.id", ondelete="CASCADE"), primary_key=True, index=True)
