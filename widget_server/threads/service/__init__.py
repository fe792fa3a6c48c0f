"""Write, read, edit, remove and moderate comments."""

from widget_server.threads.service.contributions import contributions_of
from widget_server.threads.service.editing import edit, remove
from widget_server.threads.service.moderating import hide, merge, remove_page, restore
from widget_server.threads.service.reading import (
    get_comment,
    read_around,
    read_own_part,
    read_replies,
    read_thread,
    versions_of,
)
from widget_server.threads.service.shape import ThreadPage, comment_data, person_data
from widget_server.threads.service.writing import Posted, post, preview, reply

__all__ = [
    "Posted",
    "ThreadPage",
    "comment_data",
    "contributions_of",
    "edit",
    "get_comment",
    "hide",
    "merge",
    "person_data",
    "post",
    "preview",
    "read_around",
    "read_own_part",
    "read_replies",
    "read_thread",
    "remove",
    "remove_page",
    "reply",
    "restore",
    "versions_of",
]
