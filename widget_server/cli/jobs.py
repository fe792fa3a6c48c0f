"""weerklank jobs: what is done later, and what became of it."""

from __future__ import annotations

import logging
import signal
import sys
from collections.abc import Callable

import click

from widget_server.cli.context import application
from widget_server.core import clock
from widget_server.db import transaction
from widget_server.jobs import service

log = logging.getLogger(__name__)


@click.group(invoke_without_command=True, short_help="Do what is due; look after what failed.")
@click.option("--watch", is_flag=True, help="Go on doing what becomes due, until SIGTERM.")
@click.pass_context
def jobs(ctx: click.Context, watch: bool) -> None:
    """Do what is due, once, beside the running service; a timer may call it daily.

    First what is done each night: texts of an older renderer are rendered again; pages that nobody used for 30 days
    go, and so do the answers kept for repeats, and tokens and sessions that are over. Then what waits in the queue,
    unless the service is at it. Leaves with 1 when something failed; the log says why.

    With --watch it does all of this when it is due, instead of the service: set WEERKLANK_JOBS to apart.
    """
    if ctx.invoked_subcommand is None:
        _watch() if watch else _once()


def _once() -> None:
    with application() as app:
        from widget_server.app import PERIODIC, dispatcher

        done = [_is_done(job) for job in PERIODIC]
        work = dispatcher(app)
        if work.leads():
            click.echo(f"queue: {work.work()}")
            work.leave()
        failed = service.standing().failed
    sys.exit(bool(failed) or not all(done))


def _watch() -> None:
    with application() as app:
        from widget_server.app import dispatcher

        work = dispatcher(app)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: work.stop.set())
        work.run()


@jobs.command("list")
def list_failed() -> None:
    """Say what failed: parked jobs, and those that will be tried again, with when and why."""
    with application():
        failing = service.failing()
        for job in failing:
            becomes = "parked" if job.parked_at else f"again at {clock.iso(job.due_at)}"
            click.echo(f"{job.key}  {becomes}  {job.attempts} attempts  {job.error}")
    if not failing:
        click.echo("Nothing failed.", err=True)


@jobs.command()
@click.argument("keys", nargs=-1)
@click.option("--all", "every", is_flag=True, help="All that failed.")
def retry(keys: tuple[str, ...], every: bool) -> None:
    """Have jobs tried again at once, by their names as `list` says them."""
    if bool(keys) == every:
        raise click.UsageError("Name jobs, or say --all.")
    with application(), transaction():
        number = service.retry([job.key for job in service.failing()] if every else keys)
    click.echo(f"{number} will be tried again.")


@jobs.command()
@click.argument("key")
def drop(key: str) -> None:
    """Take a job that failed off the queue, undone."""
    with application(), transaction():
        service.drop(key)
    click.echo(f"{key} is dropped.")


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
