"""A PostgreSQL that goes away and comes back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from psycopg import sql
from werkzeug.test import TestResponse

from tests.helpers.http import Visitor, fault
from tests.helpers.postgres import Server

# Waits for the end of each, milliseconds: a signal alone is slower than the next request.
CUT = sql.SQL("SELECT pg_terminate_backend(pid, 30000) FROM pg_stat_activity WHERE datname LIKE 'test_%'")


@pytest.mark.parametrize(
    ("act", "status"),
    [
        (lambda who, page: who.get(f"/objects/{page}/reactions"), 200),
        (lambda who, page: who.post(f"/objects/{page}/replies", {"source": "x"}), 201),
    ],
)
def test_a_connection_that_was_cut_is_unavailable_once_and_good_again(
    postgres: Server, anna: Visitor, page: str, act: Callable[[Visitor, str], TestResponse], status: int
) -> None:
    assert act(anna, page).status_code == status
    postgres.run(CUT)
    assert fault(act(anna, page)) == (503, "unavailable")
    assert act(anna, page).status_code == status
