"""The sentences of contract/test_push.py, on PostgreSQL."""

from tests.contract.test_push import *  # noqa: F403
