"""Who may do what in a group. Rows are those of service.reading: a group with `my_role`, `my_state`, `has_manager`."""

from __future__ import annotations

from typing import Any

from widget_server.access.policy import MANAGING, Principal, may_manage

RUNNING = frozenset({"manager", "deputy"})
WAYS_IN = {"open": "join", "request": "ask"}


def may_found(principal: Principal, founders: str) -> bool:
    """Tell whether the principal starts a group. `founders`: managers (of the site), or everyone; guests never."""
    return not principal.guest and (founders == "everyone" or bool(principal.roles & MANAGING))


def is_member(group: Any) -> bool:
    """Tell whether the principal of a row belongs to the group."""
    return bool(group.my_state == "member")


def may_lead(principal: Principal, group: Any) -> bool:
    """Tell whether the principal names managers, sets the kind and archives: managers of the group.

    A group that lost all its managers is led by those who manage the site and see it.
    """
    return group.my_role == "manager" or (may_manage(principal) and not group.has_manager)


def may_run(principal: Principal, group: Any) -> bool:
    """Tell whether the principal invites, accepts and removes members: managers and deputies of the group."""
    return group.my_role in RUNNING or may_lead(principal, group)


def may_see_members(principal: Principal, group: Any) -> bool:
    """Tell whether the principal sees who belongs to the group: its members; of an open one, all but guests."""
    return is_member(group) or may_run(principal, group) or (group.kind == "open" and not principal.guest)


def group_may(principal: Principal, group: Any) -> list[str]:
    """Give what the principal may do with the group: join, ask, accept, leave, members, run, lead."""
    may = []
    if group.archived_at is None:
        if group.my_state == "invited":
            may.append("accept")
        elif group.my_state is None and group.kind in WAYS_IN:
            may.append(WAYS_IN[group.kind])
    if group.my_state is not None:
        may.append("leave")
    if may_see_members(principal, group):
        may.append("members")
    if group.archived_at is None:
        may += [word for word, holds in (("run", may_run), ("lead", may_lead)) if holds(principal, group)]
    return may
