"""The sentences of identity/test_claims.py, on PostgreSQL."""

from tests.identity.test_claims import *  # noqa: F403
