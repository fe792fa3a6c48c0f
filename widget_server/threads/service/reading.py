"""Read a thread: roots in order, each with its first replies, as Core rows; and what is the reader's own beside it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Select, String, and_, bindparam, func, null, or_, select, tuple_, type_coerce
from sqlalchemy.orm import aliased

from widget_server.access.policy import Principal
from widget_server.access.service import MODERATED, READABLE, reading_as
from widget_server.core import cursor
from widget_server.core.errors import N_, Invalid, Missing, NotAllowed
from widget_server.core.ids import is_id
from widget_server.db import Prepared, UtcDateTime, session
from widget_server.identity.models import Actor
from widget_server.objects.models import Object
from widget_server.pages.service import read_locked
from widget_server.reactions.models import Reaction
from widget_server.threads.models import Comment, CommentVersion
from widget_server.threads.policy import may_see_history
from widget_server.threads.service.shape import ThreadPage, comment_data

PAGE_SIZE = 100  # comments in an answer
FIRST_REPLIES = 3  # of each root
FROM_THE_FIRST = "start"  # as a cursor: from the beginning, whatever was shown elsewhere
SORTS = ("oldest", "newest", "active")
GONE = N_("This comment has been removed already.")

_c = Comment.__table__.c
_parent = aliased(Comment.__table__)
_parent_author = aliased(Actor.__table__)
_author = aliased(Actor.__table__)
_shown = or_(_c.removed_at.is_(None), _c.reply_count > 0)
_columns = [
    *(_c[name] for name in (
        "id", "page_id", "parent_id", "root_id", "depth", "order_key", "author_id", "html", "files", "lang",
        "created_at", "edited_at", "removed_at", "hidden_at", "hidden_reason", "version", "reply_count",
        "thread_count", "active_at",
    )),
    Object.tally.label("tally"),
    *(_author.c[name].label(f"author_{name}") for name in ("name", "department", "photo_url", "kind")),
    _parent_author.c.name.label("parent_name"),
]  # fmt: skip


_visible_parent = and_(
    _parent.c.id == _c.parent_id, _c.depth >= 3, _parent.c.removed_at.is_(None), _parent.c.hidden_at.is_(None)
)
ROWS = (
    select(*_columns)
    .join(Object.__table__, Object.id == _c.id)
    .join(_author, _author.c.id == _c.author_id)
    .outerjoin(_parent, _visible_parent)
    .outerjoin(_parent_author, _parent_author.c.id == _parent.c.author_id)
)
_ONE = ROWS.add_columns(_c.source, _c.text_version, _c.written_at, MODERATED).where(
    _c.id == bindparam("wanted_id"), READABLE, _shown
)
_GET = Prepared(_ONE)


def read_thread(page_id: str, sort: str = "oldest", after: str | None = None, around: str | None = None) -> ThreadPage:
    """Give up to 100 comments of a page in tree order (1 query; 2 with `around`). Raises Invalid, Missing.

    `around` begins at the root that holds a comment and has that comment and all above it, however deep.
    """
    if sort not in SORTS:
        raise Invalid(errors={"sort": [N_("Choose oldest, newest or active.")]})
    if around:
        return read_around(page_id, sort, around)
    keys = _decoded(after, sort) if after else {}
    rows = _page_query(sort, "after" if after else "first").rows(page=page_id, **keys)
    items, last = cut(rows, sort)
    return ThreadPage(items, _cursor(last, sort) if last is not None else None)


def read_replies(root_id: str, after: str | None) -> ThreadPage:
    """Give up to 100 comments below a root in tree order, from the fourth, the first or after a cursor (1 query)."""
    found = ROWS.where(_c.root_id == root_id, _c.depth > 0, _shown).order_by(_c.order_key)
    if after and after != FROM_THE_FIRST:
        (key,) = cursor.decode(after, (str,))
        found = found.where(_c.order_key > key)
    skipped = 0 if after else FIRST_REPLIES
    rows = session().execute(found.limit(skipped + PAGE_SIZE + 1)).all()[skipped:]
    more = cursor.encode(rows[PAGE_SIZE - 1].order_key) if len(rows) > PAGE_SIZE else None
    return ThreadPage([comment_data(row) for row in rows[:PAGE_SIZE]], more)


def get_comment(principal: Principal, comment_id: str, *, lock: bool = False) -> Any:
    """Give the full row of a comment that may be read, with author and tally (1 query). Raises Missing.

    `lock` keeps other writers from its page until the transaction ends.
    """
    if not is_id(comment_id):
        raise Missing()

    def read() -> Any:
        return _GET.first(wanted_id=comment_id, **reading_as(principal))

    row = read_locked(comment_id, read, lambda found: found.page_id) if lock else read()
    if row is None:
        raise Missing()
    return row


def versions_of(principal: Principal, comment_id: str, after: str | None) -> tuple[list[Any], str | None]:
    """Give (what a comment says, and up to 100 things that it said before, newest first) and the next cursor.

    After a cursor: further ones only. 2 queries. Raises Missing, NotAllowed, Invalid.
    """
    comment = get_comment(principal, comment_id)
    if not may_see_history(principal, comment):
        raise NotAllowed(N_("Only the author and a community manager see earlier versions."))
    if comment.removed_at is not None:
        return [], None
    (before,) = cursor.decode(after, (int,)) if after else (comment.version,)
    found = select(CommentVersion).where(CommentVersion.comment_id == comment_id, CommentVersion.version < before)
    kept = list(session().scalars(found.order_by(CommentVersion.version.desc()).limit(PAGE_SIZE + 1)))
    more = cursor.encode(kept[PAGE_SIZE - 1].version) if len(kept) > PAGE_SIZE else None
    return [*([] if after else [comment]), *kept[:PAGE_SIZE]], more


def read_own_part(principal: Principal, page_id: str) -> tuple[dict[str, list[str]], list[Any]]:
    """Give the reader's reactions on a page ({object: [kind]}) and the newest three who reacted to it (1 query)."""
    rows = _OWN_PART.rows(me=principal.actor_id, page=page_id)
    return {row.id: [row.reaction] for row in rows if row.reaction}, [row for row in rows if not row.reaction]


