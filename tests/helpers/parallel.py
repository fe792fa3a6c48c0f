"""Many at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


def at_once(calls: list[Callable[[], T]], threads: int = 20) -> list[T]:
    """Run calls in `threads` threads that start together; give what they gave, in order."""
    start = threading.Barrier(min(threads, len(calls)))
    waiting = threading.local()

    def run(call: Callable[[], T]) -> T:
        if not hasattr(waiting, "done"):
            waiting.done = True
            start.wait(30)
        return call()

    with ThreadPoolExecutor(start.parties) as pool:
        return list(pool.map(run, calls))
