"""The settings of the running application."""

from __future__ import annotations

from flask import Flask, current_app

from widget_server.core.settings import Settings


def install(app: Flask, settings: Settings) -> None:
    """Keep `settings` with `app`."""
    app.extensions["weerklank_settings"] = settings


def settings() -> Settings:
    """Give the settings of the application at work."""
    found: Settings = current_app.extensions["weerklank_settings"]
    return found
