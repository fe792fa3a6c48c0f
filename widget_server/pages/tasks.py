"""Periodic work on pages."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from widget_server.db import in_batches
from widget_server.pages.service import drop_unlisted

UNLISTED_FOR = timedelta(days=30)  # after its last visit, a page on which nobody did anything goes


def forget_unlisted() -> int:
    """Delete the pages that were visited and never used; give how many."""
    return in_batches(partial(drop_unlisted, UNLISTED_FOR))
