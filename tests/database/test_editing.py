"""The sentences of contract/test_editing.py, on PostgreSQL."""

from tests.contract.test_editing import *  # noqa: F403
