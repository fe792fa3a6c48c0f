"""Find people, take over what a sign-in says of them, grant roles, disable."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import delete, func, insert, or_, select

from widget_server.core import clock
from widget_server.core.errors import N_, Invalid, Missing
from widget_server.core.folding import words_of
from widget_server.core.ids import is_id, new_id
from widget_server.db import session
from widget_server.identity.models import ROLES, Actor, ActorGroup, Identity, NameWord, RoleGrant
from widget_server.objects.service import new_object

MAX_NAMED = 10  # people that a refusal names


@dataclass(frozen=True, slots=True)
class Claims:
    """What an issuer says of a person. `groups` None means unknown, never none."""

    issuer: str
    subject: str
    name: str
    email: str | None = None
    department: str | None = None
    job_title: str | None = None
    photo_url: str | None = None
    locale: str | None = None
    guest: bool = False
    groups: frozenset[str] | None = field(default_factory=frozenset)


def find_by_identity(issuer: str, subject: str) -> Actor | None:
    """Give the actor behind an identity, or None (1 query)."""
    joined = select(Actor).join(Identity, Identity.actor_id == Actor.id)
    return session().scalar(joined.where(Identity.issuer == issuer, Identity.subject == subject))


def find_person(word: str) -> Actor:
    """Give the one person that `word` names: an id, a subject or an address (1 query). Raises Missing, Invalid."""
    match = Actor.id == word if is_id(word) else or_(Identity.subject == word, func.lower(Actor.email) == word.lower())
    named = select(Actor).outerjoin(Identity, Identity.actor_id == Actor.id).where(match).distinct().limit(MAX_NAMED)
    found = session().scalars(named).all()
    if not found:
        raise Missing(N_("Nobody is known as %(word)s. People are known from their first sign-in."), word=word)
    if len(found) > 1:
        ids = ", ".join(actor.id for actor in found)
        raise Invalid(N_("%(word)s names several people. Give the id: %(ids)s"), word=word, ids=ids)
    return found[0]


def take_over(claims: Claims, role_of_group: Mapping[str, str] | None = None) -> Actor:
    """Give the actor behind `claims`, made or brought up to date, with groups and roles. A disabled one stays so.

    4 to 11 statements.
    """
    actor = find_by_identity(claims.issuer, claims.subject)
    named = actor.name if actor else None
    if actor is None:
        actor = Actor(id=new_object("actor", None), kind="person", name=claims.name, confirmed_at=clock.now())
        session().add(actor)
        session().flush()
        session().add(Identity(issuer=claims.issuer, subject=claims.subject, actor_id=actor.id))
    for name in ("name", "email", "department", "job_title", "guest"):
        setattr(actor, name, getattr(claims, name))
    actor.claimed_photo_url = claims.photo_url
    if actor.photo_key is None:
        actor.photo_url = claims.photo_url
    actor.locale = claims.locale or actor.locale or "nl"
    actor.groups_known = claims.groups is not None
    actor.confirmed_at = clock.now()
    session().flush()
    if claims.name != named:
        _index_name(actor)
    if claims.groups is not None:
        _set_groups(actor.id, claims.groups, role_of_group or {})
    return actor


def roles_of(actor_id: str, site_id: str) -> frozenset[str]:
    """Give the roles an actor holds on a site (1 query)."""
    held = select(RoleGrant.role).where(
        RoleGrant.actor_id == actor_id, or_(RoleGrant.site_id.is_(None), RoleGrant.site_id == site_id)
    )
    return frozenset(session().scalars(held))


def grant(actor_id: str, role: str, site_id: str | None = None) -> None:
    """Grant a role on a site, or on all; again changes nothing (2 statements). Raises Invalid for an unknown role."""
    if role not in ROLES:
        raise Invalid(errors={"role": [N_("Choose administrator, manager or editor.")]})
    revoke(actor_id, role, site_id)
    session().add(RoleGrant(id=new_id(), actor_id=actor_id, site_id=site_id, role=role, source="grant"))
    session().flush()


def revoke(actor_id: str, role: str, site_id: str | None = None) -> None:
    """Take back a role that was granted (1 statement); what claims gave is the issuer's to take."""
    place = RoleGrant.site_id.is_(None) if site_id is None else RoleGrant.site_id == site_id
    session().execute(
        delete(RoleGrant).where(
            RoleGrant.actor_id == actor_id, RoleGrant.role == role, RoleGrant.source == "grant", place
        )
    )


def set_disabled(actor: Actor, *, disabled: bool) -> None:
    """Disable or enable a person (1 statement); ending their sessions is the caller's."""
    actor.disabled_at = clock.now() if disabled else None
    session().flush()


def _index_name(actor: Actor) -> None:
    session().execute(delete(NameWord).where(NameWord.actor_id == actor.id))
    words = [{"word": word, "actor_id": actor.id} for word in words_of(actor.name)]
    if words:
        session().execute(insert(NameWord), words)


def _set_groups(actor_id: str, groups: Iterable[str], role_of_group: Mapping[str, str]) -> None:
    session().execute(delete(ActorGroup).where(ActorGroup.actor_id == actor_id))
    names = sorted(groups)
    if names:
        session().execute(insert(ActorGroup), [{"actor_id": actor_id, "name": name} for name in names])
    session().execute(delete(RoleGrant).where(RoleGrant.actor_id == actor_id, RoleGrant.source == "claim"))
    roles = {role_of_group[name] for name in names if name in role_of_group}
    for role in sorted(roles & set(ROLES)):
        session().add(RoleGrant(id=new_id(), actor_id=actor_id, site_id=None, role=role, source="claim"))
    session().flush()
