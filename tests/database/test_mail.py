"""The sentences of contract/test_mail.py, on PostgreSQL."""

from tests.contract.test_mail import *  # noqa: F403
