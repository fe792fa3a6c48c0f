"""The sentences of contract/test_webapp.py, on PostgreSQL."""

from tests.contract.test_webapp import *  # noqa: F403
