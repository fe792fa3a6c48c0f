"""Two services on one database and one Redis: what is done at one is heard at the other."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from flask import Flask

from tests.factories import Factory, MadeSite
from tests.helpers.live import Socket, sit
from tests.helpers.redis import running as redis_running
from tests.helpers.service import free_port, serving, until


@pytest.fixture
def database_url(empty_database: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a database of this test's own."""
    shutil.copy(empty_database, tmp_path / "weerklank.db")
    yield f"sqlite:///{tmp_path / 'weerklank.db'}"


def listening(redis_url: str) -> int:
    """Give how many processes listen for what others do."""
    with redis.Redis.from_url(redis_url) as client:
        return sum(number for _, number in client.pubsub_numsub(*client.pubsub_channels()))


def acts(listener: Socket) -> object:
    """Give what a listener hears next; that its process begins to hear of others now is passed over."""
    name, said = listener.event()
    return acts(listener) if name == "again" else said["acts"]


def test_what_is_done_at_one_process_is_heard_once_at_both(
    app: Flask, make: Factory, site: MadeSite, tmp_path: Path
) -> None:
    page, person = make.page(site), make.person()
    token = make.token(person, site)
    with redis_running(tmp_path) as redis_url:
        shared = {"redis_url": redis_url}
        with serving(tmp_path, **shared) as first, serving(tmp_path, **shared) as second:
            first.token = second.token = token
            here, there = sit(first, token, page=page), sit(second, token, page=page)
            until(lambda: listening(redis_url) == 2, "both hear of each other")
            for service in (first, second, first):
                status, comment, _ = service.answer("POST", f"/api/v1/objects/{page}/replies", {"source": "Hallo"})
                assert status == 201
                assert [acts(listener) for listener in (here, there)] == [[["create", comment["id"], 1]]] * 2
            assert [listener.ask("leave", page=page) for listener in (here, there)] == [{}, {}]
            assert (here.heard, there.heard) == ([], [])


def test_who_listened_before_their_process_heard_of_others_is_told_to_ask_again(
    make: Factory, site: MadeSite, tmp_path: Path
) -> None:
    page, token, port = make.page(site), make.token(make.person(), site), free_port()
    shared = {"redis_url": f"redis://127.0.0.1:{port}/0"}
    with serving(tmp_path, **shared) as first, serving(tmp_path, **shared) as second:
        here, there = sit(first, token, page=page), sit(second, token, page=page)
        nobody = sit(second, token)
        for _ in range(2):  # at first, and after Redis was away
            with redis_running(tmp_path, port):
                assert [listener.event() for listener in (here, there)] == [("again", {"spread_seconds": 0.0})] * 2
        assert (nobody.ask("leave", page=page), nobody.heard) == ({}, [])
