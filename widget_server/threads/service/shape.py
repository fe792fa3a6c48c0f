"""Rows as the API's words: the one hot serialiser, tested equal to the schemas."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from widget_server.core.clock import iso


@dataclass(frozen=True, slots=True)
class ThreadPage:
    """A part of a thread as all readers see it, in tree order. `starts_later`: others stand before it, from the top."""

    items: Sequence[dict[str, Any]]
    next: str | None
    starts_later: bool = False


def person_data(row: Any, prefix: str = "") -> dict[str, Any]:
    """Give the columns of an actor as `person`."""
    names = ("id", "name", "department", "photo_url", "kind")
    return {name: getattr(row, prefix + name) for name in names}


def comment_data(row: Any, shown_replies: int | None = None) -> dict[str, Any]:
    """Give a row of READ_COLUMNS as `comment`. `shown_replies`: how many of a root's are in the same answer."""
    removed, hidden = row.removed_at is not None, row.hidden_at is not None
    silent = removed or hidden
    below = row.thread_count if row.depth == 0 else row.reply_count
    hidden_replies = below - shown_replies if row.depth == 0 and shown_replies is not None else 0
    return {
        "id": row.id,
        "page": row.page_id,
        "parent": row.parent_id,
        "depth": row.depth,
        "author": None if silent else person_data(row, "author_"),
        "html": None if silent else row.html,
        "files": [] if silent else row.files or [],
        "lang": row.lang,
        "created_at": iso(row.created_at),
        "edited_at": iso(row.edited_at) if row.edited_at else None,
        "removed": removed,
        "hidden": {"reason": row.hidden_reason, "at": iso(row.hidden_at)} if hidden and not removed else None,
        "tally": {} if silent else row.tally,
        "replies": below,
        "hidden_replies": max(0, hidden_replies),
        "version": row.version,
        "in_reply_to": {"id": row.parent_id, "name": row.parent_name} if row.parent_name else None,
    }


def own_part(
    page_id: str, reactions: Mapping[str, list[str]], own: Sequence[str], may: Sequence[str]
) -> dict[str, dict[str, list[str]]]:
    """Give `mine`: the objects where a reader reacted, or wrote the comment and may do more than on others'."""
    default = [word for word in may if word != "settle"]
    mine: dict[str, dict[str, list[str]]] = {}
    for comment_id in own:
        mine[comment_id] = {"reactions": [], "may": [*default, "edit", "remove"]}
    for object_id, kinds in reactions.items():
        entry = mine.setdefault(object_id, {"reactions": [], "may": list(may) if object_id == page_id else default})
        entry["reactions"] = kinds
    return mine
