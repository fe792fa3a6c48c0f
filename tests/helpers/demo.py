"""A service with the demo's issuer and its people, embedded in the tests' intranet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.helpers.hostpage import Host
from tests.helpers.service import ROOT, Service, free_port, run, serving

PLAIN_NAME = "intranet.test"  # leads here by a rule of the browser; to it, not a secure context
HOSTILE_NAME = "<img src=x onerror=alert(1)>"
PEOPLE = [
    {"sub": "anna", "name": "Anna de Koning", "department": "Logistiek", "email": "anna@example.com", "locale": "en"},
    {"sub": "bram", "name": "Bram Visser", "department": "Finance", "email": "bram@example.com", "locale": "en"},
    {"sub": "carla", "name": "Carla Jansen", "email": "carla@example.com", "locale": "en", "groups": ["community"]},
    {"sub": "noor", "name": "Noor Dekker", "department": "Finance", "email": "noor@example.com", "locale": "en"},
    {"sub": "mallory", "name": HOSTILE_NAME, "department": HOSTILE_NAME, "email": "m@example.com", "locale": "en"},
]


def settings_of(host: Host) -> dict[str, str]:
    """Give the settings of the service that `host` embeds."""
    issuer = {
        "oidc_issuer": f"{host.service}/demo-idp",
        "oidc_client_id": "weerklank",
        "oidc_client_secret": "only-for-tests",
    }
    ours = {"demo": "true", "default_locale": "en", "roles": "community=manager", "edit_quiet_seconds": "0"}
    return {"public_url": host.service, **ours, **issuer}


@contextmanager
def serving_demo(data: Path, host: Host, root: Path = ROOT, **more: str) -> Iterator[Service]:
    """Start the service of `root` with the demo's issuer; its one site is the intranet `host`, by https like that."""
    port = free_port()
    host.service = f"{host.scheme}://weerklank.localhost:{port}"
    settings = settings_of(host) | more
    (data / "demo-people.json").write_text(json.dumps(PEOPLE), "utf-8")
    origins = [f"--origin={host.origin(name)}" for name in ("intranet.localhost", PLAIN_NAME)]
    added = run("site", "add", host.site, "De Vries BV", *origins, "--locale=en", data=data, **settings)
    assert added.returncode == 0, added.stderr
    with serving(data, port=port, tls=host.tls, root=root, **settings) as service:
        yield service
