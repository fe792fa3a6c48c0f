"""The sentences of contract/test_notifications.py, on PostgreSQL."""

from tests.contract.test_notifications import *  # noqa: F403
