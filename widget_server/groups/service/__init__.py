"""Found groups, read them, and say who belongs to them."""

from widget_server.groups.service.belonging import invite, join, leave, remove, set_member
from widget_server.groups.service.founding import archive, change, found
from widget_server.groups.service.reading import asked_count, get_group, get_named, groups_of, members_of

__all__ = [
    "archive",
    "asked_count",
    "change",
    "found",
    "get_group",
    "get_named",
    "groups_of",
    "invite",
    "join",
    "leave",
    "members_of",
    "remove",
    "set_member",
]
