"""Log lines as JSON by the standard library alone: gunicorn's first process stays small without the application."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime


class JsonLine(logging.Formatter):
    """Writes a record as one JSON object, like those of the application."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line of `record`."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat().replace("+00:00", "Z")
        said = {"event": record.getMessage(), "level": record.levelname.lower(), "timestamp": at, "logger": record.name}
        if record.exc_info:
            said["exception"] = self.formatException(record.exc_info)
        return json.dumps(said)
