"""What may be done on a page, and by whom."""

from __future__ import annotations

from typing import Any

from widget_server.access.policy import Principal, may_edit_pages, may_manage


def may_settle(principal: Principal, page: Any) -> bool:
    """Tell whether the principal sets the page's state: owner, deputy, editor, manager."""
    return may_edit_pages(principal) or principal.actor_id in (page.owner_id, page.deputy_id)


def may_reply(page: Any) -> bool:
    """Tell whether the page takes comments."""
    return bool(page.state == "open")


def may_react(page: Any) -> bool:
    """Tell whether the page and its comments take reactions."""
    return bool(page.state == "open" and page.reactions)


def page_may(principal: Principal, page: Any) -> list[str]:
    """Give what the principal may do on the page: reply, react, settle, hide."""
    may = [word for word, holds in (("reply", may_reply(page)), ("react", may_react(page))) if holds]
    if may_settle(principal, page):
        may.append("settle")
    if may_manage(principal):
        may.append("hide")
    return may
