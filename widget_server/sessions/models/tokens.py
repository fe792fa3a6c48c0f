"""Access tokens: opaque, ten minutes, only their SHA-256 is stored."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from widget_server.db import Id, Model


class AccessToken(Model):
    """A token bound to actor, site and origin (empty: from the command line, works only without Origin).

    `roles` are those at issue, separated by blanks; whoever changes roles deletes the actor's tokens.
    """

    __tablename__ = "access_tokens"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id", ondelete="CASCADE"), index=True)
    site_id: Mapped[Id] = mapped_column(ForeignKey("sites.id", ondelete="CASCADE"))
    session_id: Mapped[Id | None] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)
    origin: Mapped[str | None] = mapped_column(String(300))
    roles: Mapped[str] = mapped_column(String(200), default="")
    guest: Mapped[bool] = mapped_column(default=False)
    expires_at: Mapped[datetime] = mapped_column(index=True)
