"""The sentences of contract/test_at_once.py, on PostgreSQL."""

from tests.contract.test_at_once import *  # noqa: F403
