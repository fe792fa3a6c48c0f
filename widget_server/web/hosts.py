"""Under which names the service answers: its public one, and this machine's own.

A name of somebody else's that leads here makes a page of theirs look like one of ours to a browser (DNS rebinding).
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from flask import Flask, request

from widget_server.core.errors import N_, Malformed

THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
WATCHED = ("/healthz", "/readyz", "/metrics")  # by watchdogs, which ask by whatever address they know


def install(app: Flask, public_url: str) -> None:
    """Let `app` refuse requests that name another host."""

    def check() -> None:
        if not is_ours(request.host, public_url) and request.path not in WATCHED:
            raise Malformed(
                N_("The service is not known by this name. Its operator: WEERKLANK_PUBLIC_URL and Host must agree.")
            )

    app.before_request(check)


@lru_cache(maxsize=64)
def is_ours(host: str, public_url: str) -> bool:
    """Tell whether `host`, as a request names it, is the service's own name."""
    return urlsplit(f"//{host}").hostname in {urlsplit(public_url).hostname, *THIS_MACHINE}