def _own_part_query() -> Any:
    r, a = Reaction.__table__.c, Actor.__table__.c
    people = (a.name, a.department, a.photo_url, a.kind)
    nothing = [type_coerce(null(), column.type).label(column.name) for column in people]
    mine = select(r.object_id.label("id"), r.kind.label("reaction"), *nothing)
    mine = mine.where(r.actor_id == bindparam("me"), r.context_id == bindparam("page"))
    newest = select(a.id, null().label("reaction"), *people).join(Reaction.__table__, r.actor_id == a.id)
    newest = newest.where(r.object_id == bindparam("page")).order_by(r.at.desc()).limit(3)
    return mine.union_all(select(newest.subquery()))


_OWN_PART = Prepared(_own_part_query())


@cache
def _page_query(sort: str, start: str) -> Prepared:
    """Build the query of a page of a thread: `start` is first, after (a cursor's keys) or from (a root, included)."""
    roots: Any = select(_c.id).where(_c.page_id == bindparam("page"), _c.depth == 0, _shown, *_from_here(sort, start))
    roots = roots.order_by(*_order(sort)).limit(PAGE_SIZE + 1).cte("roots")
    k = aliased(Comment.__table__)
    place = func.row_number().over(partition_by=k.c.root_id, order_by=k.c.order_key)
    shown = or_(k.c.removed_at.is_(None), k.c.reply_count > 0)
    ranked = (
        select(k.c.id, place.label("place"))
        .where(k.c.root_id.in_(select(roots.c.id)), k.c.depth > 0, shown)
        .subquery("ranked")
    )
    first = select(ranked.c.id).where(ranked.c.place <= FIRST_REPLIES)
    return Prepared(ROWS.where(_c.id.in_(select(roots.c.id).union_all(first))))


