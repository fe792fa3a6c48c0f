"""Managers hide and restore, openly; and join or remove pages. They never rewrite."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select, update

from widget_server.access.policy import Principal, may_manage, may_moderate
from widget_server.activities.service import record
from widget_server.core import clock
from widget_server.core.errors import N_, Conflict, NotAllowed
from widget_server.core.text import check_line, topics_in
from widget_server.db import session
from widget_server.files import service as files
from widget_server.follows import service as follows
from widget_server.objects.models import Object
from widget_server.pages.models import Page
from widget_server.pages.policy import is_hosted
from widget_server.pages.service import drop_key, get_page
from widget_server.reactions import service as reactions
from widget_server.threads.models import Comment
from widget_server.threads.service.reading import GONE, get_comment
from widget_server.topics.service import tag, untag

_c = Comment.__table__.c


def hide(principal: Principal, comment_id: str, reason: str) -> None:
    """Hide a comment with a reason that all see (8 statements). Raises Missing, NotAllowed, Conflict, Invalid."""
    said = check_line(reason, "reason")
    comment = _moderated(principal, comment_id)
    if comment.removed_at is not None:
        raise Conflict(GONE)
    values = {"hidden_at": clock.now(), "hidden_by_id": principal.actor_id, "hidden_reason": said}
    _set(comment_id, values, hidden=True)
    files.withdraw(comment_id)
    untag(comment_id)  # a topic that only hidden words carry shows nowhere
    record(principal, "hide", comment_id, page_id=comment.page_id)


def restore(principal: Principal, comment_id: str) -> None:
    """Show a hidden comment again (7 statements); again changes nothing (1). Raises Missing, NotAllowed."""
    comment = _moderated(principal, comment_id)
    if comment.hidden_at is None:
        return
    values = {"hidden_at": None, "hidden_by_id": None, "hidden_reason": None}
    _set(comment_id, values, hidden=False)
    files.restore(comment_id)
    tag(principal.site_id, comment_id, topics_in(comment.source))
    record(principal, "restore", comment_id, page_id=comment.page_id)


def merge(principal: Principal, from_page: Page, into_page: Page) -> None:
    """Move the whole conversation of one page into another (17 statements, however long it is)."""
    session().execute(update(Comment.__table__).where(_c.page_id == from_page.id).values(page_id=into_page.id))
    session().execute(update(Object.__table__).where(Object.context_id == from_page.id).values(context_id=into_page.id))
    reactions.move(from_page.id, into_page.id)
    follows.move(from_page.id, into_page.id)
    standing = select(func.count()).where(_c.page_id == into_page.id, _c.removed_at.is_(None))
    into_page.comment_count = session().scalar(standing) or 0
    into_page.version += 1
    from_page.comment_count = 0
    session().flush()
    record(principal, "move", from_page.id, page_id=into_page.id)


def remove_page(principal: Principal, page_id: str) -> None:
    """Take a page and its conversation away from all readers (8 statements). Raises Missing, NotAllowed."""
    place = get_page(principal, page_id)
    if not may_manage(principal):
        raise NotAllowed(N_("Only a community manager removes a page."))
    if not is_hosted(place):
        raise NotAllowed(N_("This conversation is a group's. Archive the group instead."))
    page = session().get_one(Page, place.id)
    drop_key(page)
    record(principal, "delete", page.id)


def _set(comment_id: str, values: dict[str, Any], *, hidden: bool) -> None:
    session().execute(update(Comment.__table__).where(_c.id == comment_id).values(values))
    session().execute(update(Object.__table__).where(Object.id == comment_id).values(hidden=hidden))


def _moderated(principal: Principal, comment_id: str) -> Any:
    comment = get_comment(principal, comment_id, lock=True)
    if not may_moderate(principal, comment):
        raise NotAllowed(N_("Only a community manager hides and restores."))
    return comment
