"""Whom an activity concerns, of those who look at their feed now: who follows what it stands on the timeline of."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Select, and_, bindparam, select, union

from widget_server.access.service import AT_ONCE, readers_among
from widget_server.activities.models import ActivitySubject
from widget_server.core.events import Happened
from widget_server.db import session
from widget_server.follows.models import OFF, Follow
from widget_server.groups.models import Group
from widget_server.topics.models import Topic

_f, _s = Follow.__table__.c, ActivitySubject.__table__.c


def concerned(happened: Happened, here: Collection[str]) -> Collection[str]:
    """Give which of these people follow what something new is about, and may read it (2 queries each 500 people)."""
    others = [each for each in here if each != happened.actor_id]
    if happened.verb != "create" or happened.site_id is None:
        return set()
    found = set[str]()
    for start in range(0, len(others), AT_ONCE):
        some = {"activity": happened.id, "here": others[start : start + AT_ONCE]}
        found.update(session().scalars(_FOLLOWING, some))
    return readers_among(happened.site_id, happened.object_id, found) if found else found


def _following() -> Select[Any]:
    """Build the people, of those here, who follow what an activity stands on the timeline of.

    A group's timeline is that of its conversation; a topic that was merged has the timeline of what it leads to.
    """
    stands = select(_s.subject_id).where(_s.activity_id == bindparam("activity"))
    subjects = union(
        stands,
        select(Group.id).where(Group.page_id.in_(stands)),
        select(Topic.id).where(Topic.merged_into_id.in_(stands)),
    )
    among = _f.actor_id.in_(bindparam("here", expanding=True))
    return select(_f.actor_id).where(and_(among, _f.level != OFF, _f.object_id.in_(subjects))).distinct()


_FOLLOWING = _following()
