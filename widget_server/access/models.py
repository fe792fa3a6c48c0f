"""Audiences: the stored answer to "who may see this"."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from widget_server.db import Id, Model


class Audience(Model):
    """The audience of an object and of what has it as context. No row: nobody.

    `kind` is everyone (signed in, guests not), groups (of the issuer, by name), or members. Whatever it is, members (by
    person, guests too) belong to it.
    """

    __tablename__ = "audiences"

    object_id: Mapped[Id] = mapped_column(ForeignKey("objects.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))


class Tagging(Model):
    """An object (page, comment) is about a topic: whoever may read the object may know the topic."""

    __tablename__ = "taggings"
    __table_args__ = {"sqlite_with_rowid": False}

    object_id: Mapped[Id] = mapped_column(ForeignKey("objects.id", ondelete="CASCADE"), primary_key=True)
    topic_id: Mapped[Id] = mapped_column(ForeignKey("topics.id", ondelete="CASCADE"), primary_key=True, index=True)


class AudienceGroup(Model):
    """A group that belongs to the audience of kind `groups`."""

    __tablename__ = "audience_groups"

    object_id: Mapped[Id] = mapped_column(ForeignKey("objects.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(255), primary_key=True)


class AudienceMember(Model):
    """A person who belongs to an audience by name, whatever its kind."""

    __tablename__ = "audience_members"

    object_id: Mapped[Id] = mapped_column(ForeignKey("objects.id", ondelete="CASCADE"), primary_key=True)
    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True, index=True)


class Moderator(Model):
    """A person who moderates an object and what has it as context, as managers do on the whole site."""

    __tablename__ = "moderators"

    object_id: Mapped[Id] = mapped_column(ForeignKey("objects.id", ondelete="CASCADE"), primary_key=True)
    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True, index=True)
