"""The colleagues that the demo's provider vouches for: a file in the data folder, and their photos beside it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

PEOPLE_FILE = "demo-people.json"
PHOTOS_FOLDER = "demo-photos"
SUBJECT = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
CLAIMS = [
    "name",
    "given_name",
    "family_name",
    "email",
    "department",
    "job_title",
    "groups",
    "locale",
    "picture",
    "guest",
]  # beside `sub`; what the file has more is nobody's business


def load(data: Path) -> list[dict[str, Any]]:
    """Give the people in the order of the file, none when there is no file."""
    file = data / PEOPLE_FILE
    return json.loads(file.read_text("utf-8")) if file.is_file() else []


def find(data: Path, subject: str) -> dict[str, Any] | None:
    """Give one person's claims, `sub` among them."""
    found = next((person for person in load(data) if person["sub"] == subject), None)
    return None if found is None else {"sub": subject} | {name: found[name] for name in CLAIMS if name in found}


def photo(data: Path, subject: str) -> Path | None:
    """Give the file with a person's photo, None without one."""
    file = data / PHOTOS_FOLDER / f"{subject}.svg"
    return file if SUBJECT.fullmatch(subject) and file.is_file() else None
