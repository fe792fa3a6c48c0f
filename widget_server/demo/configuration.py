"""The configuration of a demo, written into its data folder, where every command of `weerklank` reads it."""

from __future__ import annotations

import json
import os
import secrets
import tomllib
from pathlib import Path
from typing import Any

from widget_server.core.settings import DATA_FILE, PREFIX, BadSetting
from widget_server.demo.intranet import LOOPBACK

MARKER = f"{PREFIX}DEMO"
SECRETS = ("SECRET_KEY", "OIDC_CLIENT_SECRET")
ROLES = "community-managers=manager,intranet-editors=editor,intranet-administrators=administrator"


def stay_here(host: str) -> None:
    """Refuse an address that others can reach. Raises BadSetting."""
    if host not in LOOPBACK:
        raise BadSetting(
            "The demo signs in whoever clicks a face, so it serves this machine only: "
            f"HOST is {LOOPBACK[0]}, not {host}."
        )


def write(data: Path, public_url: str) -> None:
    """Write the demo's settings; addresses follow `public_url`, the secrets stay as they were. Raises BadSetting.

    A folder with settings that are not a demo's is left alone.
    """
    file = data / DATA_FILE
    before = _read(file)
    if before and before.get(MARKER) is not True:
        raise BadSetting(f"{file} is not of a demo. Name another folder for the demo: make run DATA=demo.")
    data.mkdir(parents=True, exist_ok=True)
    values = {
        MARKER: True,
        f"{PREFIX}PUBLIC_URL": public_url,
        f"{PREFIX}OIDC_ISSUER": f"{public_url}/demo-idp",
        f"{PREFIX}OIDC_CLIENT_ID": "weerklank",
        f"{PREFIX}ROLES": ROLES,
    }
    for name in SECRETS:
        values[PREFIX + name] = before.get(PREFIX + name) or secrets.token_urlsafe(48)
    _replace(file, values)


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}
    except tomllib.TOMLDecodeError as error:
        raise BadSetting(f"{file} is not TOML: {error}.") from None


def _replace(file: Path, values: dict[str, Any]) -> None:
    """Write in one step, readable by its owner only: the file holds secrets."""
    lines = ["# Written by `weerklank demo` at each start: what it names below is set anew, the secrets stay."]
    lines += [f"{name} = {json.dumps(value)}" for name, value in values.items()]  # of these, TOML writes the same
    temporary = file.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as opened:
        opened.write("\n".join(lines) + "\n")
    temporary.replace(file)
