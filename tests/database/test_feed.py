"""The sentences of contract/test_feed.py, on PostgreSQL."""

from tests.contract.test_feed import *  # noqa: F403
