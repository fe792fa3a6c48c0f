"""One file of /embed, as it is served."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Asset:
    """A file, its media type, and whether its address will ever mean other bytes."""

    path: Path
    media_type: str
    immutable: bool
    encoding: str | None = None
