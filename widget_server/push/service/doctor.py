"""What is wrong with push, for `weerklank doctor`."""

from __future__ import annotations

from urllib.parse import urlsplit

from widget_server.core.settings import Settings
from widget_server.push.service.keys import application_server_key
from widget_server.sessions.service.doctor import Finding

CHECK = "push"


def examine(settings: Settings) -> Finding:
    """Look whether browsers can be pushed to: by https only, but on this machine; asks no push service."""
    parts = urlsplit(settings.public_url)
    here = parts.hostname in ("localhost", "127.0.0.1", "::1") or (parts.hostname or "").endswith(".localhost")
    if parts.scheme != "https" and not here:
        todo = "Put the service behind https, and write that in WEERKLANK_PUBLIC_URL."
        return Finding(CHECK, False, "Browsers take no push and install no app over plain http.", todo)
    key = application_server_key(settings.secret_key)
    return Finding(CHECK, True, f"Off until a device asks for it at /app; push services know us by {key[:12]}….")
