"""Topics. What carries them stands with audiences: it decides who may know a topic."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from widget_server.access.models import Tagging
from widget_server.db import Id, Model

__all__ = ["Tagging", "Topic"]


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
