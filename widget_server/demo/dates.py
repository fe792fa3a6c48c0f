"""Days in the demo's words: "dinsdag 18 november", "1 December". No locale of the machine is asked."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from widget_server.core import clock

LANGUAGES = {"nl": "Nederlands", "en": "English"}
WEEKDAYS = {
    "nl": ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}


def of(moment: datetime) -> date:
    """Give the day of a moment where this machine stands."""
    return moment.astimezone().date()


def today() -> date:
    """Give the day by the house's clock."""
    return of(clock.now())


def spoken(day: date, lang: str, *, weekday: bool = False) -> str:
    """Write a day without its year, with the name of the weekday where wanted."""
    words = f"{day.day} {MONTHS[lang].split()[day.month - 1]}"
    return f"{WEEKDAYS[lang][day.weekday()]} {words}" if weekday else words


def first_of_month(day: date, *, ahead: int) -> date:
    """Give the first day of the month `ahead` months after the one of `day`."""
    for _ in range(ahead):
        day = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return day
