"""/healthz (the process), /readyz (database, Redis, migrations), /metrics."""

from __future__ import annotations

from flask import Blueprint, Response

from widget_server.health import service
from widget_server.web import metrics
from widget_server.web.config import settings
from widget_server.web.json import answer

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def get_health() -> Response:
    """Tell that the process answers; touches nothing else."""
    return answer({"status": "ok"})


@blueprint.get("/readyz")
def get_readiness() -> Response:
    """Tell whether a visit can be answered, and if not, why."""
    checks = {"database": service.check_database(), "redis": service.check_redis(settings().redis_url)}
    ready = all(found == "ok" for found in checks.values())
    return answer({"status": "ok" if ready else "not ready", **checks}, 200 if ready else 503)


@blueprint.get("/metrics")
def get_metrics() -> Response:
    """Give the counts in Prometheus' text format; those of jobs stay as they were while the database is away."""
    found = service.look_at_jobs()
    if found:
        for state in ("waiting", "failed", "parked"):
            metrics.jobs.labels(state).set(getattr(found, state))
        metrics.jobs_oldest.set(found.oldest_seconds)
    return metrics.exposition()
