"""What a person set of their feed on a site: the tab, and until when it was seen, at this visit and the one before."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, case, func, select

from widget_server.access.policy import Principal
from widget_server.core.errors import N_, Invalid
from widget_server.db import Prepared, session, upsert
from widget_server.feed.models import TABS, FeedSetting

NEVER = datetime(1970, 1, 1, tzinfo=UTC)
AWAY = timedelta(minutes=30)  # without a look at the feed: what comes then is another visit
_t = FeedSetting.__table__
_GET = Prepared(
    select(_t.c.tab, _t.c.seen_at, _t.c.visited_at).where(
        _t.c.site_id == bindparam("site"), _t.c.actor_id == bindparam("actor")
    )
)


def settings_of(principal: Principal) -> tuple[str, datetime]:
    """Give the tab that a person chose, and until when they saw their feed (1 query)."""
    row = _GET.first(site=principal.site_id, actor=principal.actor_id)
    return (row.tab, row.seen_at or NEVER) if row else (TABS[0], NEVER)


def last_visit(principal: Principal, at: datetime) -> datetime | None:
    """Give until when a person had seen their feed at the visit before that of a moment (1 query); None: never."""
    row = _GET.first(site=principal.site_id, actor=principal.actor_id)
    if row is None or row.seen_at is None:
        return None
    found: datetime | None = row.seen_at if row.seen_at < at - AWAY else row.visited_at
    return found


def check_tab(tab: str) -> str:
    """Give the name of a tab. Raises Invalid."""
    if tab not in TABS:
        raise Invalid(errors={"tab": [N_("Choose for-you or newest.")]})
    return tab


def choose_tab(principal: Principal, tab: str) -> None:
    """Remember the tab that a person chose (1 statement). Raises Invalid."""
    _set(principal, {"tab": check_tab(tab)}, {})


def see(principal: Principal, at: datetime) -> None:
    """Remember that a feed was seen as it stood at a moment; an earlier one changes nothing (1 statement)."""
    latest = func.max if session().get_bind().dialect.name == "sqlite" else func.greatest
    before = case((_t.c.seen_at < at - AWAY, _t.c.seen_at), else_=_t.c.visited_at)
    _set(principal, {"seen_at": at}, {"seen_at": latest(func.coalesce(_t.c.seen_at, at), at), "visited_at": before})


def _set(principal: Principal, values: dict[str, Any], differs: dict[str, Any]) -> None:
    row = {
        "site_id": principal.site_id,
        "actor_id": principal.actor_id,
        "tab": TABS[0],
        "seen_at": None,
        "visited_at": None,
    } | values
    statement = upsert(_t).values(row)
    session().execute(statement.on_conflict_do_update(index_elements=["site_id", "actor_id"], set_=values | differs))
