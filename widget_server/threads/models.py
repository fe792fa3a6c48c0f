"""Comments and their earlier versions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from widget_server.db import Id, Model


class Comment(Model):
    """A comment on a page; a reply when it has a parent.

    `order_key` puts the replies below a root in the order they are shown: three levels, then flat. Six characters a
    level, at most three. `reply_count` are its own replies that are shown; for a root, `thread_count` all below it,
    `next_number` the next reply's, `active_at` the last time anything was added. `files` are those
    attached, as the API says them.
    """

    __tablename__ = "comments"
    __table_args__ = (
        Index("ix_comments_page_depth_id", "page_id", "depth", "id"),
        Index("ix_comments_page_depth_active", "page_id", "depth", "active_at", "id"),
        Index("ix_comments_root_order", "root_id", "order_key"),
    )

    id: Mapped[Id] = mapped_column(ForeignKey("objects.id"), primary_key=True)
    page_id: Mapped[Id] = mapped_column(ForeignKey("pages.id"))
    parent_id: Mapped[Id | None] = mapped_column(ForeignKey("comments.id"), index=True)
    root_id: Mapped[Id] = mapped_column(String(26))
    depth: Mapped[int] = mapped_column(default=0)
    order_key: Mapped[str] = mapped_column(String(18), default="")
    author_id: Mapped[Id] = mapped_column(ForeignKey("actors.id"), index=True)
    source: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    files: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON(none_as_null=True))
    text_version: Mapped[int] = mapped_column(index=True)
    lang: Mapped[str | None] = mapped_column(String(35))
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    written_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]
    hidden_at: Mapped[datetime | None]
    hidden_by_id: Mapped[Id | None] = mapped_column(ForeignKey("actors.id"))
    hidden_reason: Mapped[str | None] = mapped_column(String(300))
    reply_count: Mapped[int] = mapped_column(default=0)
    thread_count: Mapped[int] = mapped_column(default=0)
    next_number: Mapped[int] = mapped_column(default=0)
    active_at: Mapped[datetime]


class CommentVersion(Model):
    """What a comment said before an edit that its readers may look up."""

    __tablename__ = "comment_versions"

    comment_id: Mapped[Id] = mapped_column(ForeignKey("comments.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    text_version: Mapped[int] = mapped_column(index=True)
    written_at: Mapped[datetime]
