"""weerklank serve|migrate|version; and the names of what comes later."""

from __future__ import annotations

import os
import sys

import click

from widget_server import __version__
from widget_server.cli.context import application, settings
from widget_server.core.settings import require_secret

LATER = {
    "key": "keys of a site, for a CMS that vouches",
    "import": "conversations from elsewhere",
    "export": "everything, as JSON and HTML",
}

PEM = click.Path(exists=True, dir_okay=False)


@click.command(short_help="Serve the widgets and the API.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=8000, show_default=True, help="Port to listen on; 0 takes a free one.")
@click.option("--certificate", type=PEM, help="Speak https with this certificate (PEM); best left to a proxy.")
@click.option("--key", type=PEM, help="The key to that certificate (PEM).")
@click.option("--quiet", is_flag=True, help="Log warnings only.")
def serve(host: str, port: int, certificate: str | None, key: str | None, quiet: bool) -> None:
    """Serve the widgets and the API, until SIGTERM; who had begun then still gets an answer.

    Brings the database up to date first. Put a proxy with https in front (docs/install.md).
    """
    if (certificate is None) != (key is None):
        raise click.UsageError("--certificate and --key go together.")
    found = settings()
    require_secret(found)
    if found.demo:
        from widget_server.demo import configuration

        configuration.stay_here(host)
    os.environ["WEERKLANK_LOG_QUIET"] = "1" if quiet else ""
    sys.stdout.flush()
    tls = [certificate, key] if certificate and key else []
    os.execv(sys.executable, [*serving_words(host, port), *tls])  # noqa: S606 - without what the commands imported


def serving_words(host: str, port: int) -> list[str]:
    """Give the command of the process that serves the widgets and the API."""
    return [sys.executable, "-m", "widget_server.serving", host, str(port)]


@click.command(short_help="Bring the database up to date.")
def migrate() -> None:
    """Bring the database up to date. A migration that fails leaves it as it was."""
    with application(migrated=False):
        from widget_server.db import migrate as migrations

        before = migrations.current()
        migrations.upgrade()
        click.echo(f"Database at {migrations.current()} (was {before or 'empty'}).")


@click.command()
def version() -> None:
    """Say which version this is."""
    click.echo(f"weerklank {__version__}")


def _later(name: str, what: str) -> click.Command:
    def run(**_words: object) -> None:
        click.echo(f"weerklank {name} ({what}) comes later.", err=True)
        sys.exit(2)

    arguments = [click.Argument(["words"], nargs=-1, type=click.UNPROCESSED)]
    made = click.Command(name, callback=run, params=list(arguments), help=f"Comes later: {what}.")
    made.ignore_unknown_options = True
    return made


COMMANDS = [serve, migrate, version, *(_later(name, what) for name, what in LATER.items())]
