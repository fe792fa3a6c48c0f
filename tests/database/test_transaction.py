"""The sentences of unit/test_transaction.py, on PostgreSQL."""

from tests.unit.test_transaction import *  # noqa: F403
