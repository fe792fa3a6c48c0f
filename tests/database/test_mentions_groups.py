"""The sentences of contract/test_mentions_groups.py, on PostgreSQL."""

from tests.contract.test_mentions_groups import *  # noqa: F403
