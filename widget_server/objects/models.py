"""The table of objects."""

from __future__ import annotations

from sqlalchemy import JSON, ForeignKey, String, false
from sqlalchemy.orm import Mapped, mapped_column

from widget_server.db import Id, Model


class Object(Model):
    """One thing with an id: a page, a comment, an actor, later a group or a topic.

    `context_id` is the object whose audience decides who may see this one (a comment's page; none: itself).
    `tally` is {kind: count of reactions}, kept by `reactions`. `hidden`: a moderator withholds it for now,
    with all that people said of it.
    """

    __tablename__ = "objects"

    id: Mapped[Id] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    site_id: Mapped[Id | None] = mapped_column(ForeignKey("sites.id"), index=True)
    context_id: Mapped[Id | None] = mapped_column(ForeignKey("objects.id"), index=True)
    tally: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    hidden: Mapped[bool] = mapped_column(server_default=false())
