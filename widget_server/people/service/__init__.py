"""Find people, mention them, and read and write profiles."""

from widget_server.people.service.circles import find_groups
from widget_server.people.service.finding import find_people
from widget_server.people.service.mentions import check_mentions, count_told, keep_mentions, names_of, set_mentions
from widget_server.people.service.profiles import (
    change_profile,
    get_profile,
    my_profile,
    note_nudge,
    shows_contributions,
)

__all__ = [
    "change_profile",
    "check_mentions",
    "count_told",
    "find_groups",
    "find_people",
    "get_profile",
    "keep_mentions",
    "my_profile",
    "names_of",
    "note_nudge",
    "set_mentions",
    "shows_contributions",
]
