"""Threads kept as bytes: exactly their version, not too long, and not too many."""

from __future__ import annotations

from datetime import timedelta

import pytest

from widget_server.core import clock
from widget_server.core.packing import Block
from widget_server.threads.service.kept import Kept, Store


def a_thread(version: int = 1, size_bytes: int = 100) -> Kept:
    """Give a kept thread of a size."""
    return Kept(version, clock.now(), Block(b"x" * size_bytes, b""), b"", frozenset(), {})


@pytest.mark.parametrize(("page", "sort", "version"), [("b", "oldest", 1), ("a", "newest", 1), ("a", "oldest", 2)])
def test_another_page_sort_or_version_is_not_what_is_kept(page: str, sort: str, version: int) -> None:
    store, thread = Store(1000), a_thread()
    store.put("a", "oldest", thread)
    assert store.get("a", "oldest", 1) is thread
    assert store.get(page, sort, version) is None


def test_what_is_kept_is_given_for_ten_minutes() -> None:
    store, thread = Store(1000), a_thread()
    store.put("a", "oldest", thread)
    with clock.moved(timedelta(minutes=9, seconds=59)):
        assert store.get("a", "oldest", 1) is thread
    with clock.moved(timedelta(minutes=10, seconds=1)):
        assert store.get("a", "oldest", 1) is None


def test_over_the_limit_the_least_recently_read_goes_first() -> None:
    store = Store(300)
    for page in "abc":
        store.put(page, "oldest", a_thread())
    store.get("a", "oldest", 1)
    store.put("d", "oldest", a_thread())
    assert [key[0] for key in store.kept] == ["c", "a", "d"]
    assert store.size_bytes == 300


def test_a_thread_kept_again_counts_once_and_one_dropped_not_at_all() -> None:
    store = Store(1000)
    store.put("a", "oldest", a_thread(1, 100))
    store.put("a", "oldest", a_thread(2, 250))
    assert store.size_bytes == 250
    for _ in range(2):
        store.drop("a", "oldest")
    assert (store.size_bytes, list(store.kept)) == (0, [])


def test_a_thread_larger_than_all_room_is_not_kept() -> None:
    store = Store(300)
    store.put("a", "oldest", a_thread(1, 301))
    assert (store.size_bytes, list(store.kept)) == (0, [])
