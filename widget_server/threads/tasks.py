"""Periodic work on comments."""

from __future__ import annotations

from functools import partial

from widget_server.db import in_batches
from widget_server.threads.service.rendering import render_comments, render_versions

BATCH = 100  # texts in one transaction


def render_again() -> int:
    """Render again what an older renderer wrote; give how many comments and earlier versions."""
    return sum(in_batches(partial(work, BATCH)) for work in (render_comments, render_versions))
