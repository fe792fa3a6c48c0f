"""The sentences of contract/test_boot.py, on PostgreSQL."""

from tests.contract.test_boot import *  # noqa: F403
