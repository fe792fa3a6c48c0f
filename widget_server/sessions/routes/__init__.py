"""The addresses of sessions: /oauth for widgets, /auth for people and their issuer."""

from flask import Flask

from widget_server.sessions.routes.guards import resume_here, send_cookie
from widget_server.sessions.routes.logout import blueprint as logout
from widget_server.sessions.routes.oauth import blueprint as oauth
from widget_server.sessions.routes.pages import blueprint as pages

__all__ = ["install", "resume_here", "send_cookie"]


def install(app: Flask) -> None:
    """Give `app` the addresses of sessions."""
    for blueprint in (oauth, pages, logout):
        app.register_blueprint(blueprint)
