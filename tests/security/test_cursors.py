"""Cursors that nobody was given: keys of every sort in every list, which is a refusal or a list and never a fault."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from tests.security.conftest import Cast
from tests.security.routes import TABLE

LISTS = sorted({row.path for row in TABLE if row.method == "GET"})
KEYS: tuple[Any, ...] = (
    ["\ud800"],
    ["\ud800", "x"],
    ["x", "\udfff\ud800"],
    ["2026-01-01T00:00:00+00:00", "\ud800"],
    ["9999-12-31T23:59:59+00:00", "~"],
    ["0001-01-01T00:00:00+00:00", ""],
    ["x" * 200],
    [2**31 - 1],
    [1e400],
    {"a": 1},
)


def written(keys: Any) -> str:
    """Give keys as a cursor."""
    return base64.urlsafe_b64encode(json.dumps(keys).encode()).decode().rstrip("=")


@pytest.mark.parametrize("path", LISTS)
def test_a_forged_cursor_is_never_a_fault(cast: Cast, ids: dict[str, str], path: str) -> None:
    asked = path.format(**ids)
    for keys in KEYS:
        answer = cast["manager"].get(f"{asked}{'&' if '?' in asked else '?'}cursor={written(keys)}")
        assert answer.status_code in (200, 403, 404, 422), (keys, answer.text)
