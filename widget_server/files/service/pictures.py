"""Images made anew by a program of its own: this process never decodes one, nor holds the library that does."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from widget_server.core.errors import N_, Invalid, Unavailable

PROGRAM = Path(__file__).with_name("picture_program.py")
TOO_MANY_STATUS = 4
PATIENCE_SECONDS = 30
AT_ONCE = 2  # programs of one process: each takes a core, and up to 1 GB
WAIT_SECONDS = 10  # for a turn; a photo of a phone takes less than one
LARGEST = 2048  # pixels of the longest side of what is kept
UNREADABLE = N_("This image cannot be read. Save it again as JPEG, PNG, WebP or GIF.")
TOO_MANY = N_("This image has too many pixels. Make it smaller than 40 million, then try again.")
BUSY = N_("Many images are being made ready at this moment. Try again in %(retry_after_seconds)s seconds.")


class Turns:
    """Lets so many work at once; who does not get a turn in time is refused."""

    def __init__(self, at_once: int, wait_seconds: float) -> None:
        self._free = threading.BoundedSemaphore(at_once)
        self._wait_seconds = wait_seconds

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for a turn and keep it while the block runs. Raises Unavailable."""
        if not self._free.acquire(timeout=self._wait_seconds):
            raise Unavailable("pictures", BUSY, WAIT_SECONDS)
        try:
            yield
        finally:
            self._free.release()


turns = Turns(AT_ONCE, WAIT_SECONDS)


@dataclass(frozen=True, slots=True)
class Picture:
    """What was made of an image: its media type, width and height in pixels."""

    media_type: str
    width: int
    height: int


def remake(given: Path, made: Path) -> Picture:
    """Make an image anew, at most 2048 pixels a side. Raises Invalid, Unavailable."""
    return _run(given, [str(LARGEST)], [made])


def squares(given: Path, sizes: Sequence[int], made: Sequence[Path]) -> None:
    """Make a square WebP of each size of the middle of an image. Raises Invalid, Unavailable."""
    _run(given, [f"s{size}" for size in sizes], made)


def _run(given: Path, sides: Sequence[str], made: Sequence[Path]) -> Picture:
    words = [sys.executable, "-I", str(PROGRAM), str(given), *sides, "--", *map(str, made)]
    try:
        with turns.taken():
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
