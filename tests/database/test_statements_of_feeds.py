"""The sentences of house/test_feed_statements.py, on PostgreSQL."""

from tests.house.test_feed_statements import *  # noqa: F403
