"""What the app says of itself: its site, its manifest (W3C Web Application Manifest), and the files that it keeps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from sqlalchemy import select

from widget_server.core.errors import N_, Missing
from widget_server.db import session
from widget_server.sites.models import Site
from widget_server.sites.service import find_site

START = "/app"
COLOURS = {"light": "#ffffff", "dark": "#191c1f"}  # of the card on which the widgets stand
ICONS = (("icon-192.png", 192, "any"), ("icon-512.png", 512, "any"), ("maskable-512.png", 512, "maskable"))
UNKNOWN = N_("No intranet with this key is at home here. Look at the address again.")
SEVERAL = N_("More than one intranet is at home here: add ?site= and the key of yours to the address.")


def site_of(key: str | None) -> Site:
    """Give the site with this key; without one the only site there is (1 query). Raises Missing."""
    if key:
        known = find_site(key)
        if known is None:
            raise Missing(UNKNOWN)
        return known
    found = session().scalars(select(Site).order_by(Site.created_at).limit(2)).all()
    if len(found) != 1:
        raise Missing(SEVERAL)
    return found[0]


def manifest(site: Site, locale: str, say: Callable[[str], str]) -> dict[str, Any]:
    """Give the manifest of a site's app in a language; it names the site: a second one may come."""
    query = f"?{urlencode({'site': site.key})}"
    icons = [
        {"src": f"{START}/static/{name}", "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}
        for name, side, purpose in ICONS
    ]
    return {
        "id": f"{START}{query}",
        "name": f"Weerklank · {site.name}",
        "short_name": "Weerklank",
        "description": say(N_("What happens on your intranet, and what concerns you.")),
        "lang": locale,
        "dir": "ltr",
        "start_url": f"{START}{query}",
        "scope": START,
        "display": "standalone",
        "theme_color": COLOURS["light"],
        "background_color": COLOURS["light"],
        "icons": icons,
        "shortcuts": [
            {"name": say(N_("Notifications")), "url": f"{START}{query}#notifications", "icons": icons[:1]},
        ],
    }
