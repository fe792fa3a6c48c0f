"""The sentences of contract/test_replies.py, on PostgreSQL."""

from tests.contract.test_replies import *  # noqa: F403
