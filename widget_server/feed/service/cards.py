"""Activities as rows: lightly, to rank many of them, and with all that a card shows, for the few that are shown.

Both ask the same of every row, at every load: readable, standing, not muted, not the reader's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Select, and_, bindparam, case, exists, func, or_, select, true
from sqlalchemy.orm import aliased

from widget_server.access.policy import Principal
from widget_server.access.service import READABLE, reading_as
from widget_server.activities.models import Activity, ActivitySubject
from widget_server.db import Prepared, UtcDateTime, among, bound
from widget_server.feed.service.liking import IS_SHOWN
from widget_server.feed.service.timelines import IS_FOLLOWED, followed_by_reader
from widget_server.follows.models import Follow, Mute
from widget_server.groups.models import Group
from widget_server.identity.models import Actor
from widget_server.objects.models import Object
from widget_server.pages.models import Page
from widget_server.threads.models import Comment
from widget_server.threads.service.reading import ROWS
from widget_server.topics.models import Tagging, Topic

MOST_NEWS = 99  # a pill says no more
_a, _c, _p = Activity.__table__.c, Comment.__table__.c, Page.__table__.c
_above = aliased(Comment.__table__)
_root = aliased(Comment.__table__)
_by = aliased(Actor.__table__)  # who acted: the author, or who likes what the author wrote
_reader: Any = bindparam("reader_id")
# A page without an address is no page of the host (a group's conversation, what people share): its roots are threads.
_homeless = _p.url == ""
THREAD = case((_homeless, _c.root_id), else_=_c.page_id)
_RANKED = (
    THREAD.label("thread_id"),
    and_(_homeless, _c.depth == 0).label("is_post"),
    _c.files.is_not(None).label("has_files"),
    and_(_c.depth == 0, _c.thread_count == 0).label("unanswered"),
    Group.id.label("group_id"),
    _above.c.author_id.label("above_author_id"),
)


def light_rows(principal: Principal, ids: Sequence[str], *, with_own: bool) -> list[Any]:
    """Give what ranking needs of those activities that may come (1 query)."""
    return _LIGHT.rows(ids=bound(ids), with_own=with_own, **reading_as(principal))


def card_rows(principal: Principal, ids: Sequence[str], *, with_own: bool) -> dict[str, Any]:
    """Give what cards show of those activities that may come, by their ids (1 query)."""
    found = _CARDS.rows(ids=bound(ids), with_own=with_own, **reading_as(principal))
    return {row.activity_id: row for row in found}


def topics_of(principal: Principal, rows: Iterable[Any]) -> dict[str, list[Any]]:
    """Give what cards are about, by their activities: (id, label, level at which the reader follows it; 1 query)."""
    about = {row.activity_id: {row.id, row.root_id, row.page_id} for row in rows}
    if not about:
        return {}
    tagged = _TOPICS.rows(ids=bound(sorted(set().union(*about.values()))), reader_id=principal.actor_id)
    return {
        activity_id: list({row.id: row for row in tagged if row.object_id in objects}.values())
        for activity_id, objects in about.items()
    }


def count_followed_since(principal: Principal, since: datetime) -> int:
    """Count the threads, up to 99, in which something came that the reader follows (1 query)."""
    return min(MOST_NEWS, int(_NEWS.first(since=since, with_own=False, **reading_as(principal)).news))


def count_on_site_since(principal: Principal, since: datetime) -> int:
    """Count the threads of the site, up to 99, in which others wrote (1 query)."""
    return min(MOST_NEWS, int(_SITE_NEWS.first(since=since, with_own=False, **reading_as(principal)).news))


def _muted() -> Any:
    """Build what the reader muted; whether there is anything is asked once, not for each card."""
    m, t = Mute.__table__.c, Tagging.__table__.c
    any_at_all = exists().where(Mute.__table__.alias().c.actor_id == _reader)
    things = exists().where(
        m.actor_id == _reader,
        m.object_id.in_([_a.actor_id, _c.author_id, _c.id, _c.root_id, _c.page_id, Group.id]),
    )
    topics = exists().where(
        m.actor_id == _reader, t.topic_id == m.object_id, t.object_id.in_([_c.id, _c.root_id, _c.page_id])
    )
    return and_(any_at_all, or_(things, topics))


_MAY_COME = and_(
    or_(_a.verb == "create", and_(_a.verb == "like", _c.author_id != _reader, IS_SHOWN)),
    or_(_a.actor_id != _reader, bindparam("with_own", type_=Boolean()) == true()),
    READABLE,
    _c.removed_at.is_(None),
    _c.hidden_at.is_(None),
    _p.state != "off",
    ~_muted(),
)


def _joined(found: Select[Any]) -> Select[Any]:
    """Join comment, page and group to activities."""
    return (
        found.join(Comment.__table__, _c.id == _a.object_id)
        .join(Object.__table__, Object.id == _a.object_id)
        .join(Page.__table__, _p.id == _c.page_id)
        .outerjoin(Group.__table__, Group.page_id == _p.id)
        .where(_MAY_COME)
    )


def _light() -> Select[Any]:
    found = select(_a.id, _a.at, _a.verb, _a.actor_id, _c.page_id, *_RANKED).select_from(Activity.__table__)
    return _joined(found).outerjoin(_above, _above.c.id == _c.parent_id).where(among(_a.id, "ids"))


def _level_of(object_id: Any) -> Any:
    """Build the level at which the reader follows an object."""
    f = Follow.__table__.alias().c
    return select(f.level).where(f.actor_id == _reader, f.object_id == object_id).scalar_subquery()


def _cards() -> Select[Any]:
    return (
        ROWS.add_columns(*_card_columns())
        .join(Activity.__table__, _a.object_id == _c.id)
        .join(Page.__table__, _p.id == _c.page_id)
        .join(_root, _root.c.id == _c.root_id)
        .join(_by, _by.c.id == _a.actor_id)
        .outerjoin(_above, _above.c.id == _c.parent_id)
        .outerjoin(Group.__table__, Group.page_id == _p.id)
        .where(_MAY_COME, among(_a.id, "ids"))
    )


def _card_columns() -> list[Any]:
    """Give what a card shows beside its comment."""
    root_stands = and_(_root.c.removed_at.is_(None), _root.c.hidden_at.is_(None))
    answers = case((_homeless, _root.c.thread_count), else_=_p.comment_count)
    return [
        *_RANKED,
        _a.id.label("activity_id"),
        _a.at.label("activity_at"),
        _a.verb,
        *(_by.c[name].label(f"by_{name}") for name in ("id", "name", "department", "photo_url", "kind")),
        _homeless.label("is_homeless"),
        *(_p[name].label(f"page_{name}") for name in ("key", "title", "url")),
        answers.label("answers"),
        case((root_stands, _root.c.html)).label("root_html"),
        Group.name.label("group_name"),
        _level_of(THREAD).label("thread_level"),
        _level_of(_c.author_id).label("person_level"),
    ]


def _news() -> Select[Any]:
    """Build the count of threads with news in what is followed."""
    s = ActivitySubject.__table__.c
    joined, subject = followed_by_reader()
    of_reader = select(s.activity_id).select_from(
        joined.join(
            ActivitySubject.__table__, and_(s.subject_id == subject, s.at > bindparam("since", type_=UtcDateTime()))
        )
    )
    return _counted().where(_a.id.in_(of_reader.where(IS_FOLLOWED)))


def _site_news() -> Select[Any]:
    since = bindparam("since", type_=UtcDateTime())
    return _counted().where(_a.site_id == bindparam("reader_site"), _a.verb == "create", _a.at > since)


def _counted() -> Select[Any]:
    return _joined(select(func.count(THREAD.distinct()).label("news")).select_from(Activity.__table__))


def _topics() -> Select[Any]:
    t = Tagging.__table__.c
    found = select(t.object_id, Topic.id, Topic.label, _level_of(Topic.id).label("level"))
    return found.join(Topic.__table__, Topic.id == t.topic_id).where(among(t.object_id, "ids")).order_by(Topic.name)


_LIGHT, _CARDS, _TOPICS = Prepared(_light), Prepared(_cards), Prepared(_topics)
_NEWS, _SITE_NEWS = Prepared(_news), Prepared(_site_news)
