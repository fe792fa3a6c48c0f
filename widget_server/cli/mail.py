"""weerklank mail test|log: try the mail server, and say why somebody was mailed or not."""

from __future__ import annotations

import click
from sqlalchemy import select

from widget_server.cli.context import application
from widget_server.core import clock
from widget_server.core.ids import new_id
from widget_server.db import session
from widget_server.identity.service import find_person

MAX_LINES = 50


@click.group(short_help="Try the mail server; say why somebody was mailed or not.")
def mail() -> None:
    """Mail about what people were told of and have not seen."""


@mail.command()
@click.option("--to", "who", required=True, help="Id, subject or e-mail address of a person.")
def test(who: str) -> None:
    """Send a mail to a person at once, to see that the way is open."""
    with application():
        from widget_server.mail import composing, policy
        from widget_server.mail.service import sending
        from widget_server.web.config import settings

        actor = find_person(who)
        if not settings().smtp_url:
            raise click.ClickException("No mail server is configured: set WEERKLANK_SMTP_URL.")
        against = policy.reason_against_person(actor, clock.now())
        if against:
            raise click.ClickException(f"{actor.name} gets no mail: {policy.REASONS[against]}.")
        message = composing.trial(actor, new_id())
        try:
            sending.send(settings().smtp_url, message)
        except sending.NoSuchAddress:
            raise click.ClickException(f"The mail server refuses the address of {actor.name} for good.") from None
        click.echo(f"The mail server has taken a mail for {actor.name}, {message['Message-ID']}.")


@mail.command("log")
@click.option("--person", "who", required=True, help="Id, subject or e-mail address.")
def say_log(who: str) -> None:
    """Say of the last digest and the newest notifications of a person why they were mailed or not."""
    with application():
        from widget_server.mail.models import Delivery
        from widget_server.mail.policy import REASONS

        actor = find_person(who)
        click.echo(_digest_line(actor.id))
        mine = select(Delivery).where(Delivery.actor_id == actor.id).order_by(Delivery.activity_id.desc())
        for row in session().scalars(mine.limit(MAX_LINES)):
            about = f"{row.thread_id}  {row.reason}: {REASONS[row.reason]}"
            click.echo(f"{clock.iso(row.at)}  {row.activity_id}  {about}{f'  {row.mail_id}' if row.mail_id else ''}")


def _digest_line(actor_id: str) -> str:
    """Give what became of a person's last digest, and when the next one is looked at."""
    from widget_server.jobs.models import Job
    from widget_server.mail.models import Digest
    from widget_server.mail.policy import DIGEST_REASONS, NEVER
    from widget_server.mail.service.digesting import JOB

    chosen = session().get(Digest, actor_id)
    if chosen is None or chosen.every == NEVER:
        return "digest: none, this person did not choose it"
    due = session().get(Job, f"{JOB}:{actor_id}")
    following = f"  next look {clock.iso(due.due_at)}" if due else ""
    if not chosen.looked_at or not chosen.reason:
        return f"digest: {chosen.every}, not looked at yet{following}"
    became = f"{clock.iso(chosen.looked_at)}  {chosen.reason}: {DIGEST_REASONS[chosen.reason]}"
    return f"digest: {chosen.every}  {became}{following}"


COMMANDS = [mail]
