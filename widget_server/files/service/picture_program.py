"""Make an image anew: a program of its own, so that a bomb or a flaw in a decoder ends this process and no other.

`python -I picture_program.py GIVEN SIDE... -- MADE...` makes an image of at most SIDE pixels a side for each; with a
SIDE that begins with s, a square. It prints media type, width and height of the first. Ends with 3 where GIVEN is no
image that can be read, with 4 where it has too many pixels. What is made holds pixels and nothing else: no EXIF (its
orientation is applied), no comments, nothing that stood behind the image; of what moves, the first frame.
"""

from __future__ import annotations

import resource
import sys
import warnings
from typing import Any

UNREADABLE, TOO_MANY = 3, 4
MAX_PIXELS = 40_000_000  # a phone of today makes 12 to 50 million; read in 4 bytes each
MEMORY_BYTES = 1_000_000_000
CPU_SECONDS = 15
READS = ("JPEG", "PNG", "WEBP", "GIF")
TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
HOW: dict[str, dict[str, Any]] = {
    "JPEG": {"quality": 85, "optimize": True},
    "PNG": {"optimize": True},
    "WEBP": {"quality": 85},
}


def main(given: str, *words: str) -> int:
    """Do it; give the status to end with."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    from PIL import Image, UnidentifiedImageError  # after the limits

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    between = words.index("--")
    try:
        with Image.open(given, formats=READS) as found:
            _make_all(found, words[:between], words[between + 1 :])
    except (Image.DecompressionBombWarning, Image.DecompressionBombError, MemoryError):
        return TOO_MANY
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError):
        return UNREADABLE  # what the decoders raise at bytes that are not theirs
    return 0


def _make_all(found: Any, sides: tuple[str, ...], targets: tuple[str, ...]) -> None:
    from PIL import ImageOps

    kind = "PNG" if found.format == "GIF" else found.format
    sizes = [int(side.lstrip("s")) for side in sides]
    if found.format == "JPEG":
        found.draft("RGB", (2 * max(sizes), 2 * max(sizes)))  # decodes no more than is kept
    upright = ImageOps.exif_transpose(found)
    clear = "A" in upright.mode or "transparency" in upright.info
    whole = upright.convert("RGBA" if clear and kind != "JPEG" else "RGB")
    told: list[Any] = []
    for side, size, target in zip(sides, sizes, targets, strict=True):
        is_square = side.startswith("s")
        made = ImageOps.fit(whole, (size, size)) if is_square else whole.copy()
        made.thumbnail((size, size))
        made.info = {}
        saved_as = "WEBP" if is_square else kind
        made.save(target, saved_as, **HOW[saved_as])
        told = told or [TYPES[saved_as], made.width, made.height]
    print(*told)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
