"""Push by the service as it runs: what a push service gets of an answer, and what becomes of its own answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from tests.factories import Factory, MadePerson, MadeSite
from tests.helpers.pushservice import Browser, PushService, push_service, signed_by
from tests.helpers.service import Service, run, serving, until
from tests.process.conftest import World
from widget_server.core import clock
from widget_server.core.ids import new_id
from widget_server.db import session, transaction
from widget_server.identity.models import Actor
from widget_server.identity.service import set_disabled
from widget_server.jobs.models import Bookmark, Job
from widget_server.push.models import PushDelivery, PushSubscription

SAID = "Het salaris is verhoogd"
NEVER = {"evenings": False, "days": []}
ALWAYS = {"evenings": False, "days": [1, 2, 3, 4, 5, 6, 7]}


@dataclass
class Pocket:
    """Anna's phone, Bram who answers her by the service as it runs, and the push service that it calls."""

    world: World
    make: Factory
    vendor: PushService
    service: Service
    bram: MadePerson
    tokens: dict[str, str]
    phone: Browser
    comment: str = ""

    def ask(self, who: str, method: str, path: str, body: Any = None) -> Any:
        """Call the API as somebody; give what it says."""
        self.service.token = self.tokens[who]
        status, found, _ = self.service.answer(method, f"/api/v1{path}", body)
        assert status < 300, found
        return found

    def begin(self, quiet: dict[str, Any] = NEVER) -> Pocket:
        """Let Anna write something, and want no peace but `quiet`."""
        self.comment = self.ask("anna", "POST", f"/objects/{self.world.page}/replies", {"source": "Klopt dit?"})["id"]
        self.ask("anna", "PUT", "/me/notification-settings", {"quiet": quiet})
        return self

    def take_phone(self) -> Pocket:
        """Have the phone told, once the service looks for what is new."""
        until(self.bookmark, "the service looks for what to push")
        self.ask("anna", "POST", "/me/devices", self.phone.subscription())
        return self

    def reply(self) -> str:
        """Let Bram answer Anna; give the comment."""
        return str(self.ask("bram", "POST", f"/objects/{self.comment}/replies", {"source": SAID})["id"])

    def hurry(self, name: str) -> None:
        """Let the time be over for which jobs of this name would wait."""
        with self.world.app.app_context(), transaction():
            waits = Job.key.startswith(f"{name}:") & Job.lease_ends_at.is_(None) & (Job.due_at > clock.now())
            session().execute(update(Job).where(waits).values(due_at=clock.now()))

    def wait_for(self, *reasons: str) -> None:
        """Wait until the delivery log says so, oldest first."""

        def says() -> bool:
            self.hurry("plan_push")
            self.hurry("push")
            return self.reasons() == list(reasons)

        until(says, f"the log says {reasons}")

    def wait_for_look(self) -> None:
        """Wait until the service has looked at all that is written by now, and has done what came of it."""
        written = new_id()

        def looked() -> bool:
            self.hurry("plan_push")
            with self.world.app.app_context():
                person = session().get(Job, f"push:{self.world.person.id}")
            return self.bookmark() > written and person is None

        until(looked, "it has looked")

    def wait_for_failure(self, attempt: int) -> Job:
        """Wait until the push has failed so many times; give the job as it waits."""

        def failed() -> Job | None:
            self.hurry("plan_push")
            with self.world.app.app_context():
                found = session().get(Job, f"push:{self.world.person.id}")
            return found if found and found.attempts == attempt and found.error and not found.lease_ends_at else None

        found: Job = until(failed, f"attempt {attempt} fails")
        return found

    def bookmark(self) -> str:
        with self.world.app.app_context():
            found = session().get(Bookmark, "push")
            return found.last_id if found else ""

    def reasons(self) -> list[str]:
        with self.world.app.app_context():
            return list(session().scalars(select(PushDelivery.reason).order_by(PushDelivery.activity_id)))

    def devices(self) -> int:
        with self.world.app.app_context():
            return session().scalar(select(func.count()).select_from(PushSubscription)) or 0


@pytest.fixture
def pocket(world: World) -> Iterator[Pocket]:
    make = Factory(world.app)
    site = MadeSite(make.site_named("intranet"), "intranet", "")
    bram = make.person("Bram Visser")
    tokens = {"anna": world.token, "bram": make.token(bram, site)}
    with push_service() as vendor:
        settings = {"push_delay_seconds": "0", "push_services": vendor.origin}
        with serving(world.data, **settings) as service:
            yield Pocket(world, make, vendor, service, bram, tokens, vendor.browser())


