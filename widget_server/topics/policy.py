"""How a topic is found, and who may order topics."""

from __future__ import annotations

import unicodedata

NAME_LENGTH = 60


def fold(label: str) -> str:
    """Give a label as it is looked up: without case and diacritics."""
    parts = unicodedata.normalize("NFKD", label.casefold())
    return unicodedata.normalize("NFC", "".join(sign for sign in parts if not unicodedata.combining(sign)))[
        :NAME_LENGTH
    ]
