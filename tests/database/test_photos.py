"""The sentences of contract/test_photos.py, on PostgreSQL."""

from tests.contract.test_photos import *  # noqa: F403