def test_an_answer_reaches_the_push_service_sealed_signed_and_without_a_word_of_anybody(pocket: Pocket) -> None:
    answer = pocket.begin().take_phone().reply()
    pocket.wait_for("sent")
    (pushed,) = pocket.vendor.got
    told = pocket.phone.opened(pushed.body)
    assert pocket.phone.read(pushed) == {
        "id": pocket.phone.read(pushed)["id"],
        "object": answer,
        "kind": "reply",
        "unseen": 1,
        "site": "intranet",
        "lang": "nl",
    }
    for word in ("salaris", "Klopt", "Bram", "Anna", "HR handbook", pocket.world.person.id, pocket.bram.id):
        assert word.encode() not in told + pushed.body + str(pushed.headers).encode()
    key, claims = signed_by(pushed)
    assert key == pocket.ask("anna", "GET", "/me/devices")["application_server_key"]
    assert claims["aud"] == pocket.vendor.origin
    assert 0 < claims["exp"] - clock.now().timestamp() <= timedelta(hours=24).total_seconds()
    assert any(line["event"] == "push" and line["outcome"] == "sent" for line in pocket.service.lines())
    assert pocket.phone.endpoint not in pocket.service.log.read_text("utf-8")


def test_nobody_is_pushed_to_who_named_no_device(pocket: Pocket) -> None:
    until(pocket.bookmark, "the service looks for what to push")
    pocket.begin().reply()
    pocket.wait_for_look()
    assert (pocket.vendor.got, pocket.reasons()) == ([], [])


@pytest.mark.parametrize("status", [404, 410])
def test_a_device_that_the_push_service_knows_no_more_is_taken_away(pocket: Pocket, status: int) -> None:
    pocket.vendor.answers["/one"] = status
    pocket.begin().take_phone().reply()
    pocket.wait_for("no device")
    assert (pocket.devices(), len(pocket.vendor.got)) == (0, 1)


@pytest.mark.parametrize("status", [429, 503])
def test_a_push_service_that_is_down_is_asked_again_later_and_later(pocket: Pocket, status: int) -> None:
    pocket.vendor.answers["/one"] = status
    pocket.begin().take_phone().reply()
    waits = []
    for attempt in (1, 2, 3):
        job = pocket.wait_for_failure(attempt)
        assert f"127.0.0.1 does not take messages at this moment: {status}" in (job.error or "")
        waits.append(job.due_at - clock.now())
        if attempt < 3:
            pocket.hurry("push")
    assert timedelta() < waits[0] < waits[1] < waits[2]
    assert (pocket.reasons(), len(pocket.vendor.got)) == (["sending"], 3)
    del pocket.vendor.answers["/one"]
    pocket.wait_for("sent")
    assert len(pocket.vendor.got) == 4


def test_quiet_time_holds_a_push_back_until_it_is_over(pocket: Pocket) -> None:
    pocket.begin(ALWAYS).take_phone().reply()
    pocket.wait_for("quiet")
    assert pocket.vendor.got == []
    pocket.ask("anna", "PUT", "/me/notification-settings", {"quiet": NEVER})
    pocket.wait_for("sent")
    assert len(pocket.vendor.got) == 1


def test_who_was_disabled_is_told_nothing(pocket: Pocket) -> None:
    pocket.begin().take_phone()
    with pocket.world.app.app_context(), transaction():
        set_disabled(session().get_one(Actor, pocket.world.person.id), disabled=True)
    pocket.reply()
    pocket.wait_for_look()
    assert (pocket.vendor.got, "sent" in pocket.reasons()) == ([], False)


def test_an_administrator_tries_somebodys_devices_and_asks_why(pocket: Pocket) -> None:
    who, settings = pocket.world.person.id, {"push_services": pocket.vendor.origin}
    none = run("push", "test", "--to", who, data=pocket.world.data, **settings)
    assert (none.returncode, "Anna de Koning has named no device." in none.stderr) == (1, True)
    said = run("push", "log", "--person", who, data=pocket.world.data).stdout
    assert said == "Anna de Koning has no device that is told.\n"
    pocket.begin().take_phone()
    done = run("push", "test", "--to", who, data=pocket.world.data, **settings)
    assert (done.returncode, done.stdout) == (0, "Telefoon, through 127.0.0.1: taken by the push service (201).\n")
    told = pocket.phone.read(pocket.vendor.got[-1])
    assert told == {"object": None, "kind": "trial", "unseen": 0, "site": "intranet", "lang": "nl"}
    pocket.vendor.answers["/one"] = 410
    ended = run("push", "test", "--to", who, data=pocket.world.data, **settings)
    assert (ended.returncode, "this subscription has ended" in ended.stdout, pocket.devices()) == (1, True, 1)
    del pocket.vendor.answers["/one"]
    pocket.reply()
    pocket.wait_for("sent")
    (line,) = run("push", "log", "--person", who, data=pocket.world.data).stdout.splitlines()
    assert line.endswith("  sent: handed to the push service of at least one device")
