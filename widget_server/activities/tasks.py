"""Periodic work on the log."""

from __future__ import annotations

from widget_server.activities.service import forget_old
from widget_server.db import transaction


def forget_answers() -> int:
    """Delete the answers that were kept for repeats for a day; give how many."""
    with transaction():
        return forget_old()
