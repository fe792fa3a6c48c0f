"""The sentences of contract/test_following_lists.py, on PostgreSQL."""

from tests.contract.test_following_lists import *  # noqa: F403
