"""What may come in a feed, by id: the newest of everything that a reader follows, or of the whole site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, literal_column, or_, select, true, type_coerce
from sqlalchemy.orm import aliased

from widget_server.access.policy import Principal
from widget_server.activities.models import Activity, ActivitySubject
from widget_server.db import Prepared, UtcDateTime, db
from widget_server.follows.models import Follow
from widget_server.groups.models import Group
from widget_server.objects.models import Object
from widget_server.topics.models import Topic

MOST_FOLLOWED = 200  # objects whose timelines are read: those with the newest activity
NEWEST_OF_EACH = 30
MOST_CANDIDATES = 400  # activities that are looked at further, the newest
MOST_ROWS = 600  # of timelines, the newest: an activity stands on some of them
_s, _f = ActivitySubject.__table__.c, Follow.__table__.c
_followed = Object.__table__.alias("followed")
_until = bindparam("until", type_=UtcDateTime())


@dataclass(frozen=True, slots=True)
class Followed:
    """Something that the reader follows: an object by id and kind, with the name of a topic."""

    id: str
    kind: str
    name: str | None


@dataclass(slots=True)
class Candidate:
    """An activity that may come, and what leads the reader to it (nothing: it is new on the site)."""

    id: str
    at: datetime
    followed: list[Followed]


def of_reader(principal: Principal, until: datetime) -> list[Candidate]:
    """Give up to 400 of the newest activities of what somebody follows, up to a moment, newest first (1 query)."""
    asked = {"reader_id": principal.actor_id, "reader_site": principal.site_id, "until": until}
    timelines = _SEEKING if db.engine.dialect.name == "sqlite" else _LATERAL
    known: dict[str, Followed] = {}
    found: list[Candidate] = []
    for object_id, kind, label, activity_id, at in timelines.rows(**asked):
        followed = known.get(object_id) or known.setdefault(object_id, Followed(object_id, kind, label))
        if found and found[-1].id == activity_id:  # its rows stand together
            found[-1].followed.append(followed)
        elif len(found) < MOST_CANDIDATES:
            found.append(Candidate(activity_id, at, [followed]))
        else:
            break
    return found


def of_site(principal: Principal, until: datetime) -> list[Candidate]:
    """Give up to 400 of the newest activities of a site up to a moment, newest first (1 query)."""
    return [Candidate(row.id, row.at, []) for row in _SITE.rows(reader_site=principal.site_id, until=until)]


def followed_by_reader() -> tuple[Any, Any]:
    """Give the rows of what a reader follows as a join, and the column of its timeline.

    A group's timeline is that of its conversation; a topic that was merged has the timeline of what it leads to.
    """
    joined = (
        Follow.__table__.join(_followed, _followed.c.id == _f.object_id)
        .outerjoin(Group.__table__, Group.id == _f.object_id)
        .outerjoin(Topic.__table__, Topic.id == _f.object_id)
    )
    return joined, func.coalesce(Group.page_id, Topic.merged_into_id, _f.object_id)


IS_FOLLOWED = and_(
    _f.actor_id == bindparam("reader_id"),
    _f.level != "off",
    or_(_followed.c.site_id == bindparam("reader_site"), _followed.c.site_id.is_(None)),
)


def _chosen() -> Any:
    """Build what is followed, that with the newest activity first."""
    joined, subject = followed_by_reader()
    newest = select(_s.at).where(_s.subject_id == subject, _s.at <= _until).order_by(_s.at.desc()).limit(1)
    last_at = newest.scalar_subquery().label("last_at")
    columns = (_f.object_id.label("id"), _followed.c.kind, Topic.label, subject.label("subject"))
    found = select(*columns, last_at).select_from(joined).where(IS_FOLLOWED)
    return found.order_by(last_at.desc().nullslast(), _f.object_id).limit(MOST_FOLLOWED).cte("chosen")


def _newest(chosen: Any, each: Any, *on: Any) -> Select[Any]:
    """Build the rows of timelines: what is followed, and an activity there."""
    found = select(chosen.c.id, chosen.c.kind, chosen.c.label, each.activity_id, each.at)
    return found.order_by(each.at.desc(), each.activity_id.desc(), chosen.c.id).limit(MOST_ROWS).where(*on)


def _lateral() -> Select[Any]:
    """Build it for PostgreSQL: each timeline is read from its newest on, and left after thirty."""
    chosen = _chosen()
    found = select(_s.activity_id, _s.at).where(_s.subject_id == chosen.c.subject, _s.at <= _until)
    each = found.order_by(_s.at.desc(), _s.activity_id.desc()).limit(NEWEST_OF_EACH).lateral("timeline")
    return _newest(chosen, each.c).join_from(chosen, each, true())


def _seeking() -> Select[Any]:
    """Build it for SQLite, which has no LATERAL: each timeline is read from the moment of its thirtieth on.

    One statement for each timeline took 4 times the CPU.
    """
    chosen, of_each = _chosen(), aliased(ActivitySubject.__table__)
    before = select(of_each.c.at).where(of_each.c.subject_id == chosen.c.subject, of_each.c.at <= _until)
    thirtieth = before.order_by(of_each.c.at.desc()).limit(1).offset(NEWEST_OF_EACH - 1).scalar_subquery()
    since = func.coalesce(thirtieth, type_coerce(literal_column("''"), UtcDateTime()))
    on = (_s.subject_id == chosen.c.subject, _s.at <= _until, _s.at >= since)
    return _newest(chosen, _s, *on).select_from(chosen)


_LATERAL, _SEEKING = Prepared(_lateral), Prepared(_seeking)
_SITE = Prepared(
    select(Activity.id, Activity.at)
    .where(Activity.site_id == bindparam("reader_site"), Activity.verb == "create", Activity.at <= _until)
    .order_by(Activity.at.desc(), Activity.id.desc())
    .limit(MOST_CANDIDATES)
)
