"""What can be followed, and muted."""

from __future__ import annotations

FOLLOWABLE = frozenset({"page", "comment", "actor", "topic", "group"})


def may_follow(kind: str, object_id: str, actor_id: str) -> bool:
    """Tell whether a readable object of this kind can be followed, or muted, by that actor: not oneself."""
    return kind in FOLLOWABLE and object_id != actor_id
