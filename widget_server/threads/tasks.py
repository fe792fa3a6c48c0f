"""Periodic work on comments."""

from __future__ import annotations

from collections.abc import Callable

from widget_server.db import transaction
from widget_server.threads.service.rendering import render_comments, render_versions

BATCH = 100  # texts in one transaction: others write between two


def render_again() -> int:
    """Render again what an older renderer wrote; give how many comments and earlier versions."""
    return _all_of(render_comments) + _all_of(render_versions)


def _all_of(work: Callable[[int], int]) -> int:
    total = 0
    while True:
        with transaction():
            done = work(BATCH)
        total += done
        if done == 0:
            return total
