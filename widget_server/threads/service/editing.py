"""An author edits or removes; nobody else ever does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Select, delete, insert, select, update

from widget_server.access.policy import Principal
from widget_server.activities.service import record
from widget_server.core import clock
from widget_server.core.errors import N_, Conflict, NotAllowed, Stale
from widget_server.core.text import VERSION, check_source, render_mentioning, topics_in
from widget_server.db import session
from widget_server.files import service as files
from widget_server.objects.models import Object
from widget_server.people.service import check_mentions, keep_mentions
from widget_server.reactions.service import clear
from widget_server.threads.models import Comment, CommentVersion
from widget_server.threads.policy import may_edit
from widget_server.threads.service.reading import GONE, get_comment
from widget_server.topics.service import tag, untag

_c = Comment.__table__.c
REMOVED = "removed"  # the kind of an object that only holds its place: it takes no reactions


def edit(principal: Principal, comment_id: str, source: str, if_version: int | None, quiet_seconds: int) -> None:
    """Give a comment a new text. After `quiet_seconds` it is marked as edited, and what it said is kept.

    6 to 9 statements (2 to 5 more with topics), 1 when nothing changes.
    Raises Missing, NotAllowed, Conflict, Stale (with if_version), Invalid.
    """
    text = check_source(source)
    comment = _own(principal, comment_id, if_version, N_("Only its author edits a comment."))
    if text == comment.source:
        return
    now = clock.now()
    html, mentioned = render_mentioning(text, check_mentions(principal, comment.page_id, text))
    values: dict[str, Any] = {"source": text, "html": html, "text_version": VERSION, "version": comment.version + 1}
    if now - comment.created_at > timedelta(seconds=quiet_seconds):
        said = {name: getattr(comment, name) for name in ("version", "source", "html", "text_version", "written_at")}
        session().execute(insert(CommentVersion.__table__), said | {"comment_id": comment_id})
        values["edited_at"] = now
    session().execute(update(Comment.__table__).where(_c.id == comment_id).values(values | {"written_at": now}))
    keep_mentions(principal, comment_id, mentioned)
    tagged = _retag(principal, comment, text)
    record(principal, "update", comment_id, page_id=comment.page_id, subjects=tagged)


def _retag(principal: Principal, comment: Any, text: str) -> list[str]:
    """Let a comment carry the topics of its new text; give their ids. A hidden one carries none (0 to 5 statements)."""
    topics = topics_in(text)
    if topics != topics_in(comment.source):
        untag(comment.id)
    return [] if comment.hidden_at else tag(principal.site_id, comment.id, topics)


def remove(principal: Principal, comment_id: str, if_version: int | None = None) -> None:
    """Remove a comment: its words go at once, its place stays under replies.

    10 to 12 statements. Raises Missing, NotAllowed, Conflict, Stale (with if_version).
    """
    refusal = N_("Only its author removes a comment. A community manager can hide it.")
    comment = _own(principal, comment_id, if_version, refusal)
    values = {"removed_at": clock.now(), "source": "", "html": "", "files": None, "version": comment.version + 1}
    session().execute(update(Comment.__table__).where(_c.id == comment_id).values(values))
    session().execute(delete(CommentVersion).where(CommentVersion.comment_id == comment_id))
    session().execute(update(Object.__table__).where(Object.id == comment_id).values(kind=REMOVED, tally={}))
    clear(comment_id)
    keep_mentions(principal, comment_id, ())
    untag(comment_id)
    files.drop(comment_id)
    _uncount(comment)
    record(principal, "delete", comment_id, page_id=comment.page_id)


def _own(principal: Principal, comment_id: str, if_version: int | None, refusal: str) -> Any:
    """Give one's own comment, its page locked (1 query). Others hear `refusal`."""
    comment = get_comment(principal, comment_id, lock=True)
    if comment.author_id == principal.actor_id and comment.removed_at is not None:
        raise Conflict(GONE)
    if not may_edit(principal, comment):
        raise NotAllowed(refusal)
    if if_version is not None and if_version != comment.version:
        raise Stale()
    return comment


def _uncount(comment: Any) -> None:
    """Take a comment off the counts above it, and placeholders that hold nothing any more."""
    gone, losing = _vanishing(comment.id)
    if losing:
        lessened = update(Comment.__table__).where(_c.id.in_(losing)).values(reply_count=_c.reply_count - 1)
        session().execute(lessened)
    if gone and comment.depth:
        root = update(Comment.__table__).where(_c.id == comment.root_id)
        session().execute(root.values(thread_count=_c.thread_count - min(gone, comment.depth)))


def _vanishing(comment_id: str) -> tuple[int, list[str]]:
    """Give how many comments no longer show from a removed one upward, and which lose a reply by it (1 query)."""
    chain = {row.id: row for row in session().execute(_above(comment_id))}
    gone, current, losing = 0, chain[comment_id], []
    left = current.reply_count
    while left == 0 and current.removed_at is not None:
        gone += 1
        if current.parent_id is None:
            break
        current = chain[current.parent_id]
        losing.append(current.id)
        left = current.reply_count - 1
    return gone, losing


def _above(comment_id: str) -> Select[Any]:
    """Build the query of a comment and all above it."""
    first = select(_c.id, _c.parent_id, _c.reply_count, _c.removed_at).where(_c.id == comment_id)
    above = first.cte("above", recursive=True)
    upper = Comment.__table__.alias().c
    columns = (upper.id, upper.parent_id, upper.reply_count, upper.removed_at)
    return select(above.union_all(select(*columns).where(upper.id == above.c.parent_id)))
