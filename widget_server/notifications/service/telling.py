"""What every notification is made of: its columns, and the condition that it concerns somebody.

The statements take the parameters of read_on(), `activity`, `by` (who acted) and `at`.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, String, and_, bindparam, exists, insert, literal, or_, select

from widget_server.access.service import IS_READER
from widget_server.activities.models import ActivitySubject
from widget_server.db import UtcDateTime, upsert
from widget_server.follows.models import Mute
from widget_server.groups.models import Group
from widget_server.identity.models import Actor
from widget_server.notifications.models import Notification
from widget_server.threads.models import Comment

_a, _c, _m, _s = (model.__table__.c for model in (Actor, Comment, Mute, ActivitySubject))
OBJECT, BY = bindparam("read_id", type_=String()), bindparam("by", type_=String())
AT = bindparam("at", type_=UtcDateTime())
ACTIVITY = bindparam("activity", type_=String())
SUBJECTS = select(_s.subject_id).where(_s.activity_id == ACTIVITY)
ROOT = select(_c.root_id).where(_c.id == OBJECT).scalar_subquery()
PAGE = select(_c.page_id).where(_c.id == OBJECT).scalar_subquery()
# The group whose conversation it is: what is said there is news for who follows the group, whose timeline that is.
GROUP = select(Group.id).where(Group.page_id == PAGE).scalar_subquery()
COLUMNS = ("actor_id", "activity_id", "site_id", "kind", "object_id", "target_id", "by_id", "count", "first_at", "at")


def told(kind: Any, target: Any, first_at: Any, about: Any = OBJECT) -> tuple[Any, ...]:
    """Give what is written for a row of `actors`, in the order of COLUMNS."""
    site = bindparam("reader_site", type_=String())
    said = literal(kind) if isinstance(kind, str) else kind
    return _a.id, ACTIVITY, site, said, about, target, BY, literal(1), first_at, AT


def insert_told(found: Select[Any], *, once: bool = False) -> Any:
    """Build the INSERT of what told() gives; `once`: without those whom the activity was told already."""
    if once:
        return upsert(Notification.__table__).from_select(list(COLUMNS), found).on_conflict_do_nothing()
    return insert(Notification.__table__).from_select(list(COLUMNS), found)


def concerns() -> Any:
    """Build the condition on rows of `actors`: not who acted, may read the object, muted nothing of it."""
    about = _m.object_id.in_([BY, OBJECT, ROOT, PAGE, GROUP])
    muted = exists().where(_m.actor_id == _a.id, or_(about, _m.object_id.in_(SUBJECTS)))
    return and_(_a.id != BY, IS_READER, ~muted.correlate(Actor.__table__))
