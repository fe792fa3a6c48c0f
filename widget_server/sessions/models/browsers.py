"""Sessions of browsers: what the refresh cookie stands for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from widget_server.db import Id, Model


class BrowserSession(Model):
    """A person in one cookie jar, by a family of refresh secrets.

    The current one is good, and the previous one until the current is first used.
    One jar holds one cookie and one person, and may serve several sites and origins: its `places`. `idp_sid` is the
    issuer's name for its own session, which back-channel logout ends.
    """

    __tablename__ = "sessions"

    id: Mapped[Id] = mapped_column(primary_key=True)
    actor_id: Mapped[Id] = mapped_column(ForeignKey("actors.id", ondelete="CASCADE"), index=True)
    issuer: Mapped[str] = mapped_column(String(500))
    idp_sid: Mapped[str | None] = mapped_column(String(255), index=True)
    current_hash: Mapped[str] = mapped_column(String(64))
    previous_hash: Mapped[str | None] = mapped_column(String(64))
    current_used: Mapped[bool] = mapped_column(default=False)
    rotated_at: Mapped[datetime]
    used_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)


class SessionPlace(Model):
    """A site and origin on which the person of a session signed in; a session without places is over."""

    __tablename__ = "session_places"

    session_id: Mapped[Id] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True)
    site_id: Mapped[Id] = mapped_column(ForeignKey("sites.id", ondelete="CASCADE"), primary_key=True, index=True)
    origin: Mapped[str] = mapped_column(String(300), primary_key=True)


class RefreshSecret(Model):
    """Every secret a session ever had: one that is neither current nor previous betrays a copy."""

    __tablename__ = "refresh_secrets"

    secret_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    session_id: Mapped[Id] = mapped_column(ForeignKey("sessions.id", ondelete="CASCADE"), index=True)


class UsedToken(Model):
    """A token that may be used once (the `jti` of a logout token), kept until it would have expired anyway."""

    __tablename__ = "used_tokens"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
