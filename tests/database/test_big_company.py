"""The sentences of demo/test_big_company.py, on PostgreSQL."""

from tests.demo.test_big_company import *  # noqa: F403
