"""The sentences of contract/test_digest.py, on PostgreSQL."""

from tests.contract.test_digest import *  # noqa: F403
