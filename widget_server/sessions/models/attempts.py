"""Attempts to sign in: the device grant (RFC 8628) with a popup as its second device."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from widget_server.db import Id, Model


class SignInAttempt(Model):
    """One attempt, from the widget's click to its token; secrets are stored as SHA-256 only.

    `user_code` is none: it stands in the popup's address, and approves nothing.

    `status` waiting (for the person to come back from the issuer) · returned (known who, not yet that the widget is
    theirs) · approved · denied · redeemed. `browser_hash` ties it to the browser that opened the popup.
    """

    __tablename__ = "sign_in_attempts"

    id: Mapped[Id] = mapped_column(primary_key=True)
    site_id: Mapped[Id] = mapped_column(ForeignKey("sites.id", ondelete="CASCADE"))
    origin: Mapped[str] = mapped_column(String(300))
    locale: Mapped[str] = mapped_column(String(8))
    prompt: Mapped[str | None] = mapped_column(String(20))
    device_hash: Mapped[str] = mapped_column(String(64), unique=True)
    user_code: Mapped[str] = mapped_column(String(20), unique=True)
    proof_hash: Mapped[str] = mapped_column(String(64))
    number: Mapped[str] = mapped_column(String(2))
    decoys: Mapped[str] = mapped_column(String(5))
    status: Mapped[str] = mapped_column(String(8), default="waiting")
    interval_seconds: Mapped[int] = mapped_column(default=1)
    polled_at: Mapped[datetime | None]
    browser_hash: Mapped[str | None] = mapped_column(String(64))
    state_hash: Mapped[str | None] = mapped_column(String(64), index=True)
    nonce_hash: Mapped[str | None] = mapped_column(String(64))
    actor_id: Mapped[Id | None] = mapped_column(ForeignKey("actors.id", ondelete="CASCADE"), index=True)
    issuer: Mapped[str | None] = mapped_column(String(500))
    idp_sid: Mapped[str | None] = mapped_column(String(255), index=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
