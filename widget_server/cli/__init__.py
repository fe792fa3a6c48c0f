"""The command line: serve, set up, look into. Knows all rooms; no room knows it."""

from __future__ import annotations

import sys
from importlib import import_module

import click

from widget_server.core.errors import Invalid, Refusal
from widget_server.core.settings import BadSetting

# Where each command stands. Its module is imported when it is called for: `serve` starts without the application.
MODULES = {
    "service": ("serve", "migrate", "version", "key", "import", "export"),
    "jobs": ("jobs",),
    "mail": ("mail",),
    "push": ("push",),
    "demo": ("demo",),
    "doctor": ("doctor",),
    "sites": ("site",),
    "people": ("person", "token"),
}


class Commands(click.Group):
    """All commands by name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give their names, in the order of the alphabet."""
        return sorted(name for names in MODULES.values() for name in names)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Give a command, or None."""
        for module, names in MODULES.items():
            if name in names:
                commands = import_module(f"{__name__}.{module}").COMMANDS
                return next(command for command in commands if command.name == name)
        return None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
def weerklank() -> None:
    """Weerklank: replies, likes and follows on the pages of the CMS you have."""


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
