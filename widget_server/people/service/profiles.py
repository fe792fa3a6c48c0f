"""Profiles: what colleagues see of a person, and what the person says and switches on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from widget_server.access.policy import Principal
from widget_server.access.service import can_read
from widget_server.core import clock
from widget_server.core.errors import N_, Invalid, Missing
from widget_server.core.text import check_line
from widget_server.db import session, upsert
from widget_server.identity.models import Actor
from widget_server.people.models import Profile
from widget_server.people.service.photos import large_photo

MAX_TOPICS = 10  # that a person knows about
MAX_TOPIC = 60  # characters of one
NUDGE_EVERY = timedelta(days=7)
SWITCHES = ("show_contributions", "show_reactions")


def get_profile(principal: Principal, actor_id: str) -> dict[str, Any]:
    """Give what the principal sees of a person (2 queries). Raises Missing.

    Of somebody who left only the name is seen, and that they did.
    """
    if not can_read(principal, actor_id):
        raise Missing()
    actor, profile = _find(actor_id)
    return _shown(actor, profile)


def my_profile(principal: Principal) -> dict[str, Any]:
    """Give one's own profile: what one said, what others see of it, and what one might be asked for now (1 query)."""
    actor, profile = _find(principal.actor_id)
    nudged_at = profile.nudged_at if profile else None
    due = nudged_at is None or clock.now() - nudged_at >= NUDGE_EVERY
    missing = _missing(actor, profile)
    return {
        "about": profile.about if profile else None,
        "topics": list(profile.topics) if profile else [],
        **{name: bool(profile and getattr(profile, name)) for name in SWITCHES},
        "own_photo": actor.photo_key is not None,
        "others_see": _shown(actor, profile),
        "missing": missing,
        "nudge": missing[0] if missing and due else None,
    }


def change_profile(principal: Principal, changes: dict[str, Any]) -> None:
    """Change what one says of oneself and shows; what is not named stays (1 statement). Raises Invalid."""
    values = {name: changes[name] for name in SWITCHES if name in changes}
    if "about" in changes:
        values["about"] = check_line(changes["about"], "about") if changes["about"] else None
    if "topics" in changes:
        values["topics"] = _checked_topics(changes["topics"])
    if values:
        _set(principal.actor_id, values)


def note_nudge(principal: Principal) -> None:
    """Remember that one was asked to say more: for a week one is not again (1 statement)."""
    _set(principal.actor_id, {"nudged_at": clock.now()})


def shows_contributions(principal: Principal, actor_id: str) -> bool:
    """Tell whether a person lets the principal see the list of their contributions (2 queries)."""
    if actor_id == principal.actor_id:
        return True
    if not can_read(principal, actor_id):
        return False
    actor, profile = _find(actor_id)
    return bool(not _has_left(actor) and profile and profile.show_contributions)


def _find(actor_id: str) -> tuple[Actor, Profile | None]:
    joined = select(Actor, Profile).outerjoin(Profile, Profile.actor_id == Actor.id).where(Actor.id == actor_id)
    row = session().execute(joined).first()
    if row is None:
        raise Missing()
    return row[0], row[1]


def _has_left(actor: Actor) -> bool:
    return actor.kind == "former" or actor.disabled_at is not None


def _shown(actor: Actor, profile: Profile | None) -> dict[str, Any]:
    """Give a profile as every colleague sees it."""
    nobody: dict[str, Any] = {"department": None, "photo_url": None, "job_title": None, "about": None, "topics": []}
    if _has_left(actor):
        return {"id": actor.id, "name": actor.name, "kind": "former", "contributions": False} | nobody
    return {
        **{name: getattr(actor, name) for name in ("id", "name", "kind", "department", "job_title")},
        "photo_url": large_photo(actor),
        "about": profile.about if profile else None,
        "topics": list(profile.topics) if profile else [],
        "contributions": bool(profile and profile.show_contributions),
    }


def _missing(actor: Actor, profile: Profile | None) -> list[str]:
    """Give what a profile lacks that its person can add, in the order in which it helps others."""
    said = {"topics": bool(profile and profile.topics), "about": bool(profile and profile.about)}
    has = said | {"photo": actor.photo_url is not None}
    return [name for name, there in has.items() if not there]


def _checked_topics(topics: list[str]) -> list[str]:
    if len(topics) > MAX_TOPICS:
        raise Invalid(errors={"topics": [N_("Name at most 10 topics.")]})
    return list(dict.fromkeys(check_line(topic, "topics", MAX_TOPIC) for topic in topics))


def _set(actor_id: str, values: dict[str, Any]) -> None:
    row: dict[str, Any] = {
        "about": None,
        "topics": [],
        **dict.fromkeys(SWITCHES, False),
        "nudged_at": None,
        "actor_id": actor_id,
    }
    statement = upsert(Profile.__table__).values(row | values)
    session().execute(statement.on_conflict_do_update(index_elements=["actor_id"], set_=values))
