"""The sentences of contract/test_merging.py, on PostgreSQL."""

from tests.contract.test_merging import *  # noqa: F403
