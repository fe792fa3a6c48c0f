"""The sentences of contract/test_files.py, on PostgreSQL."""

from tests.contract.test_files import *  # noqa: F403
