"""Where the bytes of files stand: in a folder of this machine, or a bucket (bucket.py)."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

CHUNK_BYTES = 262_144


class Store(Protocol):
    """Keeps bytes under names of our own making: letters, digits, - and . only."""

    def put(self, name: str, source: Path) -> None:
        """Keep what a file holds. Raises OSError."""

    def read(self, name: str) -> Iterator[bytes]:
        """Give the bytes in pieces. Raises OSError, before the first piece."""

    def delete(self, name: str) -> None:
        """Forget a name; one that is not there is no fault. Raises OSError."""


class Folder:
    """A folder of this machine, with 1,024 folders in it so that none grows beyond measure."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, name: str, source: Path) -> None:
        """Keep what a file holds: whole or not at all, and only for this service to read."""
        target = self._place(name)
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = target.with_suffix(".new")
        shutil.copyfile(source, made)
        os.replace(made, target)

    def read(self, name: str) -> Iterator[bytes]:
        """Give the bytes in pieces."""
        file = self._place(name).open("rb")
        return _pieces(file)

    def delete(self, name: str) -> None:
        """Delete it."""
        self._place(name).unlink(missing_ok=True)

    def _place(self, name: str) -> Path:
        return self.root / place_of(name)


def place_of(name: str) -> str:
    """Give where a name stands, the same in a folder and a bucket: the end of an id is chance."""
    return f"{name.partition('.')[0][-2:]}/{name}"


def _pieces(file: object) -> Iterator[bytes]:
    with file as opened:  # type: ignore[attr-defined]
        while piece := opened.read(CHUNK_BYTES):
            yield piece
