"""Whether the neighbours that the service cannot do without answer."""

from __future__ import annotations

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from widget_server.db import migrate, session
from widget_server.jobs import service as jobs
from widget_server.jobs.service import Standing


def check_database() -> str:
    """Give ok, or what is wrong with the database (2 queries)."""
    try:
        session().execute(text("SELECT 1"))
        behind = migrate.is_behind()
    except SQLAlchemyError:
        return "unreachable"
    return "migrations pending: run weerklank migrate" if behind else "ok"


def check_redis(url: str) -> str:
    """Give ok, or what is wrong with Redis; not used: ok."""
    if not url:
        return "ok"
    import redis

    try:
        redis.Redis.from_url(url, socket_timeout=2).ping()
    except redis.RedisError:
        return "unreachable"
    return "ok"


def look_at_jobs() -> Standing | None:
    """Give how the queue stands, None where the database does not say (1 query)."""
    try:
        return jobs.standing()
    except SQLAlchemyError:
        return None
