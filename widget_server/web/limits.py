"""How much one person, or one address, may do in a minute: a moving window for each, in memory or in Redis."""

from __future__ import annotations

import time

from flask import Flask, current_app
from limits import RateLimitItemPerMinute
from limits.errors import StorageError
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

from widget_server.core.errors import TooMany, Unavailable

REDIS_SECONDS = 2  # longer is as good as gone


def install(app: Flask, redis_url: str) -> None:
    """Give `app` its windows."""
    storage = (
        storage_from_string(redis_url, wrap_exceptions=True, socket_timeout=REDIS_SECONDS)
        if redis_url
        else MemoryStorage()
    )
    app.extensions["weerklank_limits"] = MovingWindowRateLimiter(storage)


def spend(what: str, per_minute: int, *who: str) -> None:
    """Take one of `per_minute` (0: no limit) for `who`. Raises TooMany; Unavailable when Redis is gone."""
    if not per_minute:
        return
    limiter: MovingWindowRateLimiter = current_app.extensions["weerklank_limits"]
    item = RateLimitItemPerMinute(per_minute)
    try:
        if not limiter.hit(item, what, *who):
            reset = limiter.get_window_stats(item, what, *who).reset_time
            raise TooMany(max(1, round(reset - time.time())))
    except StorageError:
        raise Unavailable("Redis") from None


def is_spent(what: str, per_minute: int, *who: str) -> bool:
    """Tell whether `who` has none of `per_minute` left, and take none; without Redis: no."""
    limiter: MovingWindowRateLimiter = current_app.extensions["weerklank_limits"]
    try:
        return not limiter.test(RateLimitItemPerMinute(per_minute), what, *who)
    except StorageError:
        return False
