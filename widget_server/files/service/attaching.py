"""Files and what they are attached to: the room of that object says so here, and says when it hides or goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select, update

from widget_server.access.policy import Principal
from widget_server.core import clock
from widget_server.core.errors import N_, Invalid
from widget_server.core.ids import is_id
from widget_server.core.text import check_line
from widget_server.db import Prepared, session
from widget_server.files.models import File
from widget_server.files.policy import MAX_ALT, MAX_FILES
from widget_server.files.service.reading import file_data

TOO_MANY = N_("Attach at most 10 files.")
GONE = N_("One of these files is not here any more. Attach it again.")
DESCRIBE = N_("Say what this image shows, or that it only decorates.")
_f = File.__table__.c
_ATTACH = Prepared(
    update(File.__table__)
    .where(_f.id == bindparam("file"))
    .values(object_id=bindparam("object"), alt=bindparam("said"))
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file that is to be attached; `alt` is what an image shows, empty where it only decorates."""

    id: str
    alt: str | None = None


def attach(principal: Principal, object_id: str, wanted: Sequence[Wanted]) -> list[dict[str, Any]] | None:
    """Attach files of one's own to an object; give them as its readers see them, None for none (2 statements).

    Raises Invalid, where one is not there or attached already, or an image has no description.
    """
    if not wanted:
        return None
    if len(wanted) > MAX_FILES:
        raise Invalid(TOO_MANY, errors={"files": [TOO_MANY]})
    found = _waiting(principal, [each.id for each in wanted])
    if len(found) != len(wanted):
        raise Invalid(GONE, errors={"files": [GONE]})
    said = {each.id: _alt_of(found[each.id], each.alt) for each in wanted}
    _ATTACH.run_many([{"file": file_id, "object": object_id, "said": alt} for file_id, alt in said.items()])
    return [file_data(found[each.id], said[each.id]) for each in wanted]


def withdraw(object_id: str) -> None:
    """Let nobody read the files of an object while it is hidden (1 statement)."""
    session().execute(update(File.__table__).where(_f.object_id == object_id).values(withdrawn_at=clock.now()))


def restore(object_id: str) -> None:
    """Let readers of an object read its files again (1 statement)."""
    session().execute(update(File.__table__).where(_f.object_id == object_id).values(withdrawn_at=None))


def drop(object_id: str) -> None:
    """Take the files of an object away for good; their bytes go at night (1 statement)."""
    gone = {"object_id": None, "dropped_at": clock.now()}
    session().execute(update(File.__table__).where(_f.object_id == object_id).values(gone))


def _waiting(principal: Principal, ids: Sequence[str]) -> dict[str, Any]:
    mine = (_f.actor_id == principal.actor_id, _f.site_id == principal.site_id)
    found = select(File.__table__).where(
        _f.id.in_([each for each in ids if is_id(each)]), *mine, _f.object_id.is_(None), _f.dropped_at.is_(None)
    )
    return {row.id: row for row in session().execute(found.with_for_update())}


def _alt_of(file: Any, alt: str | None) -> str | None:
    """Give what an image is said to show; documents have their name. Raises Invalid."""
    if file.kind != "image":
        return None
    if alt is None:
        raise Invalid(DESCRIBE, errors={"files": [DESCRIBE]})
    return check_line(alt, "files", MAX_ALT) if alt.strip() else ""
