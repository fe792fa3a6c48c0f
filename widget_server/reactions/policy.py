"""Which objects take a reaction, and show who gave one."""

from __future__ import annotations

from typing import Any

from widget_server.core.errors import N_
from widget_server.pages.policy import may_react

REACTABLE = frozenset({"page", "comment"})


def may_react_to(place: Any) -> bool:
    """Tell whether the object of a place takes reactions: a page or a standing comment, where the page has them on."""
    return place.object_kind in REACTABLE and not place.object_hidden and may_react(place)


def may_list_reactors(place: Any) -> bool:
    """Tell whether readers see who reacted: not where the conversation is off, nor to what is hidden."""
    return not place.object_hidden and place.state != "off"


def why_not(place: Any) -> str:
    """Give what is true of an object that takes no reaction: a sentence."""
    if place.object_kind == "removed":
        return N_("This comment was removed. It takes no reactions.")
    if place.object_hidden:
        return N_("This comment is hidden. It takes no reactions until it is shown again.")
    return N_("Reactions are off here.")
