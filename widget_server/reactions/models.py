"""The table of reactions."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from widget_server.db import Id, Model


class Reaction(Model):
    """One person's reaction to one object; another kind takes the place of the first. `context_id` is the page."""

    __tablename__ = "reactions"
    __table_args__ = (
        Index("ix_reactions_actor_context", "actor_id", "context_id"),
        Index("ix_reactions_object_at", "object_id", "at", "actor_id"),
    )

    object_id: Mapped[Id] = mapped_column(ForeignKey("objects.id", ondelete="CASCADE"), primary_key=True)
    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True)
    context_id: Mapped[Id] = mapped_column(ForeignKey("objects.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(16))
    at: Mapped[datetime]
