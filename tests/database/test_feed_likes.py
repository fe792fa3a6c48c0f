"""The sentences of contract/test_feed_likes.py, on PostgreSQL."""

from tests.contract.test_feed_likes import *  # noqa: F403
