"""What may be done on a page, and by whom."""

from __future__ import annotations

from typing import Any

from widget_server.access.policy import Principal, may_edit_pages, may_moderate


def may_settle(principal: Principal, page: Any) -> bool:
    """Tell whether the principal sets the page's state: owner, deputy, editor, who moderates it."""
    owns = principal.actor_id in (page.owner_id, page.deputy_id)
    return owns or may_edit_pages(principal) or may_moderate(principal, page)


def is_hosted(page: Any) -> bool:
    """Tell whether the page stands on the host: a conversation of a group has no address there."""
    return bool(page.url)


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
    if may_moderate(principal, page):
        may.append("hide")
    return may
