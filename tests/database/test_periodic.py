"""The sentences of contract/test_periodic.py, on PostgreSQL."""

from tests.contract.test_periodic import *  # noqa: F403
