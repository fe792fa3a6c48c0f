"""What one person wrote, for whoever may see the list."""

from __future__ import annotations

from typing import Any

from widget_server.access.policy import Principal
from widget_server.access.service import READABLE, reading_as
from widget_server.core import cursor
from widget_server.db import session
from widget_server.pages.models import Page
from widget_server.threads.models import Comment
from widget_server.threads.service.reading import ROWS
from widget_server.threads.service.shape import comment_data

PAGE_SIZE = 50
_c = Comment.__table__.c


def contributions_of(
    principal: Principal, author_id: str, after: str | None
) -> tuple[list[dict[str, Any]], str | None]:
    """Give (up to 50 comments of a person that the principal may read, newest first) and the next cursor (1 query)."""
    found = ROWS.join(Page.__table__, Page.id == _c.page_id).where(_c.author_id == author_id, READABLE)
    found = found.where(_c.removed_at.is_(None), _c.hidden_at.is_(None), Page.state != "off")
    if after:
        found = found.where(_c.id < cursor.decode(after, (str,))[0])
    rows = session().execute(found.order_by(_c.id.desc()).limit(PAGE_SIZE + 1), reading_as(principal)).all()
    more = cursor.encode(rows[PAGE_SIZE - 1].id) if len(rows) > PAGE_SIZE else None
    return [comment_data(row) for row in rows[:PAGE_SIZE]], more
