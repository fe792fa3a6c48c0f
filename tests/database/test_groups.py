"""The sentences of contract/test_groups.py, on PostgreSQL."""

from tests.contract.test_groups import *  # noqa: F403
