"""The sentences of security/test_nul.py, on PostgreSQL."""

from tests.security.conftest import cast, ids  # noqa: F401 - fixtures
from tests.security.test_nul import *  # noqa: F403
