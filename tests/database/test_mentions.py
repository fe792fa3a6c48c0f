"""The sentences of contract/test_mentions.py, on PostgreSQL."""

from tests.contract.test_mentions import *  # noqa: F403
