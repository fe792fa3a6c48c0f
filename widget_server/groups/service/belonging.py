"""Who belongs to a group: join, ask, invite, accept, leave. Each takes effect at once, in the audiences.

Whoever is invited sees the group; a member its conversation too, and follows the group; a manager or deputy moderates.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from widget_server.access.policy import Principal
from widget_server.access.service import admit, appoint, can_read, dismiss, relieve
from widget_server.activities.service import record
from widget_server.core import clock
from widget_server.core.errors import N_, Conflict, Invalid, Missing, NotAllowed
from widget_server.core.ids import is_id
from widget_server.db import session
from widget_server.follows.service import begin, end
from widget_server.groups.models import ROLES, Group, Membership
from widget_server.groups.policy import RUNNING, may_lead, may_run
from widget_server.groups.service.founding import lock, must_live
from widget_server.groups.service.reading import MEMBERS, get_group
from widget_server.identity.models import Actor

LAST_MANAGER = N_("This is the group's last manager. Make somebody else manager first, or archive the group.")


def join(principal: Principal, group_id: str) -> None:
    """Join an open group, ask for one on request, or accept an invitation; again changes nothing.

    5 to 12 statements. Raises Missing, NotAllowed (closed, and not invited), Conflict.
    """
    group = lock(principal, group_id)
    must_live(group)
    mine = session().get(Membership, (group_id, principal.actor_id))
    invited = mine is not None and mine.state == "invited"
    if mine is not None and (mine.state == "member" or (mine.state == "asked" and group.kind != "open")):
        return
    if group.kind == "closed" and not invited:
        raise NotAllowed(N_("People come to this group by invitation."))
    if group.kind == "open" or invited:
        _make_member(group, principal.actor_id, mine, mine.by_id if mine is not None else None)
        record(principal, "join", group_id)
        return
    _write(group_id, principal.actor_id, "asked", None)
    record(principal, "offer", group_id)


def leave(principal: Principal, group_id: str) -> None:
    """Leave a group, take back a request, or decline an invitation; again changes nothing.

    3 to 12 statements. Raises Missing, Conflict for the last manager.
    """
    group = lock(principal, group_id)
    mine = session().get(Membership, (group_id, principal.actor_id))
    if mine is not None:
        verb = {"member": "leave", "asked": "undo", "invited": "reject"}[mine.state]
        _end(group, mine)
        record(principal, verb, group_id)


def invite(principal: Principal, group_id: str, person_id: str) -> Any:
    """Invite a person, or accept one who asked; give the membership; again changes nothing.

    6 to 13 statements. Raises Missing, NotAllowed, Invalid, Conflict.
    """
    group = _run_by(principal, group_id)
    must_live(group)
    _check_person(principal, person_id)
    known = session().get(Membership, (group_id, person_id))
    if known is None:
        _write(group_id, person_id, "invited", principal.actor_id)
        admit(group_id, [person_id])
        record(principal, "invite", group_id)
    elif known.state == "asked":
        _accept(principal, group, known)
    return member_row(group_id, person_id)


def set_member(principal: Principal, group_id: str, person_id: str, changes: dict[str, Any]) -> Any:
    """Accept who asked (`state` member) and set a member's `role`; give the membership.

    6 to 17 statements. Raises Missing, NotAllowed, Invalid, Conflict.
    """
    group = _run_by(principal, group_id)
    must_live(group)
    known = _known(group_id, person_id)
    if changes.get("state", "member") != "member":
        raise Invalid(errors={"state": [N_("The only state to set is member.")]})
    if "state" in changes and known.state == "asked":
        _accept(principal, group, known)
    if known.state != "member":
        raise Conflict(N_("This person has not said yes to the invitation yet."))
    if changes.get("role", known.role) != known.role:
        _set_role(principal, group, known, changes["role"])
    return member_row(group_id, person_id)


def remove(principal: Principal, group_id: str, person_id: str) -> None:
    """Let a member go, decline a request, take back an invitation (5 to 13 statements).

    Raises Missing, NotAllowed, Conflict for the last manager.
    """
    if person_id == principal.actor_id:
        leave(principal, group_id)
        return
    group = _run_by(principal, group_id)
    known = _known(group_id, person_id)
    if known.role in RUNNING and not may_lead(principal, get_group(principal, group_id)):
        raise NotAllowed(N_("Only a manager of the group sets this."))
    _end(group, known)
    record(principal, "reject" if known.state == "asked" else "remove", group_id)


def member_row(group_id: str, person_id: str) -> Any:
    """Give a membership with its person (1 query)."""
    session().flush()
    mine = Membership.__table__.c
    return session().execute(MEMBERS.where(mine.group_id == group_id, mine.actor_id == person_id)).one()


def _run_by(principal: Principal, group_id: str) -> Group:
    group = lock(principal, group_id)
    if not may_run(principal, get_group(principal, group_id)):
        raise NotAllowed(N_("Only a manager of the group sets this."))
    return group


def _known(group_id: str, person_id: str) -> Membership:
    found = session().get(Membership, (group_id, person_id)) if is_id(person_id) else None
    if found is None:
        raise Missing()
    return found


def _check_person(principal: Principal, person_id: str) -> None:
    actor = session().get(Actor, person_id) if is_id(person_id) else None
    if actor is None or actor.disabled_at is not None or not can_read(principal, person_id):
        raise Invalid(errors={"person": [N_("There is no such person.")]})


def _write(group_id: str, actor_id: str, state: str, by_id: str | None) -> None:
    session().add(Membership(group_id=group_id, actor_id=actor_id, state=state, at=clock.now(), by_id=by_id))
    session().flush()


def _accept(principal: Principal, group: Group, known: Membership) -> None:
    _make_member(group, known.actor_id, known, principal.actor_id)
    record(principal, "accept", group.id)


def _make_member(group: Group, actor_id: str, known: Membership | None, by_id: str | None) -> None:
    if known is None:
        _write(group.id, actor_id, "member", by_id)
    else:
        known.state, known.at, known.by_id = "member", clock.now(), by_id
    for object_id in (group.id, group.page_id):
        admit(object_id, [actor_id])
    begin(actor_id, group.id)
    _count(group)


def _set_role(principal: Principal, group: Group, known: Membership, role: str) -> None:
    if not may_lead(principal, get_group(principal, group.id)):
        raise NotAllowed(N_("Only a manager of the group sets this."))
    if role not in ROLES:
        raise Invalid(errors={"role": [N_("Choose member, manager or deputy.")]})
    if role in RUNNING and session().get_one(Actor, known.actor_id).guest:
        raise Invalid(errors={"role": [N_("A guest cannot run a group.")]})
    _keep_a_manager(known)
    known.role = role
    session().flush()
    (appoint if role in RUNNING else relieve)(group.page_id, known.actor_id)


def _end(group: Group, known: Membership) -> None:
    if group.archived_at is None:
        _keep_a_manager(known)
    session().delete(known)
    for object_id in (group.id, group.page_id):
        dismiss(object_id, known.actor_id)
    relieve(group.page_id, known.actor_id)
    end(known.actor_id, [group.id, group.page_id])
    _count(group)


def _keep_a_manager(known: Membership) -> None:
    """Refuse to take the role of the last manager who can still sign in (0 or 1 query). Raises Conflict."""
    if known.role != "manager":
        return
    others = select(func.count()).where(
        Membership.group_id == known.group_id,
        Membership.role == "manager",
        Membership.actor_id != known.actor_id,
        Actor.id == Membership.actor_id,
        Actor.disabled_at.is_(None),
    )
    if not session().scalar(others):
        raise Conflict(LAST_MANAGER)


def _count(group: Group) -> None:
    session().flush()
    members = select(func.count()).where(Membership.group_id == group.id, Membership.state == "member")
    group.member_count = session().scalar(members) or 0
    session().flush()
