"""Managers put topics in order: two that mean the same become one, and one is written otherwise."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, select, update

from widget_server.access.policy import Principal, may_manage
from widget_server.activities.service import move_timeline, record
from widget_server.core import clock
from widget_server.core.errors import N_, Conflict, Invalid, NotAllowed
from widget_server.db import session
from widget_server.follows import service as follows
from widget_server.objects.service import new_object
from widget_server.topics.models import Tagging, Topic
from widget_server.topics.policy import fold
from widget_server.topics.service.finding import get_topic
from widget_server.topics.service.tagging import is_label

_t, _g = Topic.__table__.c, Tagging.__table__.c


def merge(principal: Principal, topic_id: str, into_id: str) -> Topic:
    """Let a topic become part of another, with followers and all that carries it; give that other (15 statements).

    Raises Missing, NotAllowed, Conflict for a topic into itself.
    """
    gone, into = _managed(principal, topic_id), get_topic(principal, into_id)
    if gone.id == into.id:
        raise Conflict(N_("These are one topic already."))
    doubles = select(_g.object_id).where(_g.topic_id == into.id)
    session().execute(delete(Tagging).where(_g.topic_id == gone.id, _g.object_id.in_(doubles)))
    session().execute(update(Tagging).where(_g.topic_id == gone.id).values(topic_id=into.id))
    session().execute(update(Topic).where(_t.merged_into_id == gone.id).values(merged_into_id=into.id))
    follows.move(gone.id, into.id)
    move_timeline(gone.id, into.id)
    gone.merged_into_id = into.id
    session().flush()
    record(principal, "move", gone.id, subjects=[into.id])
    return into


def rename(principal: Principal, topic_id: str, label: str) -> Topic:
    """Write a topic otherwise; its old name leads to it (5 to 8 statements).

    Raises Missing, NotAllowed, Invalid, Conflict where another topic has the name.
    """
    topic = _managed(principal, topic_id)
    if not is_label(label):
        raise Invalid(errors={"label": [N_("A topic has 2 to 50 letters, digits and hyphens; at most ten fit.")]})
    before, name = (topic.name, topic.label), fold(label)
    if name != topic.name:
        standing = session().scalar(select(Topic).where(_t.site_id == topic.site_id, _t.name == name))
        if standing is not None and standing.merged_into_id != topic.id:
            raise Conflict(N_("Another topic is called so. Merge the two instead."))
        if standing is not None:
            session().delete(standing)
            session().flush()
    topic.name, topic.label = name, label
    session().flush()
    if name != before[0]:
        session().add(_leading_to(topic, *before))
        session().flush()
    record(principal, "update", topic.id)
    return topic


def _managed(principal: Principal, topic_id: str) -> Any:
    topic = get_topic(principal, topic_id)
    if not may_manage(principal):
        raise NotAllowed(N_("Only a community manager merges and renames topics."))
    return topic


def _leading_to(topic: Topic, name: str, label: str) -> Topic:
    made = Topic(id=new_object("topic", topic.site_id), site_id=topic.site_id, name=name, label=label)
    made.merged_into_id, made.created_at = topic.id, clock.now()
    return made
