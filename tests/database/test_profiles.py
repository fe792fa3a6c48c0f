"""The sentences of contract/test_profiles.py, on PostgreSQL."""

from tests.contract.test_profiles import *  # noqa: F403
