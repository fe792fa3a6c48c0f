"""The one way to write: `with transaction():` in a route, a job or a command, never in a service."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy.orm import Session

from widget_server.db import reading
from widget_server.db.engine import one_writer
from widget_server.db.models import db

log = logging.getLogger(__name__)
_AFTER = "weerklank_after_commit"


def session() -> Session:
    """Give the session of this request, job or command. What was read without it ends: one connection at a time."""
    reading.release()
    return db.session()


def changed(statement: Any) -> int:
    """Run a statement that changes rows; give how many it did."""
    result: Any = session().execute(statement)
    return int(result.rowcount)


@contextmanager
def transaction() -> Iterator[Session]:
    """Write as one: all of it stands at the end of the block, or nothing does.

    Ends what was read before, so that what the block reads is newer than its lock. What was asked for with
    `after_commit` runs once the write stands; it may fail without harm to the write.
    """
    current = session()
    if current.in_transaction():
        current.commit()
    with one_writer(db.engine):
        current.connection()
        try:
            yield current
            current.commit()
        except BaseException:
            current.info.pop(_AFTER, None)
            current.rollback()
            raise
    for action in current.info.pop(_AFTER, ()):
        _run(action)


@contextmanager
def one_of_many() -> Iterator[Session]:
    """Write as transaction() does, then rest for as long as it took: who waits for an answer comes in between.

    On SQLite a thread of gevent's that writes does not let go by itself.
    """
    began = time.perf_counter()
    with transaction() as current:
        yield current
    time.sleep(time.perf_counter() - began)


def in_batches(work: Callable[[], int]) -> int:
    """Give the sum of what `work` does until it does nothing, each time in a transaction with a rest behind it."""
    total = 0
    while True:
        with one_of_many():
            done = work()
        if done == 0:
            return total
        total += done


def after_commit(action: Callable[[], object]) -> None:
    """Ask for `action` once the running transaction() stands; it does no SQL of its own."""
    session().info.setdefault(_AFTER, []).append(action)


def _run(action: Callable[[], object]) -> None:
    try:
        action()
    except Exception:
        log.exception("after_commit_failed")
