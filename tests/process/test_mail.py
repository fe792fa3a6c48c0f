"""Mail by the service as it runs: a server that is down, or dies with a mail, loses and doubles nothing."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from sqlalchemy import select, update

from tests.factories import Factory, MadeSite
from tests.helpers.http import Visitor
from tests.helpers.mailserver import MailServer, mail_server
from tests.helpers.service import run, serving, until
from tests.process.conftest import World
from widget_server.core import clock
from widget_server.db import session, transaction
from widget_server.jobs.models import Job, Lease
from widget_server.mail.models import Delivery
from widget_server.notifications.service import choose_quiet

FROM = "Weerklank <weerklank@example.com>"


@dataclass
class Post:
    """Anna, whom Bram answers, and the mail server of the service."""

    world: World
    make: Factory
    anna: Visitor
    bram: Visitor
    server: MailServer

    @property
    def settings(self) -> dict[str, str]:
        return {"smtp_url": self.server.url, "mail_from": FROM, "mail_delay_seconds": "0"}

    def reply(self) -> None:
        """Let Bram answer Anna on a page of her own, so that nothing waits for what came before."""
        page = self.make.page(MadeSite(self.make.site_named("intranet"), "intranet", ""), f"page-{clock.now()}")
        self.make.comment(self.make.comment(page, self.anna), self.bram)

    def job(self) -> Job | None:
        with self.world.app.app_context():
            return session().get(Job, f"mail:{self.anna.id}")

    def attempts(self) -> int:
        found = self.job()
        return found.attempts if found and found.error and found.lease_ends_at is None else 0

    def pass_time(self) -> None:
        """Let the time be over that a job that failed waits."""
        with self.world.app.app_context(), transaction():
            session().execute(update(Job).where(Job.error.is_not(None)).values(due_at=clock.now()))

    def reasons(self) -> list[str]:
        with self.world.app.app_context():
            return list(session().scalars(select(Delivery.reason)))


@pytest.fixture
def post(world: World) -> Iterator[Post]:
    make = Factory(world.app)
    site = MadeSite(make.site_named("intranet"), "intranet", "")
    anna = Visitor(world.app, world.token, world.person, renew=None)
    made = Post(world, make, anna, make.visitor(make.person("Bram Visser"), site), mail_server())
    with world.app.app_context(), transaction():
        choose_quiet(make.principal(anna), {"evenings": False, "days": []})
    yield made


def planned(post: Post) -> bool:
    """Tell whether the service has looked for mail once: what comes after is mailed."""
    with post.world.app.app_context():
        found = session().get(Job, "plan_mail:")
        return found is not None and found.due_at > clock.now() and found.lease_ends_at is None


def test_a_mail_server_that_is_down_for_an_hour_loses_and_doubles_nothing(post: Post) -> None:
    with serving(post.world.data, **post.settings) as service:
        until(lambda: planned(post), "the service looks for mail")
        with post.server.up():
            post.reply()
            until(lambda: post.reasons() == ["sent"], "the first mail goes")
        post.reply()
        for attempt in range(1, 6):  # 30 s, 90 s, ... 40 minutes: an hour and more
            until(lambda number=attempt: post.attempts() >= number, f"attempt {attempt} fails")
            post.pass_time() if attempt < 5 else None
        assert sorted(post.reasons()) == ["sending", "sent"]
        service.send(signal.SIGKILL)
        service.ended()
    with post.server.up(), serving(post.world.data, **post.settings):
        with post.world.app.app_context(), transaction():
            session().execute(update(Job).values(due_at=clock.now(), lease_ends_at=None))
            session().execute(update(Lease).values(ends_at=clock.now()))
        until(lambda: post.reasons() == ["sent"] * 2, "the mail goes")
        post.reply()
        until(lambda: post.reasons() == ["sent"] * 3, "and the next one")
    assert (len(post.server.taken), len(post.server.ids)) == (3, 3)


def test_a_mail_server_that_dies_after_a_mail_gets_the_same_one_again(post: Post) -> None:
    post.server.dies = True
    with post.server.up(), serving(post.world.data, **post.settings) as service:
        until(lambda: planned(post), "the service looks for mail")
        post.reply()
        until(lambda: post.attempts() == 1, "the service hears no answer")
        post.server.dies = False
        post.pass_time()
        until(lambda: post.reasons() == ["sent"], "the mail is taken")
        assert any(line["event"] == "mail" and line["outcome"] == "sent" for line in service.lines())
    assert (len(post.server.taken), len(post.server.ids)) == (2, 1)


def test_an_administrator_tries_the_way_and_asks_why(post: Post) -> None:
    who = post.world.person.id
    down = run("mail", "test", "--to", who, data=post.world.data, **post.settings)
    assert (down.returncode, "The mail server does not take mail at this moment: " in down.stderr) == (1, True)
    none = run("mail", "test", "--to", who, data=post.world.data)
    assert none.stderr == "Error: No mail server is configured: set WEERKLANK_SMTP_URL.\n"
    with post.server.up():
        done = run("mail", "test", "--to", who, data=post.world.data, **post.settings)
        assert (done.returncode, post.server.subjects) == (0, ["Een proef met mail van Weerklank"])
        assert "has taken a mail for Anna de Koning" in done.stdout
        run("jobs", data=post.world.data, **post.settings)
        post.reply()
        with post.world.app.app_context(), transaction():
            session().execute(update(Job).where(Job.key == "plan_mail:").values(due_at=clock.now()))
        assert run("jobs", data=post.world.data, **post.settings).stdout.endswith("queue: 2\n")
    digest, line = run("mail", "log", "--person", who, data=post.world.data).stdout.splitlines()
    assert digest == "digest: none, this person did not choose it"
    assert "  sent: mailed  " in line
    assert post.anna.put("/me/digest", {"every": "weekly"}).status_code == 200
    digest, _line = run("mail", "log", "--person", who, data=post.world.data).stdout.splitlines()
    assert digest.startswith("digest: weekly, not looked at yet  next look 20")


def test_the_doctor_says_how_the_mail_server_does(post: Post) -> None:
    said = " ".join(run("doctor", data=post.world.data, **post.settings).stdout.split())
    assert f"{post.server.url} does not answer: " in said and "Check WEERKLANK_SMTP_URL" in said
    with post.server.up():
        said = " ".join(run("doctor", data=post.world.data, **post.settings).stdout.split())
        assert f"{post.server.url} answers. Try a mail" in said
