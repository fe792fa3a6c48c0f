"""The feed over HTTP, and its cards in the reader's language."""

from widget_server.feed.routes import mine
from widget_server.feed.routes.views import blueprint

__all__ = ["blueprint", "mine"]
