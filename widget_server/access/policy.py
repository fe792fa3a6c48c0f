"""Who is asking, and what a role allows, as plain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

MANAGING = frozenset({"manager", "administrator"})


@dataclass(frozen=True, slots=True)
class Principal:
    """The person at work in a request: actor on a site, with the roles held there."""

    actor_id: str
    site_id: str
    roles: frozenset[str] = frozenset()
    guest: bool = False


def may_manage(principal: Principal) -> bool:
    """Tell whether the principal moderates the site: hides, restores, closes, pins."""
    return bool(principal.roles & MANAGING)


def may_moderate(principal: Principal, row: Any) -> bool:
    """Tell whether the principal hides, restores and closes here: a manager, or a moderator of this place.

    `row` is of a statement that selects MODERATED of access.service.
    """
    return may_manage(principal) or bool(row.moderated)


def may_edit_pages(principal: Principal) -> bool:
    """Tell whether the principal sets the state of any page of the site."""
    return bool(principal.roles & MANAGING) or "editor" in principal.roles
