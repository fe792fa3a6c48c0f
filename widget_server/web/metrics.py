"""Counts for operators, in Prometheus' text format: requests by route and status, never by person."""

from __future__ import annotations

from flask import Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.process_collector import ProcessCollector

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "HEAD")
registry = CollectorRegistry()
ProcessCollector(registry=registry)
requests = Counter("weerklank_requests", "Requests answered", ["method", "route", "status"], registry=registry)
duration = Histogram(
    "weerklank_request_seconds",
    "Seconds a request took",
    ["route"],
    registry=registry,
    buckets=(0.001, 0.005, 0.02, 0.1, 0.5, 2),
)
kept = Counter(
    "weerklank_kept_threads", "Threads answered from kept bytes, or rendered", ["outcome"], registry=registry
)
jobs = Gauge("weerklank_jobs", "Jobs that wait, failed and are tried again, are parked", ["state"], registry=registry)
jobs_oldest = Gauge("weerklank_jobs_oldest_seconds", "Age of the oldest job that is due", registry=registry)
sockets = Gauge("weerklank_sockets", "Sockets open in this process", registry=registry)
up = Gauge("weerklank_up", "1 while the process answers", registry=registry)
up.set(1)
_children: dict[tuple, tuple] = {}


def observe(method: str, route: str, status: int, seconds: float) -> None:
    """Count one answered request."""
    key = (method if method in METHODS else "other", route, status)  # else anybody makes as many as they like
    found = _children.get(key)
    if found is None:
        found = _children[key] = (requests.labels(*key), duration.labels(route))
    found[0].inc()
    found[1].observe(seconds)


def exposition() -> Response:
    """Give all counts as Prometheus reads them."""
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)
