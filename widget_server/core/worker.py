"""gunicorn's gevent worker, ending at once when it has nothing to do.

A proxy keeps its connections open, and gunicorn waits for those like for requests that it is answering: a restart
behind nginx would refuse everybody for the whole graceful timeout.
"""

from __future__ import annotations

import gc
import signal
from types import TracebackType
from typing import Any

import gevent
from gunicorn.workers.ggevent import GeventWorker

IDLE_SECONDS = 1.0  # what has arrived of a request's head by then is a request; what has not will be sent elsewhere


class Worker(GeventWorker):
    """Lets go, on SIGTERM, of connections on which no request has begun; whoever has begun one gets its answer."""

    def __init__(self, *words: Any, **options: Any) -> None:
        super().__init__(*words, **options)
        self.waits: set[Wait] = set()
        gc.freeze()  # before the fork: what the collector leaves alone, both processes go on sharing

    def init_process(self) -> None:
        """Begin to serve. SIGTERM is heard from here on; gunicorn would lose one that comes before its own handlers."""
        signal.signal(signal.SIGTERM, self._note_exit)
        super().init_process()

    def _note_exit(self, _sig: int, _frame: object) -> None:
        self.alive = False

    def timeout_ctx(self) -> Wait:
        """Give what stands around the wait for a request."""
        return Wait(self.waits, self.cfg.keepalive)

    def handle_exit(self, sig: int, frame: object) -> None:
        """Begin to end."""
        super().handle_exit(sig, frame)
        gevent.spawn_later(IDLE_SECONDS, self.let_go)

    def let_go(self) -> None:
        """End every wait, as its timeout would."""
        for wait in list(self.waits):
            gevent.kill(wait.greenlet, wait.timeout)


class Wait:
    """A wait for the next request on a connection, at most `seconds`; one of `waits` meanwhile."""

    __slots__ = ("greenlet", "timeout", "waits")

    def __init__(self, waits: set[Wait], seconds: float) -> None:
        self.waits = waits
        self.timeout = gevent.Timeout(seconds, False)

    def __enter__(self) -> None:
        self.greenlet = gevent.getcurrent()
        self.waits.add(self)
        self.timeout.__enter__()

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> Any:
        self.waits.discard(self)
        return self.timeout.__exit__(kind, fault, trace)
