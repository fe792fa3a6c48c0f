"""The sentences of contract/test_posts.py, on PostgreSQL."""

from tests.contract.test_posts import *  # noqa: F403
