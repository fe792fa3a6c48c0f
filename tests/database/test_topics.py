"""The sentences of contract/test_topics.py, on PostgreSQL."""

from tests.contract.test_topics import *  # noqa: F403
