"""Bodies of requests: read whole, or refused."""

from __future__ import annotations

from typing import Any

from flask import Request
from werkzeug.exceptions import HTTPException

from widget_server.core.errors import Malformed, TooLarge
from widget_server.web.json import MAX_BODY_BYTES


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
