"""The photo that a person gave: two squares under a name of chance, in front of what the issuer says.

An `<img>` on the host's page sends no token, so the name is what lets it be read: 160 bits that only colleagues who
are signed in are told, new with each photo, and worth nothing once the photo is taken away or its person has left.
docs/install.md says what that leaves open. Kept is the path: where the service stands is said when it is read.
"""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, select, update

from widget_server.access.policy import Principal
from widget_server.core.errors import Invalid, Missing, TooLarge
from widget_server.db import Prepared, after_commit, session
from widget_server.files.policy import MAX_IMAGE_BYTES, is_image
from widget_server.files.service import Store
from widget_server.files.service.keeping import IMAGE_TOO_LARGE, NOT_THAT_IMAGE
from widget_server.files.service.pictures import squares
from widget_server.identity.models import Actor

SIZES = (96, 256)  # pixels: beside what one writes, sharp on a phone; and on one's card
KEY_BYTES = 20
KEY = re.compile(rf"[0-9a-f]{{{2 * KEY_BYTES}}}")
_a = Actor.__table__.c
_STANDS = Prepared(select(_a.id).where(_a.photo_key == bindparam("key"), _a.disabled_at.is_(None), _a.kind == "person"))


def make_squares(given: Path) -> list[Path]:
    """Make the squares of a photo beside it. No query. Raises Invalid, TooLarge, Unavailable."""
    if given.stat().st_size > MAX_IMAGE_BYTES:
        raise TooLarge(IMAGE_TOO_LARGE)
    with given.open("rb") as file:
        if not is_image(file.read(16)):
            raise Invalid(NOT_THAT_IMAGE, errors={"file": [NOT_THAT_IMAGE]})
    made = [given.with_suffix(f".{size}") for size in SIZES]
    squares(given, SIZES, made)
    return made


def set_photo(principal: Principal, made: list[Path], store: Store) -> None:
    """Show a photo in place of one's own before, or the issuer's (2 statements). Raises OSError of the store."""
    key = secrets.token_hex(KEY_BYTES)
    for size, path in zip(SIZES, made, strict=True):
        store.put(name_of(key, size), path)
    _replace(principal, store, {"photo_key": key, "photo_url": _path(key, SIZES[0])})


def drop_photo(principal: Principal, store: Store) -> None:
    """Take one's own photo away; the issuer's shows again, if there is one (2 statements)."""
    _replace(principal, store, {"photo_key": None, "photo_url": _a.claimed_photo_url})


def check_photo(key: str) -> None:
    """Check that a photo is still shown by somebody who is here (1 query). Raises Missing."""
    if not KEY.fullmatch(key) or _STANDS.first(key=key) is None:
        raise Missing()


def large_photo(actor: Actor) -> str | None:
    """Give the address of a person's photo as their card shows it: their own in its larger square."""
    if actor.photo_key is None or actor.photo_url is None:
        return actor.photo_url
    return actor.photo_url.removesuffix(_path(actor.photo_key, SIZES[0])) + _path(actor.photo_key, SIZES[1])


def name_of(key: str, size: int) -> str:
    """Give the name of a square in the store."""
    return f"{size}-{key}"


def _path(key: str, size: int) -> str:
    return f"/photos/{key}/{size}"


def _replace(principal: Principal, store: Store, values: dict[str, Any]) -> None:
    before = session().scalar(select(_a.photo_key).where(_a.id == principal.actor_id).with_for_update())
    session().execute(update(Actor.__table__).where(_a.id == principal.actor_id).values(values))
    if before:
        after_commit(lambda: _forget(before, store))


def _forget(key: str, store: Store) -> None:
    for size in SIZES:
        store.delete(name_of(key, size))
