"""The sentences of contract/test_counts.py, on PostgreSQL."""

from tests.contract.test_counts import *  # noqa: F403
