"""The WSGI application, for gunicorn to import."""

from __future__ import annotations

import gc
import logging
import os

gc.disable()  # while everything is imported: it would look again and again at what stays

from flask import Flask  # noqa: E402

from widget_server.app import create_app  # noqa: E402
from widget_server.db import migrate  # noqa: E402
from widget_server.web import logs  # noqa: E402

logs.configure(logging.WARNING if os.environ.get("WEERKLANK_LOG_QUIET") else logging.INFO)
app = create_app()
gc.collect()
gc.freeze()  # nor ever look at it afterwards
gc.enable()


def up_to_date() -> Flask:
    """Give the application, its database brought up to date first."""
    with app.app_context():
        if migrate.is_behind():
            migrate.upgrade()
    return app
