"""Who is mentioned where, and what people say of themselves."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from widget_server.db import Id, Model


class Mention(Model):
    """A person whom the text of an object mentions, and who could read it then; `group_id` when by a group's name."""

    __tablename__ = "mentions"
    __table_args__ = {"sqlite_with_rowid": False}

    object_id: Mapped[Id] = mapped_column(ForeignKey("objects.id", ondelete="CASCADE"), primary_key=True)
    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True, index=True)
    group_id: Mapped[Id | None] = mapped_column(ForeignKey("objects.id", ondelete="CASCADE"), index=True)


class Profile(Model):
    """What a person says of themselves, and what they let others see; no row: nothing, the private choice.

    `topics` are what they know about, in their own words. `nudged_at` is when they were last asked to say more.
    """

    __tablename__ = "profiles"

    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True)
    about: Mapped[str | None] = mapped_column(String(300))
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    show_contributions: Mapped[bool] = mapped_column(default=False)
    show_reactions: Mapped[bool] = mapped_column(default=False)
    nudged_at: Mapped[datetime | None]
