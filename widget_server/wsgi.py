"""The WSGI application, for gunicorn to import."""

from __future__ import annotations

import logging
import os

from widget_server.app import create_app
from widget_server.web import logs

logs.configure(logging.WARNING if os.environ.get("WEERKLANK_LOG_QUIET") else logging.INFO)
app = create_app()
