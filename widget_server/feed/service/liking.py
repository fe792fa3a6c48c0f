"""What people like, on their timelines: only of those who let others see it, and only as long as they do.

Written at the like and judged again at every reading: who switches it off, or takes a like back, is seen no more.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import String, and_, bindparam, exists, select, true

from widget_server.activities.models import Activity, ActivitySubject
from widget_server.core.events import Happened
from widget_server.db import Prepared, UtcDateTime
from widget_server.people.models import Profile
from widget_server.reactions.models import Reaction

_a, _s = Activity.__table__.c, ActivitySubject.__table__
# Whether a like may come: it stands, and who likes lets others see it. A condition on rows of `activities`.
IS_SHOWN = and_(
    exists().where(Profile.actor_id == _a.actor_id, Profile.show_reactions == true()).correlate(Activity.__table__),
    exists().where(Reaction.object_id == _a.object_id, Reaction.actor_id == _a.actor_id).correlate(Activity.__table__),
)


def show_like(happened: Happened) -> None:
    """Put a like on the timeline of who likes, if they let others see it (1 statement for a like, else none)."""
    if happened.verb == "like":
        _SHOW.run(by=happened.actor_id, activity=happened.id, at=happened.at)


def _row() -> Any:
    at = bindparam("at", type_=UtcDateTime())
    return select(Profile.actor_id, at, bindparam("activity", type_=String())).where(
        Profile.actor_id == bindparam("by"), Profile.show_reactions == true()
    )


_SHOW = Prepared(_s.insert().from_select(["subject_id", "at", "activity_id"], _row()))
