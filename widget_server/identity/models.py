"""Actors, identities, groups from claims, grants of roles."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from widget_server.db import Id, Model, OwnAddress

ROLES = ("administrator", "manager", "editor")


class Actor(Model):
    """Who acts: `kind` person, shared (a department) or former.

    `photo_url` is what is shown: the person's own photo, named `photo_key` and kept as a path, else the issuer's,
    `claimed_photo_url`.
    """

    __tablename__ = "actors"

    id: Mapped[Id] = mapped_column(ForeignKey("objects.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(8), default="person")
    name: Mapped[str] = mapped_column(String(200))
    email: Mapped[str | None] = mapped_column(String(254))
    department: Mapped[str | None] = mapped_column(String(200))
    job_title: Mapped[str | None] = mapped_column(String(200))
    photo_url: Mapped[str | None] = mapped_column(OwnAddress(1000))
    claimed_photo_url: Mapped[str | None] = mapped_column(String(1000))
    photo_key: Mapped[str | None] = mapped_column(String(40), index=True, unique=True)
    locale: Mapped[str] = mapped_column(String(8), default="nl")
    guest: Mapped[bool] = mapped_column(default=False)
    groups_known: Mapped[bool] = mapped_column(default=True)
    confirmed_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]


class NameWord(Model):
    """A word of an actor's name, folded: how people are found. Compared byte by byte, so that a prefix is a range."""

    __tablename__ = "name_words"
    __table_args__ = {"sqlite_with_rowid": False}

    word: Mapped[str] = mapped_column(
        String(60).with_variant(String(60, collation="C"), "postgresql"), primary_key=True
    )
    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True, index=True)


class Identity(Model):
    """An identity at an issuer that stands for an actor: (issuer, subject), never an e-mail address."""

    __tablename__ = "identities"

    issuer: Mapped[str] = mapped_column(String(500), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id"), index=True)


class ActorGroup(Model):
    """A group that the issuer said the actor is in."""

    __tablename__ = "actor_groups"

    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str] = mapped_column(String(255), primary_key=True)


class RoleGrant(Model):
    """A role an actor holds, on one site or (site_id empty) on all; `source` is grant or claim."""

    __tablename__ = "role_grants"

    id: Mapped[Id] = mapped_column(primary_key=True)
    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id", ondelete="CASCADE"), index=True)
    site_id: Mapped[Id | None] = mapped_column(ForeignKey("sites.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(String(16))
    source: Mapped[str] = mapped_column(String(8), default="grant")
