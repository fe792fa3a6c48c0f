"""Bodies of requests: read whole, or refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Request, current_app, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from widget_server.core.errors import Malformed, TooLarge
from widget_server.web.json import MAX_BODY_BYTES

PIECE_BYTES = 65_536
OWN = "reads_own_body"


class WholeRequest(Request):
    """A request that knows a body in chunks that is cut off, or whose chunks are none."""

    def get_data(self, *options: Any, **named: Any) -> Any:
        """Give the body. Raises Malformed, TooLarge."""
        try:
            body = super().get_data(*options, **named)
        except HTTPException:
            raise
        except Exception:  # each server's parser has an error of its own
            raise Malformed() from None
        if self.content_length is None and len(body) >= MAX_BODY_BYTES:  # Werkzeug cuts chunks off there, and is silent
            raise TooLarge()
        return body


def reads_own_body(view: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a view that reads its body in pieces, when it has looked who sends it."""
    setattr(view, OWN, True)
    return view


def is_read_by_view() -> bool:
    """Tell whether the view of this request reads the body by itself."""
    return hasattr(current_app.view_functions.get(request.endpoint or ""), OWN)


def read_in_pieces(target: Path, most_bytes: int) -> bool:
    """Write the body into a file, a piece at a time; tell whether it was no larger than `most_bytes`.

    Raises Malformed where it is cut off.
    """
    if (request.content_length or 0) > most_bytes:
        return False
    request.max_content_length = most_bytes + 1  # Werkzeug cuts off there: one byte more tells
    written = 0
    with target.open("wb") as file:
        try:
            while piece := request.stream.read(PIECE_BYTES):
                file.write(piece)
                written += len(piece)
        except RequestEntityTooLarge:
            return False
        except (HTTPException, OSError, ValueError):  # each server's parser has an error of its own
            raise Malformed() from None
    return written <= most_bytes
