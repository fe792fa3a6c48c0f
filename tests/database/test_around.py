"""The sentences of contract/test_around.py, on PostgreSQL."""

from tests.contract.test_around import *  # noqa: F403
