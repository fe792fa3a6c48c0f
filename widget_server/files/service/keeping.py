"""Take a file in, and forget it: what it is, is decided by its content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, or_, select, update

from widget_server.access.policy import Principal
from widget_server.core import clock
from widget_server.core.errors import N_, Conflict, Missing, TooLarge
from widget_server.core.ids import is_id, new_id
from widget_server.core.text import check_line
from widget_server.db import changed, session
from widget_server.files import policy
from widget_server.files.models import File
from widget_server.files.service import documents, pictures
from widget_server.files.service.stores import Store

FORGOTTEN_AT_ONCE = 100  # files in one transaction
EMPTY = N_("This file is empty.")
IMAGE_TOO_LARGE = N_("This image is larger than 5 MB. Make it smaller, then try again.")
WAITING = N_("You have 20 files that wait to be posted. Post or remove some first.")
NOT_THAT_IMAGE = N_("This is not an image that can be read. Take a JPEG, PNG, WebP or GIF.")
_f = File.__table__.c


@dataclass(frozen=True, slots=True)
class Looked:
    """What a file was found to be; `made` is what is kept of it."""

    kind: str
    name: str
    media_type: str
    made: Path
    width: int | None = None
    height: int | None = None


def look(given: Path, name: str) -> Looked:
    """Tell what a file is; an image is made anew beside it. No query. Raises Invalid, TooLarge, Unavailable."""
    base, extension = _name_parts(name)
    size = given.stat().st_size
    if size == 0:
        raise pictures.refused(EMPTY)
    with given.open("rb") as file:
        beginning = file.read(16)
    if policy.is_image(beginning):
        if size > policy.MAX_IMAGE_BYTES:
            raise TooLarge(IMAGE_TOO_LARGE)
        made = given.with_suffix(".made")
        found = pictures.remake(given, made)
        called = f"{base}.{policy.EXTENSION_OF[found.media_type]}"
        return Looked("image", called, found.media_type, made, found.width, found.height)
    if extension in policy.IMAGE_EXTENSIONS:
        raise pictures.refused(NOT_THAT_IMAGE)
    return Looked("document", f"{base}.{extension}", documents.media_type_of(given, extension), given)


def keep(principal: Principal, looked: Looked, store: Store) -> File:
    """Keep a file that was looked at, attached to nothing yet (2 statements). Raises Conflict; OSError of the store."""
    waiting = select(func.count()).where(_f.actor_id == principal.actor_id, _f.object_id.is_(None), ~_is_dropped())
    if (session().scalar(waiting) or 0) >= policy.MAX_WAITING:
        raise Conflict(WAITING)
    file = File(
        id=new_id(),
        site_id=principal.site_id,
        actor_id=principal.actor_id,
        kind=looked.kind,
        name=looked.name,
        media_type=looked.media_type,
        size_bytes=looked.made.stat().st_size,
        width=looked.width,
        height=looked.height,
        created_at=clock.now(),
    )
    store.put(file.id, looked.made)
    session().add(file)
    session().flush()
    return file


def take_back(principal: Principal, file_id: str) -> None:
    """Drop a file of one's own that is attached to nothing yet (1 statement). Raises Missing."""
    mine = (_f.id == file_id, _f.actor_id == principal.actor_id, _f.site_id == principal.site_id)
    gone = update(File.__table__).where(*mine, _f.object_id.is_(None), ~_is_dropped()).values(dropped_at=clock.now())
    if not is_id(file_id) or not changed(gone):
        raise Missing()


def forget_some(store: Store, after: timedelta) -> int:
    """Delete up to 100 files that were dropped, or wait for so long; give how many (2 statements).

    The bytes go first: what fails is tried again the next night. Raises OSError of the store.
    """
    old = _f.created_at < clock.now() - after
    doomed = select(_f.id).where(_f.object_id.is_(None), or_(_is_dropped(), old)).limit(FORGOTTEN_AT_ONCE)
    ids = session().scalars(doomed.with_for_update()).all()
    for file_id in ids:
        store.delete(file_id)
    if ids:
        session().execute(delete(File.__table__).where(_f.id.in_(ids)))
    return len(ids)


def _is_dropped() -> Any:
    return _f.dropped_at.is_not(None)


def _name_parts(name: str) -> tuple[str, str]:
    """Give a name without folders and its extension, in small letters. Raises Invalid."""
    last = name.replace("\\", "/").rpartition("/")[2][-200:]
    base, _, extension = last.rpartition(".") if "." in last else (last, "", "")
    line = check_line(base.strip(" .") or "file", "name", 200)
    return line[: policy.MAX_NAME].strip(" ."), extension.lower()[:8]
