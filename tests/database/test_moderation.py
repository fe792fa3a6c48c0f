"""The sentences of contract/test_moderation.py, on PostgreSQL."""

from tests.contract.test_moderation import *  # noqa: F403
