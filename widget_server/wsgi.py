"""The WSGI application, ready to be served."""

from __future__ import annotations

import gc
import logging
import os
import subprocess
import sys

gc.disable()  # while everything is imported: it would look again and again at what stays

from flask import Flask  # noqa: E402

from widget_server import app as composition  # noqa: E402
from widget_server.app import create_app  # noqa: E402
from widget_server.db import migrate  # noqa: E402
from widget_server.jobs.tasks import Dispatcher  # noqa: E402
from widget_server.web import config, logs  # noqa: E402

QUIET = "WEERKLANK_LOG_QUIET"  # from one process to the next; no setting

logs.configure(logging.WARNING if os.environ.get(QUIET) else logging.INFO)
app = create_app()
gc.collect()
gc.freeze()  # nor ever look at it afterwards
gc.enable()


def up_to_date() -> Flask:
    """Give the application, its database brought up to date first, by a process that takes its memory with it."""
    with app.app_context():
        is_behind = migrate.is_behind()
    if is_behind:
        settings = {name: value for name, value in os.environ.items() if name != QUIET}
        words = [sys.executable, "-m", "widget_server", "migrate"]
        done = subprocess.run(words, env=settings, stdout=subprocess.DEVNULL, check=False)  # noqa: S603 - our own
        if done.returncode:
            sys.exit(done.returncode)  # it said why
    return app


def dispatcher() -> Dispatcher | None:
    """Give what does the work that is done later, or None where that is done apart."""
    with app.app_context():
        return composition.dispatcher(app) if config.settings().jobs == "process" else None
