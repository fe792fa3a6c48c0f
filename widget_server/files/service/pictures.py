"""Images made anew by a program of its own: this process never decodes one, nor holds the library that does."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from widget_server.core.errors import N_, Invalid

PROGRAM = Path(__file__).with_name("picture_program.py")
TOO_MANY_STATUS = 4
PATIENCE_SECONDS = 30
LARGEST = 2048  # pixels of the longest side of what is kept
UNREADABLE = N_("This image cannot be read. Save it again as JPEG, PNG, WebP or GIF.")
TOO_MANY = N_("This image has too many pixels. Make it smaller than 40 million, then try again.")


@dataclass(frozen=True, slots=True)
class Picture:
    """What was made of an image: its media type, width and height in pixels."""

    media_type: str
    width: int
    height: int


def remake(given: Path, made: Path) -> Picture:
    """Make an image anew, at most 2048 pixels a side. Raises Invalid."""
    return _run(given, [str(LARGEST)], [made])


def squares(given: Path, sizes: Sequence[int], made: Sequence[Path]) -> None:
    """Make a square WebP of each size of the middle of an image. Raises Invalid."""
    _run(given, [f"s{size}" for size in sizes], made)


def _run(given: Path, sides: Sequence[str], made: Sequence[Path]) -> Picture:
    words = [sys.executable, "-I", str(PROGRAM), str(given), *sides, "--", *map(str, made)]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)  # noqa: S603 - words of our own
    except subprocess.TimeoutExpired:
        raise refused(TOO_MANY) from None
    if done.returncode == TOO_MANY_STATUS or done.returncode < 0:  # below 0: ended by a limit
        raise refused(TOO_MANY)
    if done.returncode:
        raise refused(UNREADABLE)
    media_type, width, height = done.stdout.split()
    return Picture(media_type, int(width), int(height))


def refused(message: str) -> Invalid:
    """Give the refusal of a file."""
    return Invalid(message, errors={"file": [message]})
