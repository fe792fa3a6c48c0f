"""The WSGI application, for gunicorn to import."""

from __future__ import annotations

import logging
import os

from flask import Flask

from widget_server.app import create_app
from widget_server.db import migrate
from widget_server.web import logs

logs.configure(logging.WARNING if os.environ.get("WEERKLANK_LOG_QUIET") else logging.INFO)
app = create_app()


def up_to_date() -> Flask:
    """Give the application, its database brought up to date first."""
    with app.app_context():
        if migrate.is_behind():
            migrate.upgrade()
    return app
