"""Find and make pages, settle them, resolve copies and aliases."""

from widget_server.pages.service.places import Place, get_page, get_place, lock_page, on_activity
from widget_server.pages.service.settling import DECISIONS, add_alias, decide_copy, drop_key, set_state
from widget_server.pages.service.visits import PageRef, check_page, pending_copies, resolve, see_url, without_fragment

__all__ = [
    "DECISIONS",
    "PageRef",
    "Place",
    "add_alias",
    "check_page",
    "decide_copy",
    "drop_key",
    "get_page",
    "get_place",
    "lock_page",
    "on_activity",
    "pending_copies",
    "resolve",
    "see_url",
    "set_state",
    "without_fragment",
]
