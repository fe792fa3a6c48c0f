"""Find, add and change sites and their origins."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from sqlalchemy import delete, select

from widget_server.core import clock
from widget_server.core.errors import N_, Conflict, Invalid, Missing
from widget_server.core.ids import new_id
from widget_server.core.text import check_line
from widget_server.db import session, upsert
from widget_server.sites.models import Origin, Site

KEY = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")


def find_site(key: str) -> Site | None:
    """Give the site with this key, or None (1 query)."""
    return session().scalar(select(Site).where(Site.key == key)) if KEY.fullmatch(key) else None


def get_site(key: str) -> Site:
    """Give the site with this key (1 query). Raises Missing."""
    site = find_site(key)
    if site is None:
        raise Missing(N_("There is no site with this key. Check data-site on the script of the page."))
    return site


def is_registered(site_id: str, origin: str | None) -> bool:
    """Tell whether `origin` is registered for the site, character by character (1 query)."""
    return bool(origin) and session().get(Origin, (origin, site_id)) is not None


def is_known(origin: str) -> bool:
    """Tell whether any site has registered `origin` (1 query)."""
    return session().scalar(select(Origin.origin).where(Origin.origin == origin).limit(1)) is not None


def origins_of(site_key: str) -> list[str]:
    """Give the origins registered for the site, sorted; none for an unknown site (1 query)."""
    found = (
        select(Origin.origin).join(Site, Site.id == Origin.site_id).where(Site.key == site_key).order_by(Origin.origin)
    )
    return list(session().scalars(found))


def add_site(key: str, name: str, *, visibility: str = "open", locale: str = "nl", same_site: bool = False) -> Site:
    """Add a site (2 statements). Raises Invalid for what cannot be one, Conflict for a key that is taken."""
    if not KEY.fullmatch(key):
        raise Invalid(errors={"key": [N_("A key is up to 64 small letters, digits and hyphens.")]})
    if visibility not in ("open", "vouched"):
        raise Invalid(errors={"visibility": [N_("Choose open or vouched.")]})
    if find_site(key):
        raise Conflict(N_("There is a site with this key already."))
    site = Site(id=new_id(), key=key, name=check_line(name, "name", 200), visibility=visibility, locale=locale)
    site.same_site, site.created_at = same_site, clock.now()
    session().add(site)
    session().flush()
    return site


def register_origin(site: Site, origin: str) -> None:
    """Register `origin` for the site; again changes nothing (1 statement). Raises Invalid for what is none."""
    checked = check_origin(origin)
    row = {"origin": checked, "site_id": site.id}
    session().execute(upsert(Origin.__table__).values(row).on_conflict_do_nothing())


def remove_origin(site: Site, origin: str) -> None:
    """Take back an origin (1 statement); tokens bound to it are the caller's to end."""
    session().execute(delete(Origin).where(Origin.origin == origin, Origin.site_id == site.id))


def check_origin(origin: str) -> str:
    """Give `origin` as browsers send it. Raises Invalid."""
    problem = Invalid(errors={"origin": [N_("An origin is https://host or https://host:port, without a path.")]})
    try:
        parts = urlsplit(origin)
        port = parts.port
    except ValueError:
        raise problem from None
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query or parts.fragment:
        raise problem
    if parts.username is not None or not re.fullmatch(r"[a-z0-9.-]+|[0-9a-f:]+", parts.hostname):
        raise problem
    return origin_of(parts.scheme, parts.hostname, port)


def origin_of(scheme: str, host: str, port: int | None) -> str:
    """Write an origin (RFC 6454, section 6.1): default ports are left out."""
    shown = f"[{host}]" if ":" in host else host
    default = port is None or port == {"http": 80, "https": 443}[scheme]
    return f"{scheme}://{shown}" if default else f"{scheme}://{shown}:{port}"


def url_origin(url: str) -> str | None:
    """Give the origin of a page's URL, or None for what is not a web address."""
    try:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
            return None
        return origin_of(parts.scheme, parts.hostname, parts.port)
    except ValueError:
        return None
