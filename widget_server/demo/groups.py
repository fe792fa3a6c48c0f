"""The demo's groups: who started them, who belongs to them and who waits, as data, and written through the services."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

from widget_server.access.policy import Principal
from widget_server.core import clock
from widget_server.db import session
from widget_server.demo import places
from widget_server.demo.conversations import duration, place_of
from widget_server.groups.models import Group
from widget_server.groups.service import found, invite, join, set_member

FOUNDERS = "everyone"


def load() -> list[dict[str, Any]]:
    """Give every group, with its comments. Raises places.NoExamples."""
    files = sorted((places.company() / "groups").glob("*.toml"))
    return [tomllib.loads(file.read_text("utf-8")) for file in files]


def write(principals: Mapping[str, Principal]) -> dict[str, str]:
    """Start the groups and let people in, before anything is said there; give the ids of their conversations."""
    return {place_of(group): _write(group, principals) for group in load()}


def _write(group: dict[str, Any], principals: Mapping[str, Principal]) -> str:
    manager = principals[group["manager"]]
    data = {name: group[name] for name in ("name", "purpose", "kind")} | {"visible": group.get("visible", True)}
    with clock.moved(-duration(group["ago"])):
        made = session().get_one(Group, found(manager, data, FOUNDERS))
        made.slug = group["slug"]
        for subject in group["members"]:
            _let_in(manager, principals[subject], made)
        if deputy := group.get("deputy"):
            set_member(manager, made.id, principals[deputy].actor_id, {"role": "deputy"})
    with clock.moved(-duration("3h")):
        for subject in group.get("asked", []):
            join(principals[subject], made.id)
    return str(made.page_id)


def _let_in(manager: Principal, who: Principal, group: Group) -> None:
    """Bring somebody in, as people come into a group of this kind."""
    if group.kind == "closed":
        invite(manager, group.id, who.actor_id)
    join(who, group.id)
    if group.kind == "request":
        set_member(manager, group.id, who.actor_id, {"state": "member"})
