"""Build the demo in the service's database: its site, people and pages; again changes nothing but addresses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, update

from widget_server.access.policy import Principal
from widget_server.core import clock
from widget_server.core.settings import Settings
from widget_server.db import migrate, session, transaction
from widget_server.demo import dates, people, seeding
from widget_server.demo.pages import Host, Intranet
from widget_server.demo_idp import people as provided
from widget_server.identity import service as identity
from widget_server.identity.models import Identity
from widget_server.pages.models import Page, PageUrl
from widget_server.pages.service import PageRef, resolve
from widget_server.sessions.service import claims
from widget_server.sites import service as sites
from widget_server.sites.models import Site

SITE_KEY = "intranet"
COMPANY = "De Vries BV"
BEFORE_ALL = timedelta(days=60)  # the pages were there before the oldest comment
INTRANET_HOST = "//intranet.localhost"

Say = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the demo stands today, as browsers see it; no slash at the end."""

    service: str
    intranet: str


def prepare(settings: Settings, addresses: Addresses, say: Say) -> date:
    """Bring the database to a demo on these addresses; give the day it was built (within an application context)."""
    if migrate.is_behind():
        say("Making the database.")
        migrate.upgrade()
    people.write(settings.data, addresses.service)
    with transaction():
        site, is_new = _site()
        _follow(site, addresses, settings.oidc_issuer)
        principals = _people(site, settings)
        if is_new:
            say("Writing the conversations of the demo.")
            seeding.write(principals, _pages(site, addresses))
        return dates.of(site.created_at)


def _site() -> tuple[Site, bool]:
    found = sites.find_site(SITE_KEY)
    return (found, False) if found else (sites.add_site(SITE_KEY, COMPANY), True)


def _follow(site: Site, addresses: Addresses, issuer: str) -> None:
    """Let origins, pages and people follow when the demo starts on other ports than last time."""
    for origin in sites.origins_of(SITE_KEY):
        if INTRANET_HOST in origin and origin != addresses.intranet:
            sites.remove_origin(site, origin)
            for table, column in ((Page, Page.url), (PageUrl, PageUrl.url)):
                moved = func.replace(column, f"{origin}/", f"{addresses.intranet}/")
                session().execute(update(table).where(column.startswith(f"{origin}/")).values(url=moved))
    sites.register_origin(site, addresses.intranet)
    others = Identity.issuer.endswith("/demo-idp") & (Identity.issuer != issuer)
    session().execute(update(Identity).where(others).values(issuer=issuer))


def _people(site: Site, settings: Settings) -> dict[str, Principal]:
    """Take everybody over as their sign-in would; give who may act, by subject."""
    principals = {}
    for person in provided.load(settings.data):
        told = claims.read(settings.oidc_issuer, person, settings.oidc_groups_claim)
        actor = identity.take_over(told, settings.roles)
        roles = identity.roles_of(actor.id, site.id)
        principals[person["sub"]] = Principal(actor.id, site.id, roles, actor.guest)
    return principals


def _pages(site: Site, addresses: Addresses) -> dict[str, str]:
    """Make the intranet's pages, as a first visit would; give their ids by the intranet's own."""
    intranet = Intranet(Host(addresses.intranet, addresses.service, dates.of(site.created_at)))
    with clock.moved(-BEFORE_ALL):
        refs = [PageRef(key, f"{addresses.intranet}/{key}", intranet.title(key)) for key in intranet.with_talk()]
        return {ref.key: str(resolve(site.id, site.visibility, ref).id) for ref in refs}
