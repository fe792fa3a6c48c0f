"""Found a group, change what it is, archive it: its conversation and both audiences follow at once."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select, update

from widget_server.access.policy import Principal
from widget_server.access.service import admit, appoint, set_audience, set_members_only
from widget_server.activities.service import record
from widget_server.core import clock
from widget_server.core.errors import N_, Conflict, Invalid, NotAllowed
from widget_server.core.folding import words_of
from widget_server.core.text import check_line
from widget_server.db import session
from widget_server.follows.service import begin
from widget_server.groups.models import KINDS, Group, Membership
from widget_server.groups.policy import may_found, may_lead, may_run
from widget_server.groups.service.reading import get_group
from widget_server.objects.service import new_object
from widget_server.pages.models import Page
from widget_server.pages.service import without_host

NAME_LENGTH = 100
PURPOSE_LENGTH = 300
SLUG_LENGTH = 40  # of the name in it
CHANCE_LENGTH = 6  # letters and figures behind it: 30 bits
LED = frozenset({"kind", "visible"})  # what managers set, deputies not
ARCHIVED = N_("This group is archived.")


def found(principal: Principal, data: dict[str, Any], founders: str) -> str:
    """Start a group with the principal as its manager; give its id (16 statements). Raises NotAllowed, Invalid.

    `data`: name, purpose, kind, visible. `founders`: who may, see policy.may_found.
    """
    if not may_found(principal, founders):
        raise NotAllowed(N_("Only a community manager starts groups here. Ask one."))
    checked = _checked(data)
    now = clock.now()
    page = without_host(principal.site_id, checked["name"])
    group_id = new_object("group", principal.site_id)
    group = Group(id=group_id, site_id=principal.site_id, page_id=page.id, created_at=now, **checked)
    group.slug = slug_of(checked["name"], group_id)
    group.member_count = 1
    session().add(group)
    session().flush()
    session().add(Membership(group_id=group.id, actor_id=principal.actor_id, role="manager", state="member", at=now))
    _set_audiences(group)
    for object_id in (group.id, page.id):
        admit(object_id, [principal.actor_id])
    appoint(page.id, principal.actor_id)
    begin(principal.actor_id, group.id)
    session().flush()
    record(principal, "create", group.id)
    return str(group.id)


def slug_of(name: str, group_id: str) -> str:
    """Give the words of a name as an address has them, and chance: no name is taken, which would tell of its group."""
    words = "-".join(words_of(name)).encode("ascii", "ignore").decode()
    return f"{words[:SLUG_LENGTH]}-{group_id[-CHANCE_LENGTH:]}".lstrip("-")


def change(principal: Principal, group_id: str, changes: dict[str, Any]) -> None:
    """Set name, purpose, kind, visible (5 to 12 statements). Raises Missing, NotAllowed, Conflict, Invalid."""
    group = lock(principal, group_id)
    row = get_group(principal, group_id)
    if not (may_lead if LED & set(changes) else may_run)(principal, row):
        raise NotAllowed(N_("Only a manager of the group sets this."))
    must_live(group)
    before = {name: getattr(group, name) for name in ("name", "purpose", "kind", "visible")}
    checked = _checked(before | changes)
    if checked == before:
        return
    for name, value in checked.items():
        setattr(group, name, value)
    session().flush()
    if LED & set(changes):
        _set_audiences(group)
    session().execute(
        update(Page.__table__).where(Page.id == group.page_id).values(title=group.name, version=Page.version + 1)
    )
    record(principal, "update", group.id)


def archive(principal: Principal, group_id: str) -> None:
    """Close a group for good: its members read it, nobody writes or joins (7 statements); again changes nothing.

    Raises Missing, NotAllowed.
    """
    group = lock(principal, group_id)
    if not may_lead(principal, get_group(principal, group_id)):
        raise NotAllowed(N_("Only a manager of the group archives it."))
    if group.archived_at is not None:
        return
    group.archived_at = clock.now()
    session().flush()
    _set_audiences(group)
    session().execute(
        update(Page.__table__).where(Page.id == group.page_id).values(state="read_only", version=Page.version + 1)
    )
    record(principal, "delete", group.id)


def lock(principal: Principal, group_id: str) -> Group:
    """Give a group that may be seen, kept from other writers until the transaction ends (2 queries). Raises Missing."""
    get_group(principal, group_id)
    return session().scalars(select(Group).where(Group.id == group_id).with_for_update()).one()


def must_live(group: Group) -> None:
    """Refuse what an archived group does not take. Raises Conflict."""
    if group.archived_at is not None:
        raise Conflict(ARCHIVED)


def _checked(data: dict[str, Any]) -> dict[str, Any]:
    name = check_line(data["name"], "name", NAME_LENGTH)
    purpose = check_line(data["purpose"], "purpose", PURPOSE_LENGTH) if data["purpose"].strip() else ""
    if data["kind"] not in KINDS:
        raise Invalid(errors={"kind": [N_("Choose open, request or closed.")]})
    if data["kind"] != "closed" and not data["visible"]:
        raise Invalid(errors={"visible": [N_("Nobody could find this group to join it. Make it closed, or visible.")]})
    return {"name": name, "purpose": purpose, "kind": data["kind"], "visible": data["visible"]}


def _set_audiences(group: Group) -> None:
    """Let all see what is open to all; members, who are admitted by name, see the rest (4 statements)."""
    living = group.archived_at is None
    for object_id, open_to_all in ((group.id, group.visible), (group.page_id, group.kind == "open")):
        if living and open_to_all:
            set_audience(object_id, None)
        else:
            set_members_only(object_id)
