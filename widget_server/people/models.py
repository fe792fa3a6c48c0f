"""Who is mentioned where."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from widget_server.db import Id, Model


class Mention(Model):
    """A person whom the text of an object mentions, and who could read it then; `group_id` when by a group's name."""

    __tablename__ = "mentions"
    __table_args__ = {"sqlite_with_rowid": False}

    object_id: Mapped[Id] = mapped_column(ForeignKey("objects.id", ondelete="CASCADE"), primary_key=True)
    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True, index=True)
    group_id: Mapped[Id | None] = mapped_column(ForeignKey("objects.id", ondelete="CASCADE"), index=True)
