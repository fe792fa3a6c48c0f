"""Sites and the origins registered for them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from widget_server.db import Id, Model


class Site(Model):
    """A host intranet. `visibility` open: everybody signed in, guests not, reads all; vouched: page tickets decide.

    `same_site`: the service stands on the intranet's own registrable domain, so its cookie is first-party (Lax).
    """

    __tablename__ = "sites"

    id: Mapped[Id] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    locale: Mapped[str] = mapped_column(String(8), default="nl")
    visibility: Mapped[str] = mapped_column(String(8), default="open")
    same_site: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]


class Origin(Model):
    """An origin (scheme, host, port, exactly) whose pages may carry the site's widgets."""

    __tablename__ = "origins"

    origin: Mapped[str] = mapped_column(String(300), primary_key=True)
    site_id: Mapped[Id] = mapped_column(ForeignKey("sites.id", ondelete="CASCADE"), primary_key=True, index=True)
