"""Periodic work on pages."""

from __future__ import annotations

from datetime import timedelta

from widget_server.db import transaction
from widget_server.pages.service import drop_unlisted

UNLISTED_FOR = timedelta(days=30)  # after its last visit, a page on which nobody did anything goes


def forget_unlisted() -> int:
    """Delete the pages that were visited once and never used; give how many."""
    total = 0
    while True:
        with transaction():
            gone = drop_unlisted(UNLISTED_FOR)
        total += gone
        if gone == 0:
            return total
