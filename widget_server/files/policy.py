"""Which files are taken, and how large."""

from __future__ import annotations

MAX_IMAGE_BYTES = 5_000_000
MAX_BYTES = 20_000_000
MAX_FILES = 10  # on one comment
MAX_WAITING = 20  # of one person, uploaded and not yet posted
MAX_ALT = 500  # characters
MAX_NAME = 100

# What the first bytes say of an image. The extension is not asked: what is kept is made anew.
_IMAGE_BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
IMAGE_EXTENSIONS = frozenset({"jpg", "jpeg", "jfif", "png", "gif", "webp"})
EXTENSION_OF = {"image/jpeg": "jpg", "image/png": "png", "image/webp": "webp"}

_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."
PDF = {"pdf": "application/pdf"}
TEXTS = {"txt": "text/plain", "md": "text/markdown", "csv": "text/csv"}
# By the folder that the words, cells or slides stand in (ECMA-376, part 2).
OFFICE = {
    "docx": (_OOXML + "wordprocessingml.document", "word/"),
    "xlsx": (_OOXML + "spreadsheetml.sheet", "xl/"),
    "pptx": (_OOXML + "presentationml.presentation", "ppt/"),
}
# By what stands in their first part (OpenDocument 1.3, part 2, section 3.3).
OPEN = {"odt": _ODF + "text", "ods": _ODF + "spreadsheet", "odp": _ODF + "presentation"}
# By the beginning of a compound file.
OLD_OFFICE = {"doc": "application/msword", "xls": "application/vnd.ms-excel", "ppt": "application/vnd.ms-powerpoint"}


def is_image(beginning: bytes) -> bool:
    """Tell whether the first 12 bytes are those of an image that we read."""
    return beginning.startswith(_IMAGE_BEGINNINGS) or (beginning[:4] == b"RIFF" and beginning[8:12] == b"WEBP")
