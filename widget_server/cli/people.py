"""weerklank person list|grant|revoke|disable|enable, and token."""

from __future__ import annotations

from collections.abc import Callable

import click
from sqlalchemy import select

from widget_server.cli.context import application
from widget_server.db import session, transaction
from widget_server.identity import service
from widget_server.identity.models import ROLES, Actor, RoleGrant
from widget_server.sessions.service import end_sessions_of
from widget_server.sessions.service.tokens import TOKEN_SECONDS, end_of_actor, issue
from widget_server.sites.models import Site
from widget_server.sites.service import get_site


@click.group(short_help="Grant roles, disable leavers.")
def person() -> None:
    """Roles, leavers; people are known from their first sign-in."""


@person.command("list")
def list_people() -> None:
    """Say who is known, with roles; disabled people are marked.

    A role held on one site alone is written role@site.
    """
    with application():
        roles: dict[str, list[str]] = {}
        held = select(RoleGrant.actor_id, RoleGrant.role, Site.key).outerjoin(Site, Site.id == RoleGrant.site_id)
        for actor_id, role, site_key in session().execute(held):
            roles.setdefault(actor_id, []).append(f"{role}@{site_key}" if site_key else role)
        for actor in session().scalars(select(Actor).order_by(Actor.name)):
            marks = [*sorted(roles.get(actor.id, [])), *(["disabled"] if actor.disabled_at else [])]
            told = (actor.id, actor.name, actor.email, actor.department, " ".join(marks))
            click.echo("  ".join(word for word in told if word))


@person.command()
@click.argument("who")
@click.argument("role", type=click.Choice(ROLES))
@click.option("--site", "site_key", help="On this site only.")
def grant(who: str, role: str, site_key: str | None) -> None:
    """Grant a role to WHO (id, subject or e-mail address)."""
    name = _change(who, role, site_key, service.grant)
    click.echo(f"{name} is {_where(role, site_key)} now.")


@person.command()
@click.argument("who")
@click.argument("role", type=click.Choice(ROLES))
@click.option("--site", "site_key", help="On this site only.")
def revoke(who: str, role: str, site_key: str | None) -> None:
    """Take back a role that was granted here."""
    name = _change(who, role, site_key, service.revoke)
    click.echo(f"{name} is {_where(role, site_key)} no more.")


@person.command()
@click.argument("who", nargs=-1, required=True)
def disable(who: tuple[str, ...]) -> None:
    """Disable people (one or a list): they lose everything at once."""
    with application(), transaction():
        people = [service.find_person(word) for word in who]
        for actor in people:
            service.set_disabled(actor, disabled=True)
            end_sessions_of(actor.id)
    for actor in people:
        click.echo(f"{actor.name} is disabled; all sessions have ended.")


@person.command()
@click.argument("who", nargs=-1, required=True)
def enable(who: tuple[str, ...]) -> None:
    """Let disabled people sign in again."""
    with application(), transaction():
        people = [service.find_person(word) for word in who]
        for actor in people:
            service.set_disabled(actor, disabled=False)
    for actor in people:
        click.echo(f"{actor.name} may sign in again.")


@click.command(short_help="Print a ten-minute bearer token, for scripts on this server.")
@click.option("--person", "who", required=True, help="Id, subject or e-mail address.")
@click.option("--site", "site_key", required=True, help="Key of the site.")
def token(who: str, site_key: str) -> None:
    """Print a ten-minute bearer token as the last line, for scripts on this server itself.

    It works only without an Origin header: no page can use it.
    """
    with application(), transaction():
        actor, site = service.find_person(who), get_site(site_key)
        if actor.disabled_at is not None:
            raise click.ClickException(f"{actor.name} is disabled.")
        made = issue(actor.id, site.id, guest=actor.guest)
    click.echo(f"For {actor.name} on {site.name}, good for {TOKEN_SECONDS // 60} minutes:", err=True)
    click.echo(made)


def _change(who: str, role: str, site_key: str | None, act: Callable[[str, str, str | None], None]) -> str:
    """Grant or revoke, as `act` does; give the person's name."""
    with application(), transaction():
        actor = service.find_person(who)
        act(actor.id, role, get_site(site_key).id if site_key else None)
        end_of_actor(actor.id)  # tokens carry roles; the next one has the new ones
        return actor.name


def _where(role: str, site_key: str | None) -> str:
    return f"{role} on {site_key}" if site_key else f"{role} on all sites"


COMMANDS = [person, token]
