"""What sessions can do: tokens, grants, OIDC, logout."""

from widget_server.sessions.service.logout import end_sessions_of, end_sessions_of_origin

__all__ = ["end_sessions_of", "end_sessions_of_origin"]
