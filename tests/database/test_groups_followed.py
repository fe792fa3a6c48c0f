"""The sentences of contract/test_groups_followed.py, on PostgreSQL."""

from tests.contract.test_groups_followed import *  # noqa: F403
