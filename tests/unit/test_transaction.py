"""All of it stands, or nothing does; and what waits for the end hears only of what stands."""

from __future__ import annotations

import logging

import pytest
from flask import Flask

from widget_server.db import after_commit, transaction
from widget_server.sites.service import add_site, find_site


def test_what_is_written_in_a_block_stands_after_it(app: Flask) -> None:
    with app.app_context(), transaction():
        add_site("intranet", "De Vries BV")
    with app.app_context():
        assert find_site("intranet") is not None


def test_a_block_that_fails_leaves_nothing(app: Flask) -> None:
    heard: list[str] = []
    with app.app_context():
        with pytest.raises(RuntimeError), transaction():
            add_site("intranet", "De Vries BV")
            after_commit(lambda: heard.append("first"))
            raise RuntimeError
        assert find_site("intranet") is None
        with transaction():
            after_commit(lambda: heard.append("second"))
    assert heard == ["second"]


def test_what_waits_for_the_end_runs_after_it_in_order(app: Flask) -> None:
    seen: list[bool] = []
    with app.app_context(), transaction():
        for _ in range(2):
            after_commit(lambda: seen.append(find_site("intranet") is not None))
        add_site("intranet", "De Vries BV")
        assert seen == []
    assert seen == [True, True]


def test_what_fails_after_the_end_harms_neither_the_write_nor_the_others(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    heard: list[str] = []

    def fail() -> None:
        raise RuntimeError("broken")

    with app.app_context(), caplog.at_level(logging.ERROR):
        with transaction():
            add_site("intranet", "De Vries BV")
            after_commit(fail)
            after_commit(lambda: heard.append("other"))
        assert find_site("intranet") is not None
    assert heard == ["other"]
    assert [record.message for record in caplog.records] == ["after_commit_failed"]
