"""The sentences of contract/test_feed_pages.py, on PostgreSQL."""

from tests.contract.test_feed_pages import *  # noqa: F403
