"""The sentences of identity/test_sessions.py, on PostgreSQL."""

from tests.identity.test_sessions import *  # noqa: F403
