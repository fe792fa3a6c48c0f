"""Read one's notifications: a page of them in one statement, how many are unseen in one.

Written once, they are judged again when they are read: what one may not read any more, what was removed or hidden, a
follow that was taken back and a like that was undone are not there.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, String, and_, bindparam, exists, func, literal, or_, select
from sqlalchemy.orm import aliased

from widget_server.access.policy import Principal
from widget_server.access.service import AT_ONCE, READABLE, reading_as
from widget_server.activities.models import Activity
from widget_server.core import cursor
from widget_server.core.events import Happened
from widget_server.db import Prepared, session
from widget_server.follows.models import Follow, Mute
from widget_server.groups.models import Group, Membership
from widget_server.identity.models import Actor
from widget_server.notifications.models import Notification, NotificationChoice
from widget_server.notifications.policy import DEFAULTS
from widget_server.objects.models import Object
from widget_server.pages.models import Page
from widget_server.sites.models import Site
from widget_server.threads.models import Comment
from widget_server.topics.models import Topic

PAGE_SIZE = 30
MOST_COUNTED = 100  # unseen; a bell says 99+ then
_n, _o, _p = Notification.__table__.c, Object.__table__.c, Page.__table__.c
_comment = aliased(Comment.__table__)
_followed = exists().where(
    Follow.actor_id == _n.by_id, Follow.object_id == _n.actor_id, Follow.level != "off"
)  # by who is told of
_belongs = exists().where(Membership.group_id == _n.object_id, Membership.actor_id == _n.target_id)
# Whether a notification still stands. A statement with it starts from joined().
STANDING = and_(
    _n.count > 0,
    func.coalesce(_p.state, "open") != "off",
    _comment.c.removed_at.is_(None),
    or_(_comment.c.hidden_at.is_(None), _comment.c.author_id == _n.actor_id),
    or_(_n.kind != "follow", _followed),
    or_(_n.kind != "group", _belongs),
)


def joined(*columns: Any) -> Select[Any]:
    """Build a SELECT of notifications with what each is about: its object, and its comment and page if any."""
    return (
        select(*columns)
        .select_from(Notification.__table__)
        .join(Object.__table__, _o.id == _n.object_id)
        .outerjoin(_comment, _comment.c.id == _n.object_id)
        .outerjoin(Page.__table__, _p.id == func.coalesce(_o.context_id, _o.id))
    )


def wanted(channel: str) -> Any:
    """Build the condition that whom a notification is for wants its kind through a channel."""
    said = select(NotificationChoice.chosen).where(
        NotificationChoice.actor_id == _n.actor_id,
        NotificationChoice.kind == _n.kind,
        NotificationChoice.channel == channel,
    )
    usual = or_(*(_n.kind == kind for kind, channels in DEFAULTS.items() if channel in channels))
    return func.coalesce(said.correlate(Notification.__table__).scalar_subquery(), usual)


def muted() -> Any:
    """Build the condition, in a SELECT from joined(), that a person muted who acted, the thread or what it is about."""
    about = (_n.by_id, _n.object_id, func.coalesce(_o.context_id, _o.id), _comment.c.root_id)
    return exists().where(Mute.actor_id == _n.actor_id, Mute.object_id.in_(about))


_MINE = and_(
    _n.actor_id == bindparam("reader_id"), _n.site_id == bindparam("reader_site"), READABLE, STANDING, wanted("bell")
)


def _page() -> Any:
    """Build the query of a page: notifications, who acted, what it is about and why."""
    by, why = aliased(Actor.__table__), aliased(Object.__table__)
    person, topic, group = aliased(Actor.__table__), aliased(Topic.__table__), aliased(Group.__table__)
    found = joined(
        *(_n[name] for name in ("activity_id", "kind", "object_id", "target_id", "count", "at", "seen_at")),
        *(by.c[name].label(f"by_{name}") for name in ("id", "name", "department", "photo_url", "kind")),
        *(_p[name].label(f"page_{name}") for name in ("id", "key", "title", "url")),
        Site.key.label("site_key"),
        Activity.__table__.c.verb,
        _comment.c.html,
        why.c.kind.label("target_kind"),
        func.coalesce(group.c.name, person.c.name, topic.c.label).label("target_name"),
    )
    return (
        found.join(by, by.c.id == _n.by_id)
        .join(Site.__table__, Site.id == _n.site_id)
        .join(Activity.__table__, Activity.__table__.c.id == _n.activity_id)
        .outerjoin(why, why.c.id == _n.target_id)
        .outerjoin(person, person.c.id == _n.target_id)
        .outerjoin(topic, topic.c.id == _n.target_id)
        .outerjoin(group, or_(group.c.id == _n.object_id, group.c.id == _n.target_id))
        .where(_MINE, _n.activity_id < bindparam("before", type_=String()))
        .order_by(_n.activity_id.desc())
        .limit(PAGE_SIZE + 1)
    )


def _unseen() -> Any:
    some = joined(literal(1).label("one")).where(_MINE, _n.seen_at.is_(None)).limit(MOST_COUNTED).subquery()
    return select(func.count().label("number")).select_from(some)


_PAGE, _UNSEEN = Prepared(_page), Prepared(_unseen)
_TOLD = select(_n.actor_id).where(
    _n.activity_id == bindparam("activity"), _n.actor_id.in_(bindparam("here", expanding=True))
)
NEWEST = "~"  # after every id


def read_page(principal: Principal, after: str | None = None) -> tuple[list[Any], str | None]:
    """Give (up to 30 notifications, newest first) and the next cursor (1 query). Raises Invalid."""
    before = cursor.decode(after, (str,))[0] if after else NEWEST
    rows = _PAGE.rows(before=before, **reading_as(principal))
    more = cursor.encode(rows[PAGE_SIZE - 1].activity_id) if len(rows) > PAGE_SIZE else None
    return rows[:PAGE_SIZE], more


def told_of(happened: Happened, here: Collection[str]) -> Collection[str]:
    """Give which of these people a notification tells of what happened (1 query each 500 people)."""
    asked, found = list(here), set[str]()
    for start in range(0, len(asked), AT_ONCE):
        some = {"activity": happened.id, "here": asked[start : start + AT_ONCE]}
        found.update(session().scalars(_TOLD, some))
    return found


def count_unseen(principal: Principal) -> int:
    """Give how many of one's notifications are unseen, at most 100 (1 query)."""
    return int(_UNSEEN.first(**reading_as(principal)).number)
