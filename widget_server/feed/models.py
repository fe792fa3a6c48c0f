"""What a person set of their feed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from widget_server.db import Id, Model

TABS = ("for-you", "newest")


class FeedSetting(Model):
    """The tab that a person chose on a site, and until when they saw their feed: for them alone.

    `visited_at`: until when they had seen it at the visit before this one.
    """

    __tablename__ = "feed_settings"

    site_id: Mapped[Id] = mapped_column(ForeignKey("sites.id", ondelete="CASCADE"), primary_key=True)
    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id", ondelete="CASCADE"), primary_key=True)
    tab: Mapped[str] = mapped_column(String(8), default="for-you")
    seen_at: Mapped[datetime | None]
    visited_at: Mapped[datetime | None]
