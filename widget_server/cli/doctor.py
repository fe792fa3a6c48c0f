"""weerklank doctor: what is wrong with this installation, and how to mend it."""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import sys
import textwrap
from dataclasses import replace

import click

from widget_server.app import create_app
from widget_server.cli.examination import examine, lacks_database
from widget_server.core.settings import load
from widget_server.sessions.service.doctor import Finding
from widget_server.web import logs

NAME_WIDTH = 20  # of the longest check: back-channel logout
MARGIN = " " * (NAME_WIDTH + 4)
MAX_WIDTH = 110


@click.command(short_help="Say what is wrong with this installation, and how to mend it.")
def doctor() -> None:
    """Look at the configuration and at all it leans on; say what is wrong, and how to mend it.

    Settings, secret, identity provider, redirect address, clock, database, sites and their origins, the widgets' files,
    and the way in through the proxy, as a browser comes. Changes nothing. Leaves with 0 when all is in order, else
    with 1.
    """
    found, warnings = load(os.environ)
    logs.configure(logging.CRITICAL)  # what is wrong is said below, in words
    asking = replace(found, secret_key=secrets.token_urlsafe(48))  # a bad secret is a finding, not the end
    if lacks_database(found):
        asking = replace(asking, database_url="sqlite://")  # in memory: the file is for the service's user to make
    app = create_app(asking)
    findings = []
    with app.app_context():
        for finding in examine(found, warnings):
            click.echo(_lines(finding))
            findings.append(finding)
    faults = [finding for finding in findings if not finding.ok]
    click.echo(f"\n{len(findings) - len(faults)} in order, {len(faults)} to mend.")
    sys.exit(bool(faults))


def _lines(finding: Finding) -> str:
    """Give a finding as lines of a tick list: what was found, and below it what to do."""
    mark = click.style(_mark(finding.ok), fg="green" if finding.ok else "red", bold=True)
    width = min(shutil.get_terminal_size((MAX_WIDTH, 0)).columns, MAX_WIDTH) - len(MARGIN)
    found = _wrapped(finding.found, width)
    todo = "" if finding.ok or not finding.todo else f"\n{MARGIN}{_wrapped('To do: ' + finding.todo, width)}"
    return f" {mark} {finding.check:<{NAME_WIDTH}} {found}{todo}"


def _wrapped(text: str, width: int) -> str:
    lines = textwrap.wrap(text, max(30, width), break_long_words=False, break_on_hyphens=False)
    return f"\n{MARGIN}".join(lines)


def _mark(ok: bool) -> str:
    """Give a tick or a cross; letters where the terminal has neither."""
    mark = "✓" if ok else "✗"
    try:
        mark.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return "+" if ok else "!"
    return mark


COMMANDS = [doctor]
