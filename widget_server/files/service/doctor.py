"""What is wrong with the store of files, for `weerklank doctor`."""

from __future__ import annotations

import os
from pathlib import Path

from widget_server.core.settings import Settings
from widget_server.sessions.service.doctor import Finding

CHECK = "files"


def examine(settings: Settings) -> Finding:
    """Look whether this user may keep files in the data folder; keeps none."""
    folder = settings.data / "files"
    place = _standing(folder)
    if os.access(place, os.W_OK | os.X_OK):
        return Finding(CHECK, True, f"{folder} takes what people attach.")
    return Finding(CHECK, False, f"{place} is not this user's to write in.", f"chown -R weerklank: {place}")


def _standing(folder: Path) -> Path:
    """Give the folder, or the nearest above it that is there already: the rest is made with the first file."""
    for place in (folder, *folder.absolute().parents):
        if place.is_dir():
            return place
    return folder
