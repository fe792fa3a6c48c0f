"""A readable object together with the page it stands on, in one query; and what an activity does to a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import Integer, Row, bindparam, func, select, update

from widget_server.access.policy import Principal
from widget_server.access.service import MODERATED, READABLE, reading_as
from widget_server.core.errors import Missing
from widget_server.core.events import Happened
from widget_server.core.ids import is_id
from widget_server.db import Prepared, UtcDateTime, session
from widget_server.objects.models import Object
from widget_server.pages.models import Page

Place = Row[Any]
_o = Object.__table__.c
_p = Page.__table__.c
_PLACE = (
    select(
        _o.id.label("object_id"),
        _o.kind.label("object_kind"),
        _o.tally.label("object_tally"),
        _o.hidden.label("object_hidden"),
        MODERATED,
        *(column for column in _p),
    )
    .join(Page.__table__, _p.id == func.coalesce(_o.context_id, _o.id))
    .where(_o.id == bindparam("wanted_id"), READABLE)
)
_GET = Prepared(_PLACE)
_LOCK = Prepared(
    select(_p.id)
    .join(Object.__table__, _p.id == func.coalesce(_o.context_id, _o.id))
    .where(_o.id == bindparam("wanted_id"))
    .with_for_update(of=Page.__table__, key_share=True)
)
_TOUCH = Prepared(
    update(Page.__table__)
    .where(_p.id == bindparam("page"))
    .values(
        version=_p.version + bindparam("changed", type_=Integer()),
        comment_count=_p.comment_count + bindparam("added", type_=Integer()),
        listed_at=func.coalesce(_p.listed_at, bindparam("at", type_=UtcDateTime())),
    )
)
COMMENTS_BY_VERB = {"create": 1, "delete": -1}
UNSEEN = frozenset({"follow"})  # verbs that change nothing of what a page's readers see


def get_place(principal: Principal, object_id: str, *, lock: bool = False) -> Place:
    """Give an object that may be read (object_id, _kind, _tally, _hidden), `moderated`, its page (1 query).

    `lock` keeps other writers from the page until the transaction ends. Raises Missing.
    """
    if not is_id(object_id):
        raise Missing()

    def read() -> Place | None:
        return _GET.first(wanted_id=object_id, **reading_as(principal))

    row = read_locked(object_id, read, lambda found: found.id) if lock else read()
    if row is None:
        raise Missing()
    return row


def read_locked(object_id: str, read: Callable[[], Place | None], page_of: Callable[[Place], str]) -> Place | None:
    """Give what `read` finds once no other writer is on the object's page; none comes until the transaction ends.

    A write begins so (1 query more on PostgreSQL): it reads what the one before it wrote, and two that touch the same
    comments in another order do not wait for each other for ever. SQLite has one writer anyway. While a merge is waited
    for, the object goes to another page, which is then waited for too. Raises Missing for what is no id.
    """
    if not is_id(object_id):
        raise Missing()
    if session().get_bind().dialect.name == "sqlite":
        return read()
    while True:
        locked = _LOCK.first(wanted_id=object_id)
        row = read()
        if row is None or locked is None or locked.id == page_of(row):
            return row


def get_page(principal: Principal, page_id: str) -> Place:
    """Give a page that may be read (1 query). Raises Missing, also for what is not a page."""
    row = get_place(principal, page_id)
    if row.object_kind != "page":
        raise Missing()
    return row


def renew(page_ids: Iterable[str]) -> None:
    """Give pages a new version: what their readers see has changed (1 statement)."""
    session().execute(update(Page.__table__).where(_p.id.in_(list(page_ids))).values(version=_p.version + 1))


def on_activity(happened: Happened) -> None:
    """Bring the page of an activity up to date: a new version, its comments, listed by its first act (1 statement)."""
    if happened.page_id is None:
        return
    changed = int(happened.verb not in UNSEEN)
    _TOUCH.run(page=happened.page_id, at=happened.at, added=COMMENTS_BY_VERB.get(happened.verb, 0), changed=changed)
