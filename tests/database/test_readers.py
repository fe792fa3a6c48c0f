"""The sentences of contract/test_readers.py, on PostgreSQL."""

from tests.contract.test_readers import *  # noqa: F403
