"""Windows of a minute, each for one person and site."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from widget_server.core.errors import TooMany, Unavailable
from widget_server.web import limits

NOON = "2026-11-23T12:00:00+00:00"


def test_what_is_over_the_limit_is_refused_and_says_when_to_come_back(app: Flask) -> None:
    with time_machine.travel(NOON, tick=False) as traveller, app.app_context():
        limits.spend("comments", 2, "anna", "site")
        traveller.shift(timedelta(seconds=20))
        limits.spend("comments", 2, "anna", "site")
        with pytest.raises(TooMany) as caught:
            limits.spend("comments", 2, "anna", "site")
    assert caught.value.retry_after_seconds == 40


def test_the_window_moves(app: Flask) -> None:
    with time_machine.travel(NOON, tick=False) as traveller, app.app_context():
        limits.spend("comments", 1, "anna", "site")
        traveller.shift(timedelta(seconds=61))
        limits.spend("comments", 1, "anna", "site")
        with pytest.raises(TooMany):
            limits.spend("comments", 1, "anna", "site")


def test_each_person_site_and_purpose_has_a_window_of_its_own(app: Flask) -> None:
    with app.app_context():
        for what, who, site in (
            ("comments", "anna", "a"),
            ("comments", "anna", "b"),
            ("comments", "bram", "a"),
            ("reactions", "anna", "a"),
        ):
            limits.spend(what, 1, who, site)


def test_a_refused_one_does_not_lengthen_the_wait(app: Flask) -> None:
    with time_machine.travel(NOON, tick=False) as traveller, app.app_context():
        limits.spend("comments", 1, "anna", "site")
        for _ in range(5):
            traveller.shift(timedelta(seconds=10))
            with pytest.raises(TooMany):
                limits.spend("comments", 1, "anna", "site")
        traveller.shift(timedelta(seconds=11))
        limits.spend("comments", 1, "anna", "site")


def test_no_limit_is_no_limit(app: Flask) -> None:
    with app.app_context():
        for _ in range(500):
            limits.spend("comments", 0, "anna", "site")


def test_looking_whether_any_is_left_takes_none(app: Flask) -> None:
    with time_machine.travel(NOON, tick=False) as traveller, app.app_context():
        looked = [limits.is_spent("logouts", 1, "address") for _ in range(5)]
        limits.spend("logouts", 1, "address")
        assert [*looked, limits.is_spent("logouts", 1, "address")] == [False] * 5 + [True]
        traveller.shift(timedelta(seconds=61))
        assert not limits.is_spent("logouts", 1, "address")


def test_without_redis_it_fails_closed_and_names_it(app: Flask) -> None:
    limits.install(app, "redis://127.0.0.1:1/0")
    with app.app_context(), pytest.raises(Unavailable) as caught:
        limits.spend("comments", 5, "anna", "site")
    assert caught.value.neighbour == "Redis"