def _from_here(sort: str, start: str) -> list[Any]:
    if start == "first":
        return []
    root = bindparam("root", type_=String())
    if sort == "active":
        here = tuple_(_c.active_at, _c.id), tuple_(bindparam("active_at", type_=UtcDateTime()), root)
        return [here[0] < here[1] if start == "after" else here[0] <= here[1]]
    if sort == "oldest":
        return [_c.id > root if start == "after" else _c.id >= root]
    return [_c.id < root if start == "after" else _c.id <= root]


def _order(sort: str) -> tuple[Any, ...]:
    if sort == "active":
        return _c.active_at.desc(), _c.id.desc()
    return (_c.id if sort == "oldest" else _c.id.desc(),)


def _decoded(after: str, sort: str) -> dict[str, Any]:
    if sort == "active":
        at, root = cursor.decode(after, (str, str))
        return {"active_at": cursor.moment(at), "root": root}
    return {"root": cursor.decode(after, (str,))[0]}


def cut(rows: Sequence[Any], sort: str) -> tuple[list[dict[str, Any]], Any]:
    """Put rows in tree order, whole trees up to 100 comments; gives them, and the last root if more follow."""
    below: dict[str, list[Any]] = {}
    for row in rows:
        if row.depth:
            below.setdefault(row.root_id, []).append(row)
    roots = [row for row in rows if not row.depth]
    roots.sort(
        key=(lambda row: (row.active_at, row.id)) if sort == "active" else (lambda row: row.id),
        reverse=sort != "oldest",
    )
    items: list[dict[str, Any]] = []
    last = None
    for root in roots:
        replies = sorted(below.get(root.id, ()), key=lambda row: row.order_key)
        if items and len(items) + 1 + len(replies) > PAGE_SIZE:
            return items, last
        items.append(comment_data(root, shown_replies=len(replies)))
        items.extend(comment_data(row) for row in replies)
        last = root
    return items, None


def _cursor(root: Any, sort: str) -> str:
    return cursor.encode(root.active_at.isoformat(), root.id) if sort == "active" else cursor.encode(root.id)


def read_around(page_id: str, sort: str, comment_id: str) -> ThreadPage:
    """Give the page of a thread from the root that holds a comment, with all above it (4 queries). Raises Missing."""
    root = aliased(Comment.__table__)
    target = select(_c.id, _c.root_id, _c.depth, _c.order_key, root.c.active_at).join(root, root.c.id == _c.root_id)
    target = target.where(_c.id == comment_id, _c.page_id == page_id, _shown)
    found = session().execute(target).first() if is_id(comment_id) else None
    if found is None:
        raise Missing(N_("The comment this link points to is not here any more."))
    keys = {"page": page_id, "root": found.root_id, "active_at": found.active_at}
    rows = _page_query(sort, "from").rows(**keys)
    if found.depth:
        known = {row.id for row in rows}
        rows += [row for row in session().execute(_neighbours(found)) if row.id not in known]
    items, last = cut(rows, sort)
    first = select(_c.id).where(_c.page_id == page_id, _c.depth == 0, _shown).order_by(*_order(sort)).limit(1)
    starts_later = session().scalar(first) != found.root_id
    return ThreadPage(items, _cursor(last, sort) if last is not None else None, starts_later=starts_later)


def _neighbours(target: Any) -> Select[Any]:
    """Build the query of a reply, all above it, and the twenty that are shown before it."""
    above = select(_c.id, _c.parent_id).where(_c.id == target.id).cte("above", recursive=True)
    p = aliased(Comment.__table__)
    above = above.union_all(select(p.c.id, p.c.parent_id).join(above, p.c.id == above.c.parent_id))
    before: Any = select(_c.id).where(
        _c.root_id == target.root_id, _c.depth > 0, _c.order_key <= target.order_key, _shown
    )
    before = before.order_by(_c.order_key.desc()).limit(20).subquery()
    return ROWS.where(_c.id.in_(select(above.c.id).union_all(select(before.c.id))))
