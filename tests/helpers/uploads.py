"""Files as people send them."""

from __future__ import annotations

import io
from typing import Any
from urllib.parse import quote

from PIL import Image
from werkzeug.test import TestResponse

from tests.helpers.http import Visitor

BYTES = "application/octet-stream"


def image(kind: str, size: tuple[int, int], mode: str = "RGB") -> bytes:
    """Give an image of one colour."""
    made = io.BytesIO()
    Image.new(mode, size).save(made, kind)
    return made.getvalue()


def upload(who: Visitor, content: bytes, name: str, kind: str = BYTES) -> TestResponse:
    """Send a file."""
    return who.post(f"/files?name={quote(name)}", data=content, headers={"Content-Type": kind})


def uploaded(who: Visitor, content: bytes, name: str) -> dict[str, Any]:
    """Send a file that is taken; give what the service says of it."""
    answer = upload(who, content, name)
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


BESIDE = "Zie de bijlage"  # what is said with a file


def attached(who: Visitor, page: str) -> str:
    """Post a comment with a file; give the file's id."""
    file = uploaded(who, b"tekst", "a.txt")["id"]
    answer = who.post(f"/objects/{page}/replies", {"source": BESIDE, "files": [{"id": file}]})
    assert answer.status_code == 201, answer.text
    return str(file)
