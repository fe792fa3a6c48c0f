"""What an older renderer wrote is rendered again, from its source."""

from __future__ import annotations

from typing import Any

from sqlalchemy import bindparam, select, update

from widget_server.core.text import VERSION, render
from widget_server.db import Prepared, session
from widget_server.pages.service import renew
from widget_server.people.service import names_of
from widget_server.threads.models import Comment, CommentVersion

_c, _v = Comment.__table__.c, CommentVersion.__table__.c
_RENDERED = {"html": bindparam("rendered"), "text_version": VERSION}
_SET_COMMENT = Prepared(update(Comment.__table__).where(_c.id == bindparam("comment")).values(_RENDERED))
_SET_VERSION = Prepared(
    update(CommentVersion.__table__)
    .where(_v.comment_id == bindparam("comment"), _v.version == bindparam("number"))
    .values(_RENDERED)
)


def render_comments(limit: int) -> int:
    """Render up to `limit` comments of an older renderer again; give how many (1 statement when there are none).

    Their pages get a new version, and are locked by it, before the sources are read: no edit comes in between.
    """
    stale = _c.text_version < VERSION
    page_ids = set(session().scalars(select(_c.page_id).where(stale).limit(limit)))
    if not page_ids:
        return 0
    renew(page_ids)
    rows = session().execute(select(_c.id, _c.source).where(stale, _c.page_id.in_(page_ids)).limit(limit)).all()
    names = names_of({row.id for row in rows})
    _SET_COMMENT.run_many([{"comment": row.id, "rendered": _again(row, names.get(row.id, {}))} for row in rows])
    return len(rows)


def render_versions(limit: int) -> int:
    """Render up to `limit` earlier versions of an older renderer again; give how many (3 statements, or 1)."""
    stale = select(_v.comment_id, _v.version, _v.source).where(_v.text_version < VERSION)
    rows = session().execute(stale.limit(limit)).all()
    if rows:
        names = names_of({row.comment_id for row in rows})
        _SET_VERSION.run_many(
            [
                {
                    "comment": row.comment_id,
                    "number": row.version,
                    "rendered": _again(row, names.get(row.comment_id, {})),
                }
                for row in rows
            ]
        )
    return len(rows)


def _again(row: Any, names: dict[str, str]) -> str:
    return render(row.source, names) if row.source else ""
