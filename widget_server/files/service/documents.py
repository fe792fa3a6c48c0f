"""Documents: the content must be what the name says, whole, and nothing beside it. They are never opened here.

Read are a few bytes and the list of what an archive holds; nothing is unpacked but one part of 100 bytes.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from widget_server.core.errors import N_
from widget_server.files import policy
from widget_server.files.service.pictures import refused

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # MS-CFB, section 2.2
ZIP, ZIP_END = b"PK\x03\x04", b"PK\x05\x06"
ZIP_END_BYTES = 22  # of the record that ends an archive without a comment
TAIL_BYTES = 1024  # in which a PDF says that it ends (ISO 32000-1, annex H.3.4.4)
MAX_PARTS = 10_000  # of an archive
SPACES = frozenset(b"\t\n\r\f\x1b")
NOT_TAKEN = N_("Files of this kind are not taken. Send an image, a PDF, an office document or plain text.")
NOT_ITS_NAME = N_("What is in this file is not what its name says. Save it again under the right name.")
MACROS = N_("This document holds macros. Save it without them, then try again.")


def media_type_of(path: Path, extension: str) -> str:
    """Give the media type of a document whose content is what its extension says. Raises Invalid."""
    if extension in policy.PDF:
        return _checked(policy.PDF[extension], right=_is_pdf(path))
    if extension in policy.TEXTS:
        return _checked(policy.TEXTS[extension], right=_is_text(path))
    if extension in policy.OLD_OFFICE:
        return _checked(policy.OLD_OFFICE[extension], right=_beginning(path).startswith(COMPOUND))
    if extension in policy.OFFICE:
        media_type, folder = policy.OFFICE[extension]
        return _checked(media_type, right=_is_office(path, folder))
    if extension in policy.OPEN:
        return _checked(policy.OPEN[extension], right=_is_open(path, policy.OPEN[extension]))
    raise refused(NOT_TAKEN)


def _checked(media_type: str, *, right: bool) -> str:
    if not right:
        raise refused(NOT_ITS_NAME)
    return media_type


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(16)


def _end(path: Path, count: int) -> bytes:
    with path.open("rb") as file:
        file.seek(-min(count, path.stat().st_size), 2)
        return file.read()


def _is_pdf(path: Path) -> bool:
    """Tell whether a file begins and ends as a PDF, so that nothing else stands behind it."""
    end = _end(path, TAIL_BYTES)
    _, mark, rest = end.rpartition(b"%%EOF")
    return _beginning(path).startswith(b"%PDF-") and bool(mark) and not rest.strip(b"\r\n\0 ")


def _is_text(path: Path) -> bool:
    """Tell whether a file holds no byte that text has no use for, in whatever encoding that keeps ASCII."""
    return not any(byte < 32 and byte not in SPACES for byte in set(path.read_bytes()))


def _parts(path: Path) -> tuple[list[str], bytes] | None:
    """Give the names in an archive and its first part's beginning; None where it is not an archive and nothing else."""
    if not _beginning(path).startswith(ZIP) or not _end(path, ZIP_END_BYTES).startswith(ZIP_END):
        return None
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if not parts or len(parts) > MAX_PARTS or min(part.header_offset for part in parts) != 0:
                return None
            first = min(parts, key=lambda part: part.header_offset)
            stored = first.compress_type == zipfile.ZIP_STORED and first.file_size <= 100
            return [part.filename for part in parts], archive.read(first) if stored else b""
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        return None


def _is_office(path: Path, folder: str) -> bool:
    names, _ = _parts(path) or ([], b"")
    if any(name.rpartition("/")[2].lower() == "vbaproject.bin" for name in names):
        raise refused(MACROS)
    return "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)


def _is_open(path: Path, media_type: str) -> bool:
    _, first = _parts(path) or ([], b"")
    return first == media_type.encode()
