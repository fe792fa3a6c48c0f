"""Logs: one JSON object a line, on standard error; no bodies, no tokens, no addresses of people."""

from __future__ import annotations

import logging
import sys
from typing import Any

import orjson
import structlog
from flask import g, has_request_context


def configure(level: int = logging.INFO) -> None:
    """Send the house's and the libraries' logs through one JSON line each."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    lines: list[Any] = [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.JSONRenderer(serializer=_line),
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=_shared(), processors=lines))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    logging.getLogger("alembic").setLevel(logging.WARNING)  # else it says what it found at each look at the revision


def _shared() -> list[Any]:
    return [
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _with_request_id,
        structlog.processors.format_exc_info,
    ]


def _line(event: Any, **_options: Any) -> str:
    return orjson.dumps(event, default=str).decode()


def _with_request_id(_logger: object, _name: str, event: dict) -> dict:
    if has_request_context() and "request_id" not in event:
        event["request_id"] = g.get("request_id")
    return event
