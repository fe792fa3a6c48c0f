"""What a person chose: through which channel to be told of what, and when to be left in peace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, time
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from sqlalchemy import select

from widget_server.access.policy import Principal
from widget_server.core.errors import N_, Invalid
from widget_server.db import session, upsert
from widget_server.notifications.models import CHANNELS, NotificationChoice, QuietTime
from widget_server.notifications.policy import DEFAULTS, MAX_DATES, QUIET, Quiet

Choices = dict[str, dict[str, bool]]


def choices_of(actor_id: str) -> Choices:
    """Give {kind: {channel: whether}} with the defaults where nothing was chosen (1 query)."""
    found = {kind: {channel: channel in usual for channel in CHANNELS} for kind, usual in DEFAULTS.items()}
    mine = select(NotificationChoice).where(NotificationChoice.actor_id == actor_id)
    for row in session().scalars(mine):
        found[row.kind][row.channel] = row.chosen
    return found


def quiet_of(actor_id: str) -> Quiet:
    """Give when a person is left in peace (1 query)."""
    row = session().get(QuietTime, actor_id)
    return QUIET if row is None else _quiet(row.said)


def choose(principal: Principal, kinds: Mapping[str, Mapping[str, bool]]) -> None:
    """Set channels of kinds; those left out stay (0 or 1 statement). Raises Invalid for a name that is none."""
    rows = [
        {"actor_id": principal.actor_id, "kind": kind, "channel": channel, "chosen": chosen}
        for kind, channels in kinds.items()
        for channel, chosen in channels.items()
    ]
    if any(row["kind"] not in DEFAULTS or row["channel"] not in CHANNELS for row in rows):
        raise Invalid(errors={"channels": [N_("There is no such kind or channel.")]})
    if rows:
        statement = upsert(NotificationChoice.__table__).values(rows)
        key = ["actor_id", "kind", "channel"]
        session().execute(
            statement.on_conflict_do_update(index_elements=key, set_={"chosen": statement.excluded.chosen})
        )


def choose_quiet(principal: Principal, said: Mapping[str, Any]) -> None:
    """Set when to be left in peace; what is left out stays (2 statements). Raises Invalid."""
    quiet = asdict(quiet_of(principal.actor_id)) | dict(said)
    checked = asdict(_checked(_quiet(quiet)))
    session().merge(QuietTime(actor_id=principal.actor_id, said=checked))
    session().flush()


def _quiet(said: Mapping[str, Any]) -> Quiet:
    return Quiet(**{**said, "days": tuple(said["days"]), "dates": tuple(said["dates"])})


def _checked(quiet: Quiet) -> Quiet:
    try:
        clear = [time.fromisoformat(each) for each in (quiet.start, quiet.end)]
        dates = sorted({date.fromisoformat(each).isoformat() for each in quiet.dates})
        off = [each and date.fromisoformat(each).isoformat() for each in (quiet.off_from, quiet.off_until)]
    except ValueError:
        raise Invalid(errors={"quiet": [N_("Write a time as 18:00 and a day as 2027-12-24.")]}) from None
    if any(each.tzinfo for each in clear) or not set(quiet.days) <= set(range(1, 8)) or len(dates) > MAX_DATES:
        raise Invalid(errors={"quiet": [N_("Days go from 1, Monday, to 7; at most 60 days off fit.")]})
    if bool(off[0]) != bool(off[1]) or off[0] > off[1]:
        raise Invalid(errors={"quiet": [N_("A holiday has a first and a last day.")]})
    if quiet.timezone not in _timezones():
        raise Invalid(errors={"quiet": [N_("There is no such time zone.")]})
    start, end = (each.strftime("%H:%M") for each in clear)
    days = tuple(sorted(set(quiet.days)))
    return replace(quiet, start=start, end=end, days=days, dates=tuple(dates), off_from=off[0], off_until=off[1])


@cache
def _timezones() -> frozenset[str]:
    return frozenset(available_timezones())
