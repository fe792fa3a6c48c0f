"""The sentences of identity/test_sign_in.py, on PostgreSQL."""

from tests.identity.test_sign_in import *  # noqa: F403
