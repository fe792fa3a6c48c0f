"""What is wrong with the store of files, for `weerklank doctor`."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from widget_server.core.ids import new_id
from widget_server.core.settings import Settings
from widget_server.files.service.choosing import store_of
from widget_server.sessions.service.doctor import Finding

CHECK = "files"
PROBE = b"Written by weerklank doctor, to be deleted.\n"
TODO = (
    "Let WEERKLANK_S3_ACCESS_KEY put, get and delete objects there; 403 also comes of a wrong secret, region or clock."
)


def examine(settings: Settings) -> Finding:
    """Look whether files can be kept: in the data folder, where none is made, or by a small one in the bucket."""
    return _examine_bucket(settings) if settings.s3_endpoint else _examine_folder(settings)


def _examine_bucket(settings: Settings) -> Finding:
    """Write, read and delete a file."""
    store, name = store_of(settings), f"doctor-{new_id()}"
    place = f"{settings.s3_bucket} at {settings.s3_endpoint}"
    try:
        with tempfile.NamedTemporaryFile() as probe:
            probe.write(PROBE)
            probe.flush()
            store.put(name, Path(probe.name))
        kept = b"".join(store.read(name))
        store.delete(name)
    except OSError as fault:
        return Finding(CHECK, False, f"The bucket {place} takes no file: {fault}.", TODO)
    if kept != PROBE:
        return Finding(CHECK, False, f"The bucket {place} gave back something else than it was given.", TODO)
    return Finding(CHECK, True, f"The bucket {place} takes what people attach, gives it back and forgets it.")


def _examine_folder(settings: Settings) -> Finding:
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
