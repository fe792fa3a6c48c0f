"""The command line: serve, set up, look into. Knows all rooms; no room knows it."""

from __future__ import annotations

import sys

import click

from widget_server.cli import demo, doctor, people, service, sites
from widget_server.core.errors import Invalid, Refusal
from widget_server.core.settings import BadSetting


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def weerklank() -> None:
    """Weerklank: replies, likes and follows on the pages of the CMS you have."""


for command in (*service.COMMANDS, *demo.COMMANDS, *doctor.COMMANDS, *sites.COMMANDS, *people.COMMANDS):
    weerklank.add_command(command)


def main() -> None:
    """Run the command line; what cannot be done is one sentence and exit status 1, or 2 for wrong words."""
    try:
        weerklank(prog_name="weerklank")
    except BadSetting as error:
        click.echo(f"weerklank: {error}", err=True)
        sys.exit(2)
    except Refusal as refusal:
        click.echo(f"weerklank: {sentence(refusal)}", err=True)
        sys.exit(1)


def sentence(refusal: Refusal) -> str:
    """Give what a refusal says, in English, filled in."""
    said = [refusal.message]
    if isinstance(refusal, Invalid) and refusal.errors:
        said = [message for messages in refusal.errors.values() for message in messages]
    return " ".join(text % refusal.detail if "%(" in text else text for text in said)
