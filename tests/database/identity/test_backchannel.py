"""The sentences of identity/test_backchannel.py, on PostgreSQL."""

from tests.identity.test_backchannel import *  # noqa: F403
