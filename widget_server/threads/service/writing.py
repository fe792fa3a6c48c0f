"""A reply: the path every other write is measured against."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Integer, Row, bindparam, select, update

from widget_server.access.policy import Principal
from widget_server.activities.service import record
from widget_server.core import clock
from widget_server.core.errors import N_, Conflict, Invalid, NotAllowed
from widget_server.core.text import NOBODY, VERSION, check_source, render_mentioning, topics_in
from widget_server.db import Prepared, UtcDateTime, insert_into
from widget_server.files.service import Wanted, attach
from widget_server.follows.service import follow_thread
from widget_server.objects.service import new_object
from widget_server.pages.policy import may_reply
from widget_server.pages.service import POSTS, get_place
from widget_server.people.service import check_mentions, count_told, set_mentions
from widget_server.threads.models import Comment
from widget_server.topics.service import tag

LEVELS = 3  # shown below each other; deeper ones stand flat under the third
DIGITS = 6  # of one level's number in order_key: 16 million replies below one root
# Language, script, region (RFC 5646, section 2.1). No other subtags: browsers throw at some that look well.
LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?")
_c = Comment.__table__.c
_EMPTY = {
    **dict.fromkeys(("edited_at", "removed_at", "hidden_at", "hidden_by_id", "hidden_reason")),
    **dict.fromkeys(("reply_count", "thread_count", "next_number"), 0),
    "text_version": VERSION,
    "version": 1,
}
_INSERT = insert_into(Comment.__table__)
_PARENT = Prepared(
    select(_c.id, _c.root_id, _c.depth, _c.order_key, _c.removed_at, _c.reply_count).where(
        _c.id == bindparam("wanted_id")
    )
)
_COUNT_ROOT = Prepared(
    update(Comment.__table__)
    .where(_c.id == bindparam("root"))
    .values(
        next_number=_c.next_number + 1,
        thread_count=_c.thread_count + 1,
        reply_count=_c.reply_count + bindparam("direct", type_=Integer()),
        active_at=bindparam("at", type_=UtcDateTime()),
    )
    .returning(_c.next_number)
)
_COUNT_PARENT = Prepared(
    update(Comment.__table__).where(_c.id == bindparam("parent")).values(reply_count=_c.reply_count + 1)
)


class Posted(NamedTuple):
    """A new comment's id, what its author follows by it (the page; a post where people share), and how."""

    id: str
    followed: str
    following: str


def reply(
    principal: Principal, object_id: str, source: str, lang: str | None = None, files: Sequence[Wanted] = ()
) -> str:
    """Write a comment as post() does; give its id."""
    return post(principal, object_id, source, lang, files).id


def post(
    principal: Principal, object_id: str, source: str, lang: str | None = None, files: Sequence[Wanted] = ()
) -> Posted:
    """Write a comment below a page or comment, and follow that page unless one has said otherwise (7 to 12 queries).

    Where people share, the post is followed, not all that anybody shares.

    Its topics cost 2 more, 4 where one is new; its files 2.

    Raises Missing, NotAllowed, Invalid, Conflict.
    """
    text = check_source(source)
    if lang is not None and not LANG.fullmatch(lang):
        raise Invalid(errors={"lang": [N_("A language is written as nl or en-GB.")]})
    place = get_place(principal, object_id, lock=True)
    if not may_reply(place):
        raise NotAllowed(N_("This conversation takes no new comments."))
    parent = None if place.object_kind == "page" else _parent(object_id)
    comment_id = new_object("comment", principal.site_id, place.id)
    row = _position(parent, comment_id) | {"id": comment_id, "page_id": place.id, "author_id": principal.actor_id}
    html, mentioned = render_mentioning(text, check_mentions(principal, place.id, text))
    row |= {"source": text, "html": html, "lang": lang, "files": attach(principal, comment_id, files)}
    _INSERT.run(**row, **_EMPTY, **dict.fromkeys(("created_at", "written_at", "active_at"), clock.now()))
    set_mentions(principal, comment_id, mentioned)
    followed = row["root_id"] if place.key == POSTS else place.id
    following = follow_thread(principal, followed)
    subjects = [row["root_id"], object_id] if parent else []
    subjects += tag(principal.site_id, comment_id, topics_in(text))
    record(principal, "create", comment_id, page_id=place.id, subjects=subjects)
    return Posted(comment_id, followed, following)


def preview(principal: Principal, source: str, object_id: str | None) -> tuple[str, int]:
    """Give the HTML of a text as it would stand below an object, and how many its mentions tell (1 to 4 queries).

    Without an object: nobody (none). Raises Missing, Invalid.
    """
    text = check_source(source)
    place = get_place(principal, object_id) if object_id is not None else None
    html, mentioned = render_mentioning(text, check_mentions(principal, place.id, text) if place else NOBODY)
    return html, count_told(principal, place.id, mentioned) if place else 0


def _parent(comment_id: str) -> Row[Any]:
    row = _PARENT.first(wanted_id=comment_id)
    if row.removed_at is not None and row.reply_count == 0:
        raise Conflict(N_("The comment you answer was removed in the meantime."))
    return row


def _position(parent: Row[Any] | None, comment_id: str) -> dict[str, Any]:
    """Give where a new comment stands; its root and its parent count it (0 to 2 statements)."""
    if parent is None:
        return {"parent_id": None, "root_id": comment_id, "depth": 0, "order_key": ""}
    is_root = parent.depth == 0
    number = _COUNT_ROOT.first(root=parent.root_id, direct=int(is_root), at=clock.now()).next_number
    if not is_root:
        _COUNT_PARENT.run(parent=parent.id)
    key = parent.order_key[: DIGITS * (LEVELS - 1)] + f"{number:0{DIGITS}x}"
    return {"parent_id": parent.id, "root_id": parent.root_id, "depth": parent.depth + 1, "order_key": key}
