"""The sentences of unit/test_people.py, on PostgreSQL."""

from tests.unit.test_people import *  # noqa: F403
