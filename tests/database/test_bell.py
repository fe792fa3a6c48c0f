"""The sentences of contract/test_bell.py, on PostgreSQL."""

from tests.contract.test_bell import *  # noqa: F403
