"""The tables of sessions."""

from widget_server.sessions.models.attempts import SignInAttempt
from widget_server.sessions.models.browsers import BrowserSession, RefreshSecret, SessionPlace, UsedToken
from widget_server.sessions.models.tokens import AccessToken

__all__ = ["AccessToken", "BrowserSession", "RefreshSecret", "SessionPlace", "SignInAttempt", "UsedToken"]
