"""The application behind a command."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask

from widget_server.app import create_app
from widget_server.core.settings import Settings, load
from widget_server.db import migrate
from widget_server.web import logs


def settings() -> Settings:
    """Give the settings; unknown names are said on standard error."""
    found, warnings = load(os.environ)
    for warning in warnings:
        click.echo(f"weerklank: {warning}", err=True)
    return found


@contextmanager
def application(*, migrated: bool = True) -> Iterator[Flask]:
    """Give the application, pushed; its database brought up to date first."""
    logs.configure(logging.WARNING)
    app = create_app(settings())
    with app.app_context():
        if migrated and migrate.is_behind():
            migrate.upgrade()
        yield app
