"""What may come in a feed, by id: the newest of everything that a reader follows, or of the whole site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from heapq import nlargest
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, or_, select, true

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
    """Give up to 400 of the newest activities of what somebody follows, up to a moment, newest first.

    1 query on PostgreSQL; on SQLite 1, and 1 for each of up to 200 followed objects: a seek each, no plan of many.
    """
    asked = {"reader_id": principal.actor_id, "reader_site": principal.site_id, "until": until}
    if db.engine.dialect.name == "sqlite":
        rows = [
            (each, found)
            for each in _FOLLOWED.rows(**asked)
            if each.newest is not None
            for found in _TIMELINE.rows(subject=each.subject, until=until)
        ]
    else:
        rows = [(row, row) for row in _TIMELINES.rows(**asked)]
    return _merged((Followed(each.id, each.kind, each.label), found.activity_id, found.at) for each, found in rows)


def of_site(principal: Principal, until: datetime) -> list[Candidate]:
    """Give up to 400 of the newest activities of a site up to a moment, newest first (1 query)."""
    return [Candidate(row.id, row.at, []) for row in _SITE.rows(reader_site=principal.site_id, until=until)]


def _merged(found: Iterable[tuple[Followed, str, datetime]]) -> list[Candidate]:
    candidates: dict[str, Candidate] = {}
    for followed, activity_id, at in found:
        candidates.setdefault(activity_id, Candidate(activity_id, at, [])).followed.append(followed)
    return nlargest(MOST_CANDIDATES, candidates.values(), key=lambda each: (each.at, each.id))


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


def _chosen() -> Select[Any]:
    """Build the query of what is followed, that with the newest activity first."""
    joined, subject = followed_by_reader()
    newest = select(_s.at).where(_s.subject_id == subject, _s.at <= _until).order_by(_s.at.desc()).limit(1)
    columns = (_f.object_id.label("id"), _followed.c.kind, Topic.label, subject.label("subject"))
    found = select(*columns, newest.scalar_subquery().label("newest")).select_from(joined).where(IS_FOLLOWED)
    ordered: Select[Any] = found.order_by(newest.scalar_subquery().desc().nullslast(), _f.object_id)
    return ordered.limit(MOST_FOLLOWED)


def _timeline(subject: Any) -> Select[Any]:
    found = select(_s.activity_id, _s.at).where(_s.subject_id == subject, _s.at <= _until)
    ordered: Select[Any] = found.order_by(_s.at.desc(), _s.activity_id.desc())
    return ordered.limit(NEWEST_OF_EACH)


def _timelines() -> Select[Any]:
    chosen = _chosen().cte("chosen")
    each = _timeline(chosen.c.subject).lateral("timeline")
    return select(chosen.c.id, chosen.c.kind, chosen.c.label, each.c.activity_id, each.c.at).join_from(
        chosen, each, true()
    )


_FOLLOWED = Prepared(_chosen)
_TIMELINE = Prepared(_timeline(bindparam("subject")))
_TIMELINES = Prepared(_timelines)
_SITE = Prepared(
    select(Activity.id, Activity.at)
    .where(Activity.site_id == bindparam("reader_site"), Activity.verb == "create", Activity.at <= _until)
    .order_by(Activity.at.desc(), Activity.id.desc())
    .limit(MOST_CANDIDATES)
)
