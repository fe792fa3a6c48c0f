"""A page with a comment, and somebody in every role."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.factories import Factory, MadePerson, MadeSite
from tests.helpers.http import Visitor, stranger
from tests.helpers.uploads import attached
from tests.security.routes import COPY
from widget_server.db import session, transaction
from widget_server.identity.models import Actor
from widget_server.identity.service import set_disabled
from widget_server.sessions.service.tokens import end_of_actor

Cast = dict[str, Visitor]


@pytest.fixture
def cast(app: Flask, make: Factory, site: MadeSite) -> Cast:
    """One visitor a role, signed in on the site."""
    people: dict[str, MadePerson] = {name: make.person() for name in ("disabled", "employee", "author", "owner")}
    people["guest"] = make.person(guest=True)
    people |= {role: make.person(roles=[role]) for role in ("editor", "manager", "administrator")}
    found = {role: make.visitor(person, site) for role, person in people.items()}
    with app.app_context(), transaction():
        actor = session().get_one(Actor, people["disabled"].id)
        set_disabled(actor, disabled=True)
        end_of_actor(actor.id)
    return found | {"stranger": stranger(app)}


@pytest.fixture
def ids(make: Factory, site: MadeSite, cast: Cast, page: str) -> dict[str, str]:
    """An owned page that waits for a decision on a copy, with a comment by the author; and a group on request.

    The page's owner is one of the group's two managers, the author a member of it.
    """
    assert cast["manager"].patch(f"/pages/{page}", {"owner": cast["owner"].id}).status_code == 200
    assert cast["employee"].boot(url=COPY).status_code == 200
    founder, member = (make.visitor(make.person(), site) for _ in range(2))
    group = make.group(founder, "request", members=[cast["owner"], cast["author"], member])
    made = founder.put(f"/groups/{group.id}/members/{cast['owner'].id}", {"role": "manager"})
    assert made.status_code == 200
    about = {"group": group.id, "member": member.id, "person": cast["employee"].id}
    assert cast["manager"].put(f"/pages/{page}/topics", {"topics": ["cao"]}).status_code == 200
    about["topic"] = cast["manager"].get(f"/pages/{page}/topics").json["items"][0]["id"]
    about["file"] = attached(cast["author"], page)
    return {"page": page, "comment": cast["author"].reply(page)["id"], **about}
