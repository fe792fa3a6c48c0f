"""weerklank person list|grant|revoke|disable|enable, and token."""

from __future__ import annotations

import click
from sqlalchemy import select

from widget_server.cli.context import application
from widget_server.db import session, transaction
from widget_server.identity import service
from widget_server.identity.models import ROLES, Actor, RoleGrant
from widget_server.sessions.service import end_sessions_of
from widget_server.sessions.service.tokens import TOKEN_SECONDS, end_of_actor, issue
from widget_server.sites.service import get_site


@click.group(short_help="Grant roles, disable leavers.")
def person() -> None:
    """Roles, leavers; people are known from their first sign-in."""


@person.command("list")
def list_people() -> None:
    """Say who is known, with roles; disabled people are marked."""
    with application():
        roles: dict[str, list[str]] = {}
        for grant in session().scalars(select(RoleGrant)):
            roles.setdefault(grant.actor_id, []).append(grant.role)
        for actor in session().scalars(select(Actor).order_by(Actor.name)):
            marks = [*sorted(roles.get(actor.id, [])), *(["disabled"] if actor.disabled_at else [])]
            click.echo(f"{actor.id}  {actor.name}  {actor.department or ''}  {' '.join(marks)}".rstrip())


@person.command()
@click.argument("who")
@click.argument("role", type=click.Choice(ROLES))
@click.option("--site", "site_key", help="On this site only.")
def grant(who: str, role: str, site_key: str | None) -> None:
    """Grant a role to WHO (id, subject or e-mail address)."""
    _change(who, role, site_key, service.grant)
    click.echo(f"{who} is {role} now.")


@person.command()
@click.argument("who")
@click.argument("role", type=click.Choice(ROLES))
@click.option("--site", "site_key", help="On this site only.")
def revoke(who: str, role: str, site_key: str | None) -> None:
    """Take back a role that was granted here."""
    _change(who, role, site_key, service.revoke)
    click.echo(f"{who} is {role} no more.")


@person.command()
@click.argument("who", nargs=-1, required=True)
def disable(who: tuple[str, ...]) -> None:
    """Disable people (one or a list): they lose everything at once."""
    with application(), transaction():
        for word in who:
            actor = service.find_person(word)
            service.set_disabled(actor, disabled=True)
            end_sessions_of(actor.id)
            click.echo(f"{actor.name} is disabled; all sessions have ended.")


@person.command()
@click.argument("who", nargs=-1, required=True)
def enable(who: tuple[str, ...]) -> None:
    """Let disabled people sign in again."""
    with application(), transaction():
        for word in who:
            actor = service.find_person(word)
            service.set_disabled(actor, disabled=False)
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


def _change(who: str, role: str, site_key: str | None, act) -> None:  # type: ignore[no-untyped-def] # grant or revoke
    with application(), transaction():
        actor = service.find_person(who)
        act(actor.id, role, get_site(site_key).id if site_key else None)
        end_of_actor(actor.id)  # tokens carry roles; the next one has the new ones


COMMANDS = [person, token]
