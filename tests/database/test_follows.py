"""The sentences of contract/test_follows.py, on PostgreSQL."""

from tests.contract.test_follows import *  # noqa: F403
