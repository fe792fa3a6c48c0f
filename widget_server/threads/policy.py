"""Who may do what with a comment."""

from __future__ import annotations

from typing import Any

from widget_server.access.policy import Principal, may_moderate


def may_edit(principal: Principal, comment: Any) -> bool:
    """Tell whether the principal edits and removes the comment: its author, while it stands. Nobody else ever does."""
    return bool(comment.author_id == principal.actor_id and comment.removed_at is None)


def may_see_text(principal: Principal, comment: Any) -> bool:
    """Tell whether the principal reads the text: every reader of the page; of a hidden one, author and moderators."""
    if comment.removed_at is not None:
        return False
    return comment.hidden_at is None or comment.author_id == principal.actor_id or may_moderate(principal, comment)


def may_see(principal: Principal, comment: Any, page: Any) -> bool:
    """Tell whether the principal sees the comment at all: where the conversation is off, its author and moderators."""
    return page.state != "off" or comment.author_id == principal.actor_id or may_moderate(principal, page)


def may_see_history(principal: Principal, comment: Any) -> bool:
    """Tell whether the principal reads earlier versions: author and moderators."""
    return comment.author_id == principal.actor_id or may_moderate(principal, comment)


def comment_may(principal: Principal, comment: Any, page_may: list[str]) -> list[str]:
    """Give what the principal may do with a comment: reply, react, edit, remove, hide."""
    may = [word for word in page_may if word != "settle"]
    if comment.removed_at is not None:
        return [word for word in may if word == "reply"]
    if may_edit(principal, comment):
        may += ["edit", "remove"]
    return may
