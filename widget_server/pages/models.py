"""Pages, the addresses they were seen at, and their aliases."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from widget_server.db import Id, Model

STATES = ("open", "read_only", "off")


class Page(Model):
    """A page of a site. `key` is the host's own stable id (empty: removed); `url` the canonical address, for showing.

    `version` counts what changed for all readers; `comment_count` the comments that stand. `listed_at`: its first act.
    `said_title`: what one visit called it, which a second person's visit must confirm; `said_by` tells them apart.
    """

    __tablename__ = "pages"
    __table_args__ = (UniqueConstraint("site_id", "key"),)

    id: Mapped[Id] = mapped_column(ForeignKey("objects.id"), primary_key=True)
    site_id: Mapped[Id] = mapped_column(ForeignKey("sites.id"))
    key: Mapped[str | None] = mapped_column(String(500))
    title: Mapped[str] = mapped_column(String(300))
    url: Mapped[str] = mapped_column(String(2000))
    state: Mapped[str] = mapped_column(String(9), default="open")
    reactions: Mapped[bool] = mapped_column(default=True)
    owner_id: Mapped[Id | None] = mapped_column(ForeignKey("actors.id"))
    deputy_id: Mapped[Id | None] = mapped_column(ForeignKey("actors.id"))
    version: Mapped[int] = mapped_column(default=1)
    comment_count: Mapped[int] = mapped_column(default=0)
    said_title: Mapped[str | None] = mapped_column(String(300))
    said_by: Mapped[str | None] = mapped_column(String(32))
    created_at: Mapped[datetime]
    listed_at: Mapped[datetime | None] = mapped_column(index=True)


class PageUrl(Model):
    """An address a page was seen at. `decision`: canonical, same, moved, new, or pending (its editor has not said yet).

    With `new`, `leads_to_id` is the page that this address has for itself. `said_by`: whose visit was the first there.
    """

    __tablename__ = "page_urls"

    page_id: Mapped[Id] = mapped_column(ForeignKey("pages.id", ondelete="CASCADE"), primary_key=True)
    url: Mapped[str] = mapped_column(String(2000), primary_key=True)
    decision: Mapped[str] = mapped_column(String(9), default="pending")
    leads_to_id: Mapped[Id | None] = mapped_column(ForeignKey("pages.id"))
    seen_at: Mapped[datetime]
    said_by: Mapped[str | None] = mapped_column(String(32))


class PageAlias(Model):
    """Another id of the host that leads to a page."""

    __tablename__ = "page_aliases"
    __table_args__ = (Index("ix_page_aliases_page_id", "page_id"),)

    site_id: Mapped[Id] = mapped_column(ForeignKey("sites.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(500), primary_key=True)
    page_id: Mapped[Id] = mapped_column(ForeignKey("pages.id", ondelete="CASCADE"))
