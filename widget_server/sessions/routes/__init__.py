"""The addresses of sessions: /oauth for widgets, /auth for people and their issuer."""

from flask import Flask

from widget_server.sessions.routes import logout, oauth, pages
from widget_server.sessions.routes.guards import resume_here, send_cookie

__all__ = ["install", "resume_here", "send_cookie"]


def install(app: Flask) -> None:
    """Give `app` the addresses of sessions."""
    for shelf in (oauth, pages, logout):
        app.register_blueprint(shelf.blueprint)
