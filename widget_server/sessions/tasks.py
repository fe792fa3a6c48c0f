"""Periodic work on sessions."""

from __future__ import annotations

from widget_server.db import transaction
from widget_server.sessions.service import browsers, logout, tokens


def forget_dead() -> int:
    """Delete tokens, sessions and used logout tokens that are over; give how many."""
    with transaction():
        return tokens.purge() + browsers.purge() + logout.purge()
