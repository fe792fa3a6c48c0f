"""Sign-in on PostgreSQL: the fixtures of tests/identity, on the `database_url` of this group."""

from tests.identity.conftest import *  # noqa: F403
