"""The sentences of contract/test_reactions.py, on PostgreSQL."""

from tests.contract.test_reactions import *  # noqa: F403
