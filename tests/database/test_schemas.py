"""The sentences of contract/test_schemas.py, on PostgreSQL."""

from tests.contract.test_schemas import *  # noqa: F403
