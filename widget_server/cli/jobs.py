"""weerklank jobs: what is due now and then, beside the service."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

import click

from widget_server.cli.context import application

log = logging.getLogger(__name__)


@click.command(short_help="Do what is due, once: for a daily timer.")
def jobs() -> None:
    """Do what is due, once, beside the running service; a timer calls it daily.

    Texts of an older renderer are rendered again. Pages that nobody used for 30 days go, and so do the answers kept
    for repeats, and tokens and sessions that are over. Leaves with 1 when one of them failed; the log says why.
    """
    with application():
        from widget_server.app import PERIODIC

        done = [_is_done(job) for job in PERIODIC]
    sys.exit(not all(done))


def _is_done(job: Callable[[], int]) -> bool:
    """Run a job and say how much it did; one that fails does not keep the next from its work."""
    name = job.__name__.replace("_", " ")
    try:
        click.echo(f"{name}: {job()}")
    except Exception:
        log.exception("job_failed", extra={"job": name})
        return False
    return True


COMMANDS = [jobs]
