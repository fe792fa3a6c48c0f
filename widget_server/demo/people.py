"""The people of the demo company, as its identity provider knows them."""

from __future__ import annotations

import json
import shutil
import tomllib
from pathlib import Path
from typing import Any

from widget_server.demo import places
from widget_server.demo_idp.people import PEOPLE_FILE, PHOTOS_FOLDER


def load() -> list[dict[str, Any]]:
    """Give everybody, in the order of the sign-in page, claims without the picture. Raises places.NoExamples."""
    rows = tomllib.loads((places.company() / "people.toml").read_text("utf-8"))["person"]
    return [_claims(row) for row in rows]


def follows() -> list[tuple[str, list[str]]]:
    """Give who follows whom. Raises places.NoExamples."""
    rows = tomllib.loads((places.company() / "follows.toml").read_text("utf-8"))["follow"]
    return [(row["who"], row["people"]) for row in rows]


def write(data: Path, service_url: str) -> None:
    """Put people and photos into the folder `data`, where the demo's identity provider reads them."""
    rows = [{**person, "picture": f"{service_url}/demo-idp/photos/{person['sub']}.svg"} for person in load()]
    (data / PEOPLE_FILE).write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf-8")
    shutil.copytree(places.company() / "photos", data / PHOTOS_FOLDER, dirs_exist_ok=True)


def _claims(row: dict[str, Any]) -> dict[str, Any]:
    guest = row.get("guest", False)
    mail_host = "northlight.example" if guest else "devries.example"
    return {
        "sub": row["sub"],
        "name": f"{row['given_name']} {row['family_name']}",
        "given_name": row["given_name"],
        "family_name": row["family_name"],
        "email": f"{row['sub']}@{mail_host}",
        "department": row["department"],
        "job_title": row["job_title"],
        "groups": row["groups"],
        "locale": row["locale"],
        "guest": guest,
    }
