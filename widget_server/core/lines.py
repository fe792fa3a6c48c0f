"""Log lines as JSON: one object a record, whatever library wrote it."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

import orjson

STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonLine(logging.Formatter):
    """Writes a record as one JSON object: event, level, timestamp, logger, and what was given as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line of `record`."""
        said = {
            "event": record.getMessage(),
            "level": record.levelname.lower(),
            "timestamp": datetime.fromtimestamp(record.created, UTC),
            "logger": record.name,
        }
        said |= {name: value for name, value in vars(record).items() if name not in STANDARD}
        if record.exc_info:
            said["exception"] = self.formatException(record.exc_info)
        try:
            return orjson.dumps(said, default=str, option=orjson.OPT_UTC_Z).decode()
        except TypeError:  # half of a surrogate pair, which orjson refuses
            return json.dumps(said, default=str)
