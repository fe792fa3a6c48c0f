"""The settings of the running application."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Flask, current_app

from widget_server.core.settings import Settings


def install(app: Flask, settings: Settings) -> None:
    """Keep `settings` with `app`."""
    app.extensions["weerklank_settings"] = settings


def settings() -> Settings:
    """Give the settings of the application at work."""
    found: Settings = current_app.extensions["weerklank_settings"]
    return found


def app_url(object_id: str, site_key: str) -> str:
    """Give where somebody who may read an object of a site reads it in the app, whether or not the host shows it."""
    return f"{settings().public_url.rstrip('/')}/app/t/{object_id}?{urlencode({'site': site_key})}"
