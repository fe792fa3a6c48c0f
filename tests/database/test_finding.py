"""The sentences of contract/test_finding.py, on PostgreSQL."""

from tests.contract.test_finding import *  # noqa: F403
