"""Two kinds of listener: one may refuse the write, the other cannot harm it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from widget_server.core import events
from widget_server.core.errors import NotAllowed

HAPPENED = events.Happened("a", "s", "p", "create", "o", None, datetime(2026, 11, 23, tzinfo=UTC))


@pytest.fixture(autouse=True)
def _own_listeners() -> Iterator[None]:
    before = list(events.within), list(events.after)
    yield
    events.subscribe(within_transaction=before[0], after_commit=before[1])


def test_a_listener_within_the_transaction_refuses_it() -> None:
    def refuse(_happened: events.Happened) -> None:
        raise NotAllowed

    events.subscribe(within_transaction=[refuse], after_commit=[])
    with pytest.raises(NotAllowed):
        events.tell_within(HAPPENED)


def test_a_listener_after_the_commit_harms_nobody_and_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    heard: list[str] = []

    def fail(_happened: events.Happened) -> None:
        raise RuntimeError("broken")

    events.subscribe(within_transaction=[], after_commit=[fail, lambda happened: heard.append(happened.id)])
    with caplog.at_level(logging.ERROR):
        events.tell_after(HAPPENED)
    assert heard == ["a"]
    assert [(record.message, record.activity) for record in caplog.records] == [("listener_failed", "a")]
