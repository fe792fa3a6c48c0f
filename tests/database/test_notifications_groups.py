"""The sentences of contract/test_notifications_groups.py, on PostgreSQL."""

from tests.contract.test_notifications_groups import *  # noqa: F403
