"""The sentences of contract/test_feed_live.py, on PostgreSQL."""

from tests.contract.test_feed_live import *  # noqa: F403
