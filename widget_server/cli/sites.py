"""weerklank site add|list|origin|remove-origin."""

from __future__ import annotations

import click
from sqlalchemy import select

from widget_server.cli.context import application
from widget_server.db import session, transaction
from widget_server.sites import service
from widget_server.sites.models import Site


@click.group(short_help="Register intranets and the origins of their pages.")
def site() -> None:
    """Sites: the intranets whose pages carry the widgets, and the origins of those pages."""


@site.command(short_help="Add a site.")
@click.argument("key")
@click.argument("name")
@click.option(
    "--origin", "origins", multiple=True, help="An origin of its pages, as https://intranet.example.com; repeatable."
)
@click.option(
    "--visibility",
    type=click.Choice(["open", "vouched"]),
    default="open",
    show_default=True,
    help="Who reads its pages.",
)
@click.option(
    "--locale", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help="The language of its pages."
)
@click.option("--same-site", is_flag=True, help="The service stands on the intranet's own registrable domain.")
def add(key: str, name: str, origins: tuple[str, ...], visibility: str, locale: str, same_site: bool) -> None:  # noqa: PLR0913, PLR0917 - click's
    """Add a site: its KEY goes into data-site on the pages, its NAME is what people see.

    open: everybody who signed in reads every page, guests not. vouched: the CMS says who reads
    which page; comes later.
    """
    with application(), transaction():
        made = service.add_site(key, name, visibility=visibility, locale=locale, same_site=same_site)
        for origin in origins:
            service.register_origin(made, origin)
    click.echo(
        f'Site {key} is there. On its pages: <script async src="…/embed/weerklank.js" data-site="{key}"></script>'
    )
    if not origins:
        click.echo(f"It has no origin yet: weerklank site origin {key} https://intranet.example.com")


@site.command("list")
def list_sites() -> None:
    """Say which sites there are, and their origins."""
    with application():
        for found in session().scalars(select(Site).order_by(Site.key)):
            click.echo(f"{found.key}  {found.name}  ({found.visibility})")
            for origin in service.origins_of(found.key):
                click.echo(f"    {origin}")


@site.command()
@click.argument("key")
@click.argument("origin")
@click.option("--remove", is_flag=True, help="Take it back; sessions begun from it end.")
def origin(key: str, origin: str, remove: bool) -> None:
    """Register an origin of a site's pages, or take it back."""
    with application(), transaction():
        found = service.get_site(key)
        if remove:
            from widget_server.sessions.service import end_sessions_of_origin

            service.remove_origin(found, origin)
            end_sessions_of_origin(found.id, origin)
        else:
            service.register_origin(found, origin)
    click.echo(f"{origin} is {'no origin' if remove else 'an origin'} of {key} now.")


COMMANDS = [site]
