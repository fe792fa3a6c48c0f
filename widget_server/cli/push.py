"""weerklank push test|log: try the devices that somebody named, and say why they were told or not."""

from __future__ import annotations

import click
from sqlalchemy import select

from widget_server.cli.context import application
from widget_server.core import clock
from widget_server.db import session
from widget_server.identity.service import find_person

MAX_LINES = 50


@click.group(short_help="Try somebody's devices; say why they were told or not.")
def push() -> None:
    """Push to the devices that people named in the app."""


@push.command()
@click.option("--to", "who", required=True, help="Id, subject or e-mail address of a person.")
def test(who: str) -> None:
    """Tell a person's devices at once that this is a try, to see that the way is open."""
    with application():
        from widget_server.push import policy, tasks

        actor = find_person(who)
        against = policy.reason_against_person(actor, clock.now())
        if against:
            raise click.ClickException(f"{actor.name} is told nothing: {policy.REASONS[against]}.")
        tried = tasks.try_devices(actor)
        if not tried:
            raise click.ClickException(f"{actor.name} has named no device. That is done at the bell in the app, /app.")
        for device, outcome, said, _ in tried:
            click.echo(
                f"{device.name}, through {policy.maker_of(device.endpoint)}: {policy.OUTCOMES[outcome]} ({said})."
            )
        if any(each.outcome != "sent" for each in tried):
            raise click.exceptions.Exit(1)


@push.command("log")
@click.option("--person", "who", required=True, help="Id, subject or e-mail address.")
def say_log(who: str) -> None:
    """Say of the newest notifications of a person why their devices were told or not."""
    with application():
        from widget_server.push.models import PushDelivery
        from widget_server.push.policy import REASONS
        from widget_server.push.service.devices import devices_anywhere

        actor = find_person(who)
        if not devices_anywhere(actor.id):
            click.echo(f"{actor.name} has no device that is told.")
        mine = select(PushDelivery).where(PushDelivery.actor_id == actor.id)
        for row in session().scalars(mine.order_by(PushDelivery.activity_id.desc()).limit(MAX_LINES)):
            click.echo(f"{clock.iso(row.at)}  {row.activity_id}  {row.reason}: {REASONS[row.reason]}")


COMMANDS = [push]
