"""Writes that may be sent again: the Idempotency-Key of a request."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, request

from widget_server.access.policy import Principal
from widget_server.activities.service import recall, remember
from widget_server.db import transaction
from widget_server.web.json import answer_bytes


def once(principal: Principal, write: Callable[[], tuple[int, bytes]]) -> Response:
    """Answer with status and JSON that `write` gives, in a transaction; under a key it is written once a day."""
    key = request.headers.get("Idempotency-Key")
    with transaction():
        if key is None:
            status, body = write()
            return answer_bytes(body, status)
        asked = b"%s %s\n%s" % (request.method.encode(), request.path.encode(), request.get_data())
        before = recall(principal, key, asked)
        if before is None:
            status, body = write()
            remember(principal, key, asked, (status, body))
            return answer_bytes(body, status)
    response = answer_bytes(before.body, before.status)
    response.headers["Idempotency-Replayed"] = "true"
    return response
