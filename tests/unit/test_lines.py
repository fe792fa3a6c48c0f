"""A record of the log as one JSON object."""

from __future__ import annotations

import json
import logging
import sys
from pathlib import Path

from widget_server.core.lines import JsonLine


def line(message: object, *words: object, exc_info: object = None, **extra: object) -> dict:
    """Give what a record's line says."""
    record = logging.getLogger("a.room").makeRecord(
        "a.room", logging.WARNING, "x.py", 1, message, words, exc_info, extra=extra
    )
    record.created = 0.5
    text = JsonLine().format(record)
    assert "\n" not in text
    return json.loads(text)


def test_a_line_says_event_level_time_and_logger() -> None:
    assert line("%s of %s", 2, "three") == {
        "event": "2 of three",
        "level": "warning",
        "timestamp": "1970-01-01T00:00:00.500000Z",
        "logger": "a.room",
    }


def test_what_was_given_beside_the_event_stands_beside_it() -> None:
    said = line("seen", path=Path("/tmp"), count=3, rule=None)
    assert (said["path"], said["count"], said["rule"]) == ("/tmp", 3, None)


def test_a_fault_brings_its_trace() -> None:
    try:
        raise ValueError("too\nlong")
    except ValueError:
        said = line("fault", exc_info=sys.exc_info())
    assert said["exception"].startswith("Traceback") and said["exception"].endswith("ValueError: too\nlong")


def test_no_text_can_break_a_line_or_lose_it() -> None:
    forged = 'x"}\n{"event": "forged'
    assert line(forged)["event"] == forged
    assert line("half a sign", said="\ud83d")["said"] == "\ud83d"
