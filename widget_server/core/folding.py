"""Names as one looks for them: without accents, in small letters, word by word."""

from __future__ import annotations

import re
import unicodedata

MAX_WORD = 60  # characters of a word that is looked for
MAX_WORDS = 8  # of one name, or of one question
# Letters that Unicode does not take apart, as a person without them on the keyboard types them.
_ALONE = str.maketrans({"ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
_BETWEEN = re.compile(r"[\s\-‐-―/_,()\[\]]+")


def fold(text: str) -> str:
    """Give `text` without accents and in small letters: "José" and "JOSE" are the same."""
    apart = unicodedata.normalize("NFKD", text).casefold().translate(_ALONE)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def words_of(text: str) -> list[str]:
    """Give the folded words of a name or a question, at most 8, each letters and figures only: "o'brien" is obrien."""
    words = ("".join(sign for sign in word if sign.isalnum()) for word in _BETWEEN.split(fold(text)))
    return list(dict.fromkeys(word[:MAX_WORD] for word in words if word))[:MAX_WORDS]
