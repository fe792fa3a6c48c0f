"""Follows, mutes, groups and topics as rows, for tests of what is read from them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import select

from tests.factories import Factory, MadeSite
from tests.helpers.http import Visitor
from widget_server.access.service import admit, dismiss, set_members_only
from widget_server.activities.models import Activity, ActivitySubject
from widget_server.core import clock
from widget_server.db import session, transaction
from widget_server.follows.models import Follow, Mute
from widget_server.groups.models import Group
from widget_server.objects.service import new_object
from widget_server.pages.service import PageRef, resolve
from widget_server.topics.models import Tagging, Topic


def _add(make: Factory, row: Any) -> None:
    with make.app.app_context(), transaction():
        session().merge(row)


def follow(make: Factory, who: Visitor, object_id: str, level: str = "all") -> None:
    """Let somebody follow an object at a level."""
    _add(make, Follow(actor_id=who.id, object_id=object_id, level=level, at=clock.now()))


def mute(make: Factory, who: Visitor, object_id: str) -> None:
    """Let somebody mute an object."""
    _add(make, Mute(actor_id=who.id, object_id=object_id, at=clock.now()))


def topic(make: Factory, site: MadeSite, label: str, objects: Iterable[str] = (), into: str | None = None) -> str:
    """Add a topic that objects are about; give its id."""
    with make.app.app_context(), transaction():
        made = Topic(id=new_object("topic", site.id), site_id=site.id, name=label.lower(), label=label)
        made.created_at, made.merged_into_id = clock.now(), into
        session().add(made)
        session().flush()
        session().add_all([Tagging(object_id=each, topic_id=made.id) for each in objects])
        return str(made.id)


def closed_group(make: Factory, site: MadeSite, name: str, members: Iterable[Visitor]) -> tuple[str, str]:
    """Add a closed group with members; give its id and that of its conversation."""
    with make.app.app_context(), transaction():
        page = resolve(site.id, "vouched", PageRef(f"group-{name}", "", name))
        set_members_only(page.id)
        admit(page.id, [each.id for each in members])
        group = Group(id=new_object("group", site.id, page.id), site_id=site.id, page_id=page.id, name=name)
        group.purpose, group.kind, group.visible, group.created_at = "", "closed", True, clock.now()
        group.slug = group.id
        session().add(group)
        session().flush()
        return str(group.id), str(page.id)


def leave(make: Factory, page_id: str, who: Visitor) -> None:
    """Take somebody out of the audience of a group's conversation."""
    with make.app.app_context(), transaction():
        dismiss(page_id, who.id)


def put_on_timeline(make: Factory, subject_id: str, comment_id: str) -> None:
    """Put the writing of a comment on one more timeline."""
    with make.app.app_context(), transaction():
        act = session().scalars(select(Activity).where(Activity.object_id == comment_id)).one()
        session().add(ActivitySubject(subject_id=subject_id, at=act.at, activity_id=act.id))
