"""Write the demo's conversations through the services, each act at its own time: counts and activities are honest."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import update

from widget_server.access.policy import Principal
from widget_server.core import clock
from widget_server.core.settings import Settings
from widget_server.db import session
from widget_server.demo import conversations, groups, people
from widget_server.demo.conversations import Happening
from widget_server.follows.service import follow
from widget_server.notifications.models import Notification
from widget_server.reactions.service import react
from widget_server.threads.service import edit, remove, reply

KIND = "like"
SEEN = timedelta(hours=18)  # what was told longer ago has been looked at


def write(principals: Mapping[str, Principal], pages: Mapping[str, str]) -> None:
    """Let everything happen, oldest first (within a transaction). `pages`: ids by the intranet's own."""
    there = {**pages, **groups.write(principals)}
    made: dict[tuple[str, str], str] = {(page, ""): page_id for page, page_id in there.items()}
    for happening in conversations.load():
        with clock.moved(-happening.ago):
            _happen(happening, principals[happening.actor], made)
    for who, others in people.follows():
        for other in others:
            follow(principals[who], principals[other].actor_id)
    now = clock.now()
    session().execute(update(Notification).where(Notification.at < now - SEEN).values(seen_at=now))


def _happen(happening: Happening, principal: Principal, made: dict[tuple[str, str], str]) -> None:
    place = happening.page, happening.key
    match happening.verb:
        case "reply":
            made[place] = reply(principal, made[happening.page, happening.parent], happening.text, happening.lang)
        case "react":
            react(principal, made[place], KIND, (KIND,))
        case "edit":
            edit(principal, made[place], happening.text, None, Settings().edit_quiet_seconds)
        case "remove":
            remove(principal, made[place])
