"""The sentences of contract/test_jobs.py, on PostgreSQL; and two who take at once."""

from flask import Flask

from tests.contract.test_jobs import *  # noqa: F403
from tests.contract.test_jobs import ANNA, BRAM, Worker
from widget_server.db import db, session, transaction
from widget_server.jobs import service


def test_two_who_take_at_once_take_two(worker: Worker, app: Flask) -> None:
    worker.ask(ANNA, BRAM)
    with app.app_context(), transaction():
        first = service.take()
        with app.app_context(), transaction():
            second = service.take()
            with app.app_context(), transaction():
                assert service.take() is None
        assert first and second
        assert {first.subject, second.subject} == {ANNA, BRAM}
        assert db.engine.dialect.name == "postgresql"
        assert session().in_transaction()
