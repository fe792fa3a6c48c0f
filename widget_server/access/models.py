"""Audiences: the stored answer to "who may see this"."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from widget_server.db import Id, Model


class Audience(Model):
    """The audience of an object and its context: `everyone` (signed in, guests not) or `groups`. No row: nobody."""

    __tablename__ = "audiences"

    object_id: Mapped[Id] = mapped_column(ForeignKey("objects.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))


class AudienceGroup(Model):
    """A group that belongs to the audience of kind `groups`."""

    __tablename__ = "audience_groups"

    object_id: Mapped[Id] = mapped_column(ForeignKey("objects.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(255), primary_key=True)
