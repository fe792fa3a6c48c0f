"""The sentences of contract/test_boot_groups.py, on PostgreSQL."""

from tests.contract.test_boot_groups import *  # noqa: F403
