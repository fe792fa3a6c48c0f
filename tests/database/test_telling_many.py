"""The sentences of contract/test_telling_many.py, on PostgreSQL."""

from tests.contract.test_telling_many import *  # noqa: F403
