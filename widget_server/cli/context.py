"""The settings and the application behind a command. The latter is imported when it is wanted."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from widget_server.core.settings import Settings, load

if TYPE_CHECKING:
    from flask import Flask


def settings() -> Settings:
    """Give the settings; unknown names are said on standard error."""
    found, warnings = load(os.environ)
    for warning in warnings:
        click.echo(f"weerklank: {warning}", err=True)
    return found


@contextmanager
def application(*, migrated: bool = True) -> Iterator[Flask]:
    """Give the application, pushed; its database brought up to date first."""
    from widget_server.app import create_app
    from widget_server.db import migrate
    from widget_server.web import logs

    logs.configure(logging.WARNING)
    app = create_app(settings())
    with app.app_context():
        if migrated and migrate.is_behind():
            migrate.upgrade()
        yield app
