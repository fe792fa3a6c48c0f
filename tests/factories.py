"""Sites, people, pages and comments, made with only what matters to a test."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from typing import Any

from flask import Flask
from sqlalchemy import func, insert, select

from tests.helpers.http import Visitor
from widget_server.access.policy import Principal
from widget_server.access.service import set_audience
from widget_server.core import clock
from widget_server.core.ids import new_id
from widget_server.db import session, transaction
from widget_server.follows.models import Follow
from widget_server.groups.service import found, get_group, invite, join
from widget_server.identity.models import Actor, Identity
from widget_server.identity.service import Claims, grant, take_over
from widget_server.notifications.models import Notification
from widget_server.objects.models import Object
from widget_server.pages.service import PageRef, resolve
from widget_server.sessions.service import tokens
from widget_server.sites.service import add_site, get_site, register_origin
from widget_server.threads.service import reply

SECRET = "Zq7-tests-only-0f2c9e1b8d6a4537kLmNpQ"
ORIGIN = "http://intranet.localhost:8080"
ISSUER = "https://idp.example.com"
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class MadeSite:
    """A site as tests need it."""

    id: str
    key: str
    origin: str


@dataclass(frozen=True, slots=True)
class MadePerson:
    """A person as tests need them."""

    id: str
    name: str
    guest: bool
    department: str | None = None


@dataclass(frozen=True, slots=True)
class MadeGroup:
    """A group as tests need it."""

    id: str
    page: str


class Factory:
    """Makes rows through the services, each call in a transaction of its own."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def site(
        self, key: str = "intranet", origin: str = ORIGIN, visibility: str = "open", name: str = "De Vries BV"
    ) -> MadeSite:
        """Add a site with one origin."""
        with self.app.app_context(), transaction():
            site = add_site(key, name, visibility=visibility)
            register_origin(site, origin)
            return MadeSite(site.id, key, origin)

    def person(
        self,
        name: str = "",
        *,
        department: str | None = None,
        roles: Iterable[str] = (),
        groups: Iterable[str] | None = (),
        guest: bool = False,
        photo_url: str | None = None,
        on: MadeSite | None = None,
    ) -> MadePerson:
        """Add a person who holds `roles` on a site, or all; `groups` None: the issuer did not say."""
        number = next(_numbers)
        name = name or f"Person {number}"
        known = None if groups is None else frozenset(groups)
        claims = Claims(
            ISSUER, f"subject-{number}", name, f"p{number}@example.com", department, groups=known, guest=guest
        )
        with self.app.app_context(), transaction():
            actor = take_over(claims)
            actor.photo_url = photo_url
            for role in roles:
                grant(actor.id, role, on.id if on else None)
            return MadePerson(actor.id, name, guest, department)

    def token(self, person: MadePerson, site: MadeSite, origin: str | None = None) -> str:
        """Issue an access token."""
        with self.app.app_context(), transaction():
            return tokens.issue(person.id, site.id, guest=person.guest, origin=origin)

    def visitor(self, person: MadePerson, site: MadeSite, origin: str | None = None) -> Visitor:
        """Sign a person in on a site."""
        return Visitor(
            self.app, self.token(person, site, origin), person, origin, renew=lambda: self.visitor(person, site, origin)
        )

    def page(
        self, site: MadeSite, key: str = "hr-handbook", groups: Iterable[str] | None = None, title: str = "HR handbook"
    ) -> str:
        """Add a page that everybody on the site reads, or these groups; give its id."""
        with self.app.app_context(), transaction():
            visibility = "open" if groups is None else "vouched"
            page = resolve(site.id, visibility, PageRef(key, f"{site.origin}/{key}", title))
            if groups is not None:
                set_audience(page.id, groups)
            return str(page.id)

    def group(
        self, manager: Visitor, kind: str = "open", *, visible: bool = True, members: Iterable[Visitor] = ()
    ) -> MadeGroup:
        """Start a group, whoever the manager is, and let members in; give its id and its page's."""
        principal = self.principal(manager)
        data = {"name": "Fietsers", "purpose": "Samen naar het werk", "kind": kind, "visible": visible}
        with self.app.app_context(), transaction():
            group_id = found(principal, data, "everyone")
            page_id = str(get_group(principal, group_id).page_id)
            for who in members:
                invite(principal, group_id, who.id)
                join(self.principal(who), group_id)
        return MadeGroup(group_id, page_id)

    def comment(self, parent: str, author: Visitor, source: str = "Hallo", roles: Iterable[str] = ()) -> str:
        """Write a comment below a page or a comment, past the limits; give its id."""
        principal = self.principal(author, roles)
        with self.app.app_context(), transaction():
            return reply(principal, parent, source)

    def comments(self, parent: str, author: Visitor, number: int) -> list[str]:
        """Write `number` comments below `parent` in one transaction; give their ids, oldest first."""
        principal = self.principal(author)
        with self.app.app_context(), transaction():
            return [reply(principal, parent, f"Nummer {place}") for place in range(number)]

    def followers(self, object_id: str, number: int) -> None:
        """Let `number` new people follow something at level all."""
        now = clock.now()
        ids = [new_id() for _ in range(number)]
        person = {"kind": "person", "name": "N. N.", "locale": "nl", "guest": False, "groups_known": True}
        rows: dict[Any, list[dict[str, Any]]] = {
            Object: [{"id": each, "kind": "actor", "tally": {}} for each in ids],
            Actor: [{"id": each, "confirmed_at": now} | person for each in ids],
            Follow: [{"actor_id": each, "object_id": object_id, "level": "all", "at": now} for each in ids],
        }
        with self.app.app_context(), transaction() as current:
            for model, made in rows.items():
                current.execute(insert(model), made)

    def told_of(self, object_id: str) -> int:
        """Count who was told of something."""
        with self.app.app_context():
            found = select(func.count()).select_from(Notification).where(Notification.object_id == object_id)
            return session().scalar(found) or 0

    def rename(self, who: Visitor, name: str) -> None:
        """Let a person's next sign-in bring another name."""
        claims = self.claims_of(who)
        with self.app.app_context(), transaction():
            take_over(Claims(*claims, name=name))

    def claims_of(self, who: Visitor) -> tuple[str, str]:
        """Give issuer and subject of a person."""
        with self.app.app_context():
            known = session().scalars(select(Identity).where(Identity.actor_id == who.id)).one()
            return known.issuer, known.subject

    def principal(self, author: Visitor, roles: Iterable[str] = ()) -> Principal:
        """Give the principal behind a visitor."""
        with self.app.app_context():
            bearer = tokens.find(author.token, author.origin)
        return Principal(bearer.actor_id, bearer.site_id, frozenset(roles) or bearer.roles, bearer.guest)

    def site_named(self, key: str) -> str:
        """Give the id of a site."""
        with self.app.app_context():
            return str(get_site(key).id)
