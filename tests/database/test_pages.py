"""The sentences of contract/test_pages.py, on PostgreSQL."""

from tests.contract.test_pages import *  # noqa: F403
