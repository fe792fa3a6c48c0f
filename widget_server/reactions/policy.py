"""Which objects take a reaction."""

from __future__ import annotations

from typing import Any

from widget_server.pages.policy import may_react

REACTABLE = frozenset({"page", "comment"})


def may_react_to(place: Any) -> bool:
    """Tell whether the object of a place takes reactions: a page or a standing comment, where the page has them on."""
    return place.object_kind in REACTABLE and may_react(place)
