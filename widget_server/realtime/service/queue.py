"""Between the processes of one service: what happened in one is told in all, through Redis.

What travels is the activity's ids, not a packet: each process asks for its own sockets who may read. What others did
before this one listened, or while Redis was away, is lost here: whoever is connected then is told to ask for it.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

import gevent
import orjson

from widget_server.core.events import Happened
from widget_server.core.ids import new_id

PATIENCE_SECONDS = 2  # longer is as good as gone
RETRY_SECONDS = (1, 2, 5, 10, 30)
log = logging.getLogger(__name__)


class Queue:
    """A channel of Redis that the processes of one service share; `name` tells services on one Redis apart."""

    def __init__(self, url: str, name: str) -> None:
        self.url, self.channel, self.me = url, f"weerklank-live {name}", new_id()
        self._client: Any = None

    def send(self, happened: Happened) -> None:
        """Send to the others, later: whoever wrote does not wait for Redis."""
        gevent.spawn(self._publish, happened)

    def listen(self, hear: Callable[[Happened], None], begun: Callable[[], None]) -> None:
        """Hand what others send to `hear`, for ever; a Redis that is away is asked again, and the log says so once.

        `begun` is called whenever nothing is lost from then on: at first, and after Redis was away.
        """
        failures = 0
        while True:
            try:
                with self._connected(None).pubsub() as subscribed:
                    subscribed.subscribe(self.channel)
                    for message in subscribed.listen():
                        failures = 0
                        if message["type"] == "message":
                            self._take(message["data"], hear)
                        else:
                            begun()
            except Exception as fault:
                if not failures:
                    log.warning("live_queue_unreachable", extra={"reason": type(fault).__name__})
                gevent.sleep(RETRY_SECONDS[min(failures, len(RETRY_SECONDS) - 1)])
                failures += 1

    def _publish(self, happened: Happened) -> None:
        if self._client is None:
            self._client = self._connected(PATIENCE_SECONDS)
        try:
            self._client.publish(self.channel, orjson.dumps({"from": self.me, **asdict(happened)}))
        except Exception as fault:
            log.warning("live_queue_unreachable", extra={"reason": type(fault).__name__})

    def _take(self, data: bytes, hear: Callable[[Happened], None]) -> None:
        said = orjson.loads(data)
        if said.pop("from") != self.me:
            hear(Happened(**said | {"at": datetime.fromisoformat(said["at"])}))

    def _connected(self, patience_seconds: int | None) -> Any:
        import redis

        return redis.Redis.from_url(self.url, socket_timeout=patience_seconds, socket_connect_timeout=PATIENCE_SECONDS)
