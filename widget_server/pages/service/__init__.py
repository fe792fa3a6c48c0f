"""Find and make pages, settle them, resolve copies and aliases."""

from widget_server.pages.service.places import Place, get_page, get_place, on_activity, read_locked, renew
from widget_server.pages.service.settling import DECISIONS, add_alias, decide_copy, drop_key, set_state
from widget_server.pages.service.visits import (
    OWN,
    POSTS,
    PageRef,
    check_page,
    drop_unlisted,
    pending_copies,
    resolve,
    see_url,
    without_fragment,
    without_host,
    witness,
)

__all__ = [
    "DECISIONS",
    "OWN",
    "POSTS",
    "PageRef",
    "Place",
    "add_alias",
    "check_page",
    "decide_copy",
    "drop_key",
    "drop_unlisted",
    "get_page",
    "get_place",
    "on_activity",
    "pending_copies",
    "read_locked",
    "renew",
    "resolve",
    "see_url",
    "set_state",
    "without_fragment",
    "without_host",
    "witness",
]
