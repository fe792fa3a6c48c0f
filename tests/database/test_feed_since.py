"""The sentences of contract/test_feed_since.py, on PostgreSQL."""

from tests.contract.test_feed_since import *  # noqa: F403
