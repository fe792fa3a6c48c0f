"""The tables that a company fills, with the columns of each row, and the rows of the ground it stands on."""

from __future__ import annotations

from typing import Any

from widget_server.access.models import Audience, AudienceGroup, AudienceMember
from widget_server.activities.models import Activity, ActivitySubject
from widget_server.demo.company.chance import stored
from widget_server.demo.company.ground import Group as MadeGroup
from widget_server.demo.company.ground import Place
from widget_server.demo.company.loading import Loader, Put
from widget_server.demo.company.talk import Talk, tally
from widget_server.follows.models import Follow
from widget_server.groups.models import Group, Membership
from widget_server.identity.models import Actor, ActorGroup, Identity, NameWord
from widget_server.objects.models import Object
from widget_server.pages.models import Page, PageUrl
from widget_server.reactions.models import Reaction
from widget_server.threads.models import Comment
from widget_server.topics.models import Tagging, Topic

COLUMNS: dict[Any, str] = {
    Object: "id kind site_id context_id tally",
    Actor: "id name email department job_title locale confirmed_at",
    Identity: "issuer subject actor_id",
    NameWord: "word actor_id",
    ActorGroup: "actor_id name",
    Page: "id site_id key title url version comment_count created_at listed_at",
    PageUrl: "page_id url decision seen_at",
    Audience: "object_id kind",
    AudienceGroup: "object_id name",
    AudienceMember: "object_id actor_id",
    Group: "id site_id page_id slug name purpose kind visible created_at",
    Membership: "group_id actor_id role at",
    Topic: "id site_id name label created_at",
    Tagging: "object_id topic_id",
    Comment: "id page_id parent_id root_id depth order_key author_id source html text_version lang created_at"
    " written_at reply_count thread_count next_number active_at",
    Reaction: "object_id actor_id context_id kind at",
    Activity: "id site_id actor_id verb object_id target_id at",
    ActivitySubject: "subject_id at activity_id",
    Follow: "actor_id object_id level at",
}
ALL = [model.__table__ for model in COLUMNS]


def put_into(loader: Loader) -> dict[str, Put]:
    """Give what takes the rows of each table, by its name."""
    return {model.__tablename__: loader.put_into(model.__table__, *names.split()) for model, names in COLUMNS.items()}


def write_ground(talk: Talk, origin: str) -> None:
    """Put topics and places, with what was counted on them while people talked."""
    for label, topic_id in talk.ground.topics.items():
        _object(talk, topic_id, "topic")
        talk.put["audiences"]((topic_id, "everyone"))
        talk.put["topics"]((topic_id, talk.site_id, label, label, stored(talk.chance.start)))
    for number, place in enumerate(talk.ground.places):
        _page(talk, place, number, origin)
        if place.group is not None:
            _group(talk, place, place.group)


def _page(talk: Talk, place: Place, number: int, origin: str) -> None:
    put, made = talk.put, stored(place.made)
    listed = None if place.listed is None else stored(place.listed)
    key, url = (None, "") if place.group else (f"company-{number}", f"{origin}/company-{number}")
    _object(talk, place.id, "page", tally(talk.likes[place.id]))
    counted = (place.version, place.comments, made, listed)
    put["pages"]((place.id, talk.site_id, key, place.title, url, *counted))
    if key:
        put["page_urls"]((place.id, url, "canonical", stored(talk.chance.end)))
    for label in place.topics:
        put["taggings"]((place.id, talk.ground.topics[label]))
    _audience(talk, place)


def _audience(talk: Talk, place: Place) -> None:
    closed = place.group is not None and place.group.kind != "open"
    talk.put["audiences"]((place.id, "members" if closed else "groups" if place.departments else "everyone"))
    for department in place.departments:
        talk.put["audience_groups"]((place.id, talk.folk.departments[department].group))


def _group(talk: Talk, place: Place, group: MadeGroup) -> None:
    """Put a group; its members are admitted to it and to its conversation, whatever its kind."""
    put, made = talk.put, stored(group.made)
    _object(talk, group.id, "group")
    put["audiences"]((group.id, "everyone" if group.visible else "members"))
    what = (group.name, group.purpose, group.kind, group.visible)
    put["groups"]((group.id, talk.site_id, place.id, group.id, *what, made))
    for number, person in enumerate(group.order):
        actor_id = talk.folk.ids[person]
        put["memberships"]((group.id, actor_id, "member" if number else "manager", made))
        put["audience_members"]((group.id, actor_id))
        put["audience_members"]((place.id, actor_id))


def _object(talk: Talk, object_id: str, kind: str, counted: str = "{}") -> None:
    talk.put["objects"]((object_id, kind, talk.site_id, None, counted))
