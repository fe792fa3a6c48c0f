"""The sentences of contract/test_hits.py, on PostgreSQL."""

from tests.contract.test_hits import *  # noqa: F403
