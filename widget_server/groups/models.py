"""Groups and their members."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from widget_server.db import Id, Model

KINDS = ("open", "request", "closed")
ROLES = ("member", "manager", "deputy")
STATES = ("member", "asked", "invited")


class Group(Model):
    """A group of a site: `kind` open (whoever wants joins), request (a manager approves) or closed (by invitation).

    `page_id` is its conversation; `slug` names the group on pages of the host. Names need not differ: refusing one
    would tell of a group that one may not see.
    Whoever may not see a group that is not `visible` does not learn that it exists. `member_count` are those in state
    member; `archived_at`: closed for good, read by its members only.
    """

    __tablename__ = "groups"
    __table_args__ = (UniqueConstraint("site_id", "slug"),)

    id: Mapped[Id] = mapped_column(ForeignKey("objects.id"), primary_key=True)
    site_id: Mapped[Id] = mapped_column(ForeignKey("sites.id"), index=True)
    page_id: Mapped[Id] = mapped_column(ForeignKey("pages.id"), unique=True)
    slug: Mapped[str] = mapped_column(String(60))
    name: Mapped[str] = mapped_column(String(100))
    purpose: Mapped[str] = mapped_column(String(300), default="")
    kind: Mapped[str] = mapped_column(String(8))
    visible: Mapped[bool] = mapped_column(default=True)
    member_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]


class Membership(Model):
    """A person and a group: `state` member, asked (waits for a manager) or invited (waits for the person).

    Only a member has another `role` than member. `by_id`: who invited or accepted.
    """

    __tablename__ = "memberships"
    __table_args__ = (
        Index("ix_memberships_group_state_at", "group_id", "state", "at", "actor_id"),
        Index("ix_memberships_group_role", "group_id", "role"),
    )

    group_id: Mapped[Id] = mapped_column(ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True)
    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True, index=True)
    role: Mapped[str] = mapped_column(String(8), default="member")
    state: Mapped[str] = mapped_column(String(8), default="member")
    at: Mapped[datetime]
    by_id: Mapped[Id | None] = mapped_column(ForeignKey("actors.id"))
