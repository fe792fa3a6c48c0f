"""Cursors: ours are read, others are refused."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.corpus import SQL
from widget_server.core import cursor
from widget_server.core.errors import Invalid


def raw(value: object) -> str:
    """Write a value the way cursors are written."""
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


@given(
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20),
    st.integers(0, 2**31 - 1),
)
def test_a_cursor_is_read_as_it_was_written(word: str, number: int) -> None:
    assert cursor.decode(cursor.encode(word, number), (str, int)) == [word, number]


FORGED = [
    *SQL,
    "!!!",
    "é",
    "=",
    "====",
    raw({}),
    raw([]),
    raw(["a", "b"]),
    raw([1]),
    raw([None]),
    raw([["a"]]),
    raw(["a\0b"]),
    raw(["\ud800"]),
    raw("a"),
    raw([True]),
    "W" * 100_000,
    base64.urlsafe_b64encode(b"[" * 100_000).decode(),
    base64.urlsafe_b64encode(b"\xff\xfe").decode(),
]


@pytest.mark.parametrize("forged", FORGED, ids=range(len(FORGED)))
def test_a_forged_cursor_is_invalid_and_says_so(forged: str) -> None:
    with pytest.raises(Invalid) as caught:
        cursor.decode(forged, (str,))
    assert caught.value.errors == {"cursor": ["This is not a cursor of this list. Start from its first page."]}


@pytest.mark.parametrize("forged", [-1, 2**31, 10**30, True, 1.0, "1"])
def test_a_number_that_no_column_holds_is_invalid(forged: object) -> None:
    with pytest.raises(Invalid):
        cursor.decode(raw([forged]), (int,))


def test_a_moment_is_read() -> None:
    assert cursor.moment("2026-11-23T10:00:00+00:00") == datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    "forged",
    [
        "",
        "yesterday",
        "2026-11-23T10:00:00",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59-14:00",
        "2026-13-01T00:00:00Z",
    ],
)
def test_a_forged_moment_is_invalid(forged: str) -> None:
    with pytest.raises(Invalid):
        cursor.moment(forged)
