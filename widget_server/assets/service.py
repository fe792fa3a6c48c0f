"""Find the files of /embed: in the built folder when it stands for today's sources, else the sources themselves."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

from widget_server.assets.models import Asset

HERE = Path(__file__).resolve().parent
SOURCES = HERE.parents[1] / "embed_js"  # absent when installed from a wheel
BUILT = HERE / "built"
LOADER = "weerklank.js"
MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css"}
ENCODINGS = (("br", ".br"), ("gzip", ".gz"))
PARTS = ("core", "elements", "i18n", "mains", "parts", "styles")  # what a browser may load of the sources
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
VERSION = re.compile(r"[0-9a-f]{10}")


def version_of(folder: Path) -> str:
    """Give the version of sources: ten hexadecimal digits over every name and byte of them."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".js", ".mjs", ".css"):
            digest.update(f"{path.relative_to(folder)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()[:10]


@cache
def built_version() -> str | None:
    """Give the version to serve built, None to serve the sources as they are.

    A build older than the sources beside it is left alone: whoever edits a module sees the edit.
    """
    found = BUILT / "version"
    if not found.is_file():
        return None
    version = found.read_text().strip()
    if SOURCES.is_dir() and version_of(SOURCES) != version:
        return None
    return version if VERSION.fullmatch(version) else None


def find_loader(accepted: frozenset[str]) -> Asset | None:
    """Give the loader; a short address that means a newer one after every upgrade. `accepted`: content encodings."""
    version = built_version()
    if version:
        return _packed(BUILT / version / LOADER, accepted, immutable=False)
    return _plain(SOURCES / "loader.js")


def find_built(version: str, name: str, accepted: frozenset[str]) -> Asset | None:
    """Give a built file. A page loaded before an upgrade gets today's files under yesterday's name, uncached."""
    today = built_version()
    if not today or not VERSION.fullmatch(version) or not NAME.fullmatch(name):
        return None
    return _packed(BUILT / today / name, accepted, immutable=version == today)


def find_source(part: str, name: str) -> Asset | None:
    """Give a module as it is written, while nothing is built."""
    if built_version() or part not in PARTS or not NAME.fullmatch(name):
        return None
    return _plain(SOURCES / part / name)


def find_frame(name: str, accepted: frozenset[str]) -> Asset | None:
    """Give the script or the style of the frame's page."""
    version = built_version()
    return _packed(BUILT / version / name, accepted, immutable=False) if version else _plain(SOURCES / name)


def _plain(path: Path) -> Asset | None:
    media_type = MEDIA_TYPES.get(path.suffix)
    return Asset(path, media_type, immutable=False) if media_type and path.is_file() else None


def _packed(path: Path, accepted: frozenset[str], *, immutable: bool) -> Asset | None:
    """Give the smallest form of a built file that the browser takes."""
    media_type = MEDIA_TYPES.get(path.suffix)
    if media_type is None or not path.is_file():
        return None
    for encoding, suffix in ENCODINGS:
        packed = path.with_name(path.name + suffix)
        if encoding in accepted and packed.is_file():
            return Asset(packed, media_type, immutable, encoding)
    return Asset(path, media_type, immutable)
