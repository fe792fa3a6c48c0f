"""The sentences of contract/test_threads.py, on PostgreSQL."""

from tests.contract.test_threads import *  # noqa: F403
