"""Who is told through which channel unless they chose, and when they are left in peace. Quiet is the default.

What somebody wants of a person (a mention, an answer) comes by mail; what is only nice to know waits at the bell. Push
is off until a device is given leave, so its defaults hold from then on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

DEFAULTS: dict[str, frozenset[str]] = {
    "mention": frozenset({"bell", "mail", "push"}),
    "reply": frozenset({"bell", "mail", "push"}),
    "page": frozenset({"bell", "mail", "push"}),
    "reaction": frozenset({"bell"}),
    "follow": frozenset({"bell"}),
    "group": frozenset({"bell", "mail"}),
    "new": frozenset({"bell", "mail"}),
}
MAX_DATES = 60  # days off that one keeps
STEP = timedelta(minutes=15)  # in which the end of a quiet time is looked for
LONGEST = timedelta(days=90)  # after which it is not looked for any more


@dataclass(frozen=True, slots=True)
class Quiet:
    """When to be left in peace, by one's own clock: evenings, days of the week (ISO, 1 is Monday), dates (ISO).

    `off_from` to `off_until`, both included, is a holiday; empty: none.
    """

    evenings: bool = True
    start: str = "18:00"
    end: str = "08:00"
    days: tuple[int, ...] = (6, 7)
    dates: tuple[str, ...] = ()
    timezone: str = "Europe/Amsterdam"
    off_from: str = ""
    off_until: str = ""


QUIET = Quiet()


def is_quiet(quiet: Quiet, moment: datetime) -> bool:
    """Tell whether `moment` falls in the quiet time. From `start` to `end` may span midnight; equal: all day."""
    local = moment.astimezone(ZoneInfo(quiet.timezone))
    if local.isoweekday() in quiet.days or _is_off(quiet, local.date().isoformat()):
        return True
    if not quiet.evenings:
        return False
    start, end, now = time.fromisoformat(quiet.start), time.fromisoformat(quiet.end), local.time()
    return start <= now < end if start < end else now >= start or now < end


def when_loud(quiet: Quiet, moment: datetime) -> datetime | None:
    """Give the first quarter of an hour, from `moment` on, that is not quiet; None when there is none in 90 days."""
    if not is_quiet(quiet, moment):
        return moment
    tried = moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)
    while tried - moment < LONGEST:
        tried += STEP
        if not is_quiet(quiet, tried):
            return tried
    return None


def _is_off(quiet: Quiet, day: str) -> bool:
    return day in quiet.dates or (bool(quiet.off_until) and quiet.off_from <= day <= quiet.off_until)
