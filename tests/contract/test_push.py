"""Push: to devices that asked, without a word of what was said; why not, if not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import SECRET, Factory, MadeSite
from tests.helpers.http import Visitor, fault
from tests.helpers.pushservice import Browser, PushService, push_service, signed_by
from tests.helpers.statements import Statements
from widget_server.access.service import set_audience
from widget_server.app import create_app, dispatcher
from widget_server.core import clock
from widget_server.core.settings import Settings
from widget_server.db import session, transaction
from widget_server.follows.models import Follow
from widget_server.identity.models import Actor
from widget_server.identity.service import set_disabled
from widget_server.jobs.models import Job
from widget_server.notifications.service import choose
from widget_server.push import tasks
from widget_server.push.models import PushDelivery, PushSubscription
from widget_server.push.service import planning, sending

NOON = datetime(2027, 3, 9, 11, tzinfo=UTC)  # a Tuesday
SECONDS = 91  # a delay of 30, and a look a minute while nobody has a device


@dataclass
class Pocket:
    """Anna's phone in her pocket, and Bram who answers her."""

    app: Flask
    make: Factory
    service: PushService
    anna: Visitor
    bram: Visitor
    page: str
    phone: Browser
    comment: str

    def reply(self, source: str = "Dat klopt") -> str:
        """Let Bram answer Anna; give the comment."""
        return self.make.comment(self.comment, self.bram.again(), source)

    def work(self, seconds: float = SECONDS) -> list[dict[str, Any]]:
        """Let the dispatcher work until `seconds` from now; give what Anna's phone is told."""
        before = len(self.service.got)
        with clock.moved(timedelta(seconds=seconds)), self.app.app_context():
            work = dispatcher(self.app)
            assert work.leads()
            work.work()
            work.leave()
        return [self.phone.read(each) for each in self.service.got[before:] if each.path == "/one"]

    def reasons(self) -> list[str]:
        """Give the words of Anna's delivery log, oldest first."""
        with self.app.app_context():
            return list(session().scalars(select(PushDelivery.reason).order_by(PushDelivery.activity_id)))

    def paths(self) -> list[str]:
        """Give where the push service got something, in the order of the alphabet."""
        return sorted(each.path for each in self.service.got)

    def devices(self) -> list[str]:
        """Give the names of all devices."""
        with self.app.app_context():
            return list(session().scalars(select(PushSubscription.name).order_by(PushSubscription.id)))


@pytest.fixture
def service() -> Iterator[PushService]:
    with push_service() as running:
        yield running


@pytest.fixture
def app(service: PushService, database_url: str, tmp_path: Path) -> Iterator[Flask]:
    own = {"limit_comments": 0, "push_services": (service.origin,)}
    with clock.moved(NOON - clock.now()):
        yield create_app(Settings(data=tmp_path, database_url=database_url, secret_key=SECRET, **own))


@pytest.fixture
def pocket(app: Flask, make: Factory, service: PushService, anna: Visitor, bram: Visitor, page: str) -> Pocket:
    phone = service.browser()
    assert anna.post("/me/devices", phone.subscription()).status_code == 201
    made = Pocket(app, make, service, anna, bram, page, phone, make.comment(page, anna, "Klopt dit?"))
    assert made.work(0) == []
    return made


def test_a_device_is_told_once_that_there_is_something_and_not_what(pocket: Pocket) -> None:
    answer = pocket.reply("Het salaris is verhoogd")
    assert pocket.work(10) == []
    (told,) = pocket.work()
    assert told == {
        "id": told["id"],
        "object": answer,
        "kind": "reply",
        "unseen": 1,
        "site": "intranet",
        "lang": "nl",
    }
    assert (pocket.work(2 * SECONDS), pocket.reasons()) == ([], ["sent"])
    assert pocket.anna.get("/me/devices").json["items"][0]["last_used_at"] is not None


def test_every_push_is_as_long_as_every_other(pocket: Pocket, service: PushService) -> None:
    pocket.reply()
    pocket.work()
    with clock.moved(timedelta(seconds=SECONDS)):
        for _ in range(10):
            pocket.reply("lang " * 100)
        pocket.work()
    assert len(service.got) == 2
    assert {len(each.body) for each in service.got} == {16 + 4 + 1 + 65 + 256 + 1 + 16}


def test_the_push_service_knows_who_sends_and_how_soon(pocket: Pocket, service: PushService) -> None:
    pocket.reply()
    pocket.work()
    (pushed,) = service.got
    key, claims = signed_by(pushed)
    assert key == pocket.anna.get("/me/devices").json["application_server_key"]
    assert claims["aud"] == service.origin
    assert timedelta(hours=11) < datetime.fromtimestamp(claims["exp"], UTC) - clock.now() < timedelta(hours=24)
    said = ("Content-Encoding", "TTL", "Urgency", "Topic")
    assert [pushed.headers[name] for name in said] == ["aes128gcm", "43200", "normal", "weerklank"]


def test_what_was_seen_in_time_is_not_pushed(pocket: Pocket) -> None:
    pocket.reply()
    assert pocket.anna.post("/notifications/seen", {"page": pocket.page}).json["unseen"] == 0
    assert (pocket.work(), pocket.reasons()) == ([], ["seen"])


def test_several_things_are_one_push_with_their_number(pocket: Pocket) -> None:
    for _ in range(3):
        last = pocket.reply()
    assert [(each["unseen"], each["object"]) for each in pocket.work()] == [(3, last)]
    assert pocket.reasons() == ["sent"] * 3


def test_quiet_time_holds_a_push_until_it_ends(pocket: Pocket) -> None:
    with clock.moved(timedelta(hours=10)):
        pocket.reply()
        assert (pocket.work(), pocket.reasons()) == ([], ["quiet"])
    assert pocket.work(19 * 3600) == []
    assert (len(pocket.work(21 * 3600)), pocket.reasons()) == (1, ["sent"])


def test_a_kind_that_was_switched_off_is_not_pushed(pocket: Pocket) -> None:
    pocket.anna.put("/me/notification-settings", {"channels": {"reply": {"push": False}}})
    pocket.reply()
    assert (pocket.work(), pocket.reasons()) == ([], ["off"])


def test_what_is_only_nice_to_know_is_not_pushed_unless_asked_for(pocket: Pocket) -> None:
    with pocket.app.app_context(), transaction():
        choose(pocket.make.principal(pocket.anna), {"reaction": {"push": True}})
    pocket.bram.put(f"/objects/{pocket.comment}/reactions/like")
    pocket.bram.put(f"/objects/{pocket.anna.id}/follow", {"level": "all"})
    assert [each["kind"] for each in pocket.work()] == ["reaction"]
    assert pocket.service.got[0].headers["Urgency"] == "low"
    assert sorted(pocket.reasons()) == ["off", "sent"]


def test_what_one_may_not_read_any_more_is_not_pushed(pocket: Pocket) -> None:
    pocket.reply()
    with pocket.app.app_context(), transaction():
        set_audience(pocket.page, ["board"])
    assert (pocket.work(), pocket.reasons()) == ([], ["unreadable"])


def test_what_was_removed_is_not_pushed(pocket: Pocket) -> None:
    pocket.bram.delete(f"/comments/{pocket.reply()}")
    assert (pocket.work(), pocket.reasons()) == ([], ["gone"])


def test_what_was_muted_after_it_was_told_is_not_pushed(pocket: Pocket) -> None:
    pocket.reply()
    assert pocket.anna.put(f"/objects/{pocket.bram.id}/mute").status_code == 200
    assert (pocket.work(), pocket.reasons()) == ([], ["muted"])


def test_a_leaver_is_told_nothing(pocket: Pocket) -> None:
    pocket.reply()
    with pocket.app.app_context(), transaction():
        set_disabled(session().get_one(Actor, pocket.anna.id), disabled=True)
    assert (pocket.work(), pocket.reasons()) == ([], ["former"])


def test_who_was_not_confirmed_for_a_week_is_told_nothing(pocket: Pocket) -> None:
    with clock.moved(timedelta(days=8)):
        pocket.reply()
        assert (pocket.work(), pocket.reasons()) == ([], ["lapsed"])


@pytest.mark.parametrize("status", [404, 410])
def test_a_subscription_that_has_ended_is_forgotten(pocket: Pocket, status: int) -> None:
    pocket.service.answers["/one"] = status
    pocket.reply()
    pocket.work()
    assert (pocket.devices(), pocket.reasons()) == ([], ["no device"])


@pytest.mark.parametrize("status", [400, 401, 403, 413])
def test_a_device_that_was_named_for_another_key_stays_to_be_named_anew(pocket: Pocket, status: int) -> None:
    pocket.service.answers["/one"] = status
    pocket.reply()
    pocket.work()
    assert (pocket.devices(), pocket.reasons()) == (["Telefoon"], ["refused"])
    assert pocket.work(600) == []


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_push_service_that_is_down_is_asked_again_and_no_device_is_told_twice(pocket: Pocket, status: int) -> None:
    pocket.anna.post("/me/devices", pocket.service.browser("two").subscription("Laptop"))
    pocket.service.answers["/one"] = status
    pocket.reply()
    pocket.work()
    assert (pocket.paths(), pocket.reasons()) == (["/one", "/two"], ["sending"])
    with pocket.app.app_context():
        assert str(status) in (session().get_one(Job, f"push:{pocket.anna.id}").error or "")
    del pocket.service.answers["/one"]
    assert len(pocket.work(600)) == 1
    assert (pocket.paths(), pocket.reasons()) == (["/one", "/one", "/two"], ["sent"])


def test_devices_for_which_no_time_is_left_are_told_later_and_none_twice(
    pocket: Pocket, monkeypatch: pytest.MonkeyPatch
) -> None:
    pocket.anna.post("/me/devices", pocket.service.browser("two").subscription("Laptop"))
    monkeypatch.setattr(sending, "BUDGET_SECONDS", 0)
    pocket.reply()
    pocket.work()
    assert (len(pocket.paths()), pocket.reasons()) == (1, ["sending"])
    pocket.work(600)
    assert (pocket.paths(), pocket.reasons()) == (["/one", "/two"], ["sent"])


@pytest.mark.parametrize(("said", "waits_seconds"), [("1800", 1800), ("999999999", 3600)])
def test_a_push_service_that_says_when_to_come_back_is_not_asked_before(
    pocket: Pocket, said: str, waits_seconds: int
) -> None:
    pocket.service.answers["/one"], pocket.service.retry_after = 429, said
    pocket.reply()
    pocket.work()
    pocket.work(SECONDS + waits_seconds - 60)
    assert pocket.paths() == ["/one"]
    pocket.work(SECONDS + waits_seconds + 60)
    assert pocket.paths() == ["/one", "/one"]


def test_what_was_seen_while_a_push_service_was_down_is_not_pushed(pocket: Pocket) -> None:
    pocket.service.answers["/one"] = 503
    pocket.reply()
    pocket.work()
    del pocket.service.answers["/one"]
    pocket.anna.post("/notifications/seen", {"page": pocket.page})
    assert (pocket.work(600), pocket.reasons()) == ([], ["seen"])


def test_a_private_address_is_never_called(pocket: Pocket, service: PushService) -> None:
    inside = Browser("https://inside.localhost/x").subscription("Inside")
    assert pocket.anna.post("/me/devices", inside).status_code == 201
    pocket.reply()
    pocket.work()
    assert ([each.path for each in service.got], pocket.devices()) == (["/one"], ["Telefoon"])


def test_who_named_no_device_is_told_nothing(pocket: Pocket) -> None:
    mine = pocket.make.comment(pocket.page, pocket.bram, "En dit?")
    pocket.make.comment(mine, pocket.anna)
    assert (pocket.work(), pocket.service.got) == ([], [])


def test_what_was_told_before_the_device_was_named_is_not_pushed(pocket: Pocket) -> None:
    (device,) = pocket.anna.get("/me/devices").json["items"]
    assert pocket.anna.delete(f"/me/devices/{device['id']}").status_code == 204
    pocket.reply()
    with clock.moved(timedelta(seconds=5)):
        pocket.anna.post("/me/devices", pocket.phone.subscription())
    assert pocket.work() == []


def test_a_device_of_another_site_is_told_nothing_of_this_one(pocket: Pocket, make: Factory) -> None:
    other = make.site("other", "https://other.example")
    elsewhere = make.visitor(pocket.anna.person, other)
    elsewhere.post("/me/devices", pocket.service.browser("two").subscription())
    assert [each["endpoint"] for each in pocket.anna.get("/me/devices").json["items"]] == [pocket.phone.endpoint]
    pocket.reply()
    pocket.work()
    assert [each.path for each in pocket.service.got] == ["/one"]
    (theirs,) = elsewhere.get("/me/devices").json["items"]
    assert fault(pocket.anna.delete(f"/me/devices/{theirs['id']}")) == (404, "missing")


def test_a_device_says_whose_servers_it_passes(anna: Visitor, site: MadeSite) -> None:
    hosts = ("fcm.googleapis.com", "updates.push.services.mozilla.com", "web.push.apple.com", "push.example.com")
    for host in (*hosts, "wns2-par02p.notify.windows.com"):
        anna.post("/me/devices", Browser(f"https://{host}/x").subscription(host))
    found = anna.get("/me/devices").json["items"]
    assert [each["service"] for each in found] == ["Google", "Mozilla", "Apple", "push.example.com", "Microsoft"]


def test_the_same_endpoint_is_one_device_of_whoever_named_it_last(anna: Visitor, bram: Visitor) -> None:
    phone = Browser("https://push.example.com/x")
    first = anna.post("/me/devices", phone.subscription("Van Anna")).json
    assert anna.post("/me/devices", phone.subscription("Anders")).json["id"] == first["id"]
    bram.post("/me/devices", phone.subscription("Van Bram"))
    assert anna.get("/me/devices").json["items"] == []
    assert [each["name"] for each in bram.get("/me/devices").json["items"]] == ["Van Bram"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("endpoint", "http://push.example.com/x"),
        ("endpoint", "https://name:word@push.example.com/x"),
        ("endpoint", "https:///x"),
        ("endpoint", "https://push.example.com/" + "x" * 1000),
        ("endpoint", "javascript:alert(1)"),
        ("endpoint", "https://push.example.com:8443/x"),
        ("endpoint", "https://push.example.com:22/x"),
        ("endpoint", "https://printer/x"),
        ("endpoint", "https://localhost./x"),
        ("endpoint", "https://10.0.0.7/x"),
        ("endpoint", "https://010.0.0.7/x"),
        ("endpoint", "https://2130706433/x"),
        ("endpoint", "https://127.1/x"),
        ("endpoint", "https://[::1]/x"),
        ("endpoint", "https://[::ffff:10.0.0.7]/x"),
        ("keys", {"p256dh": "AAAA", "auth": "AAAA"}),
        ("name", " "),
        ("name", "x" * 61),
    ],
)
def test_what_is_no_subscription_is_refused(anna: Visitor, field: str, value: Any) -> None:
    body = Browser("https://push.example.com/x").subscription() | {field: value}
    answer = anna.post("/me/devices", body)
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == [field]


def test_only_so_many_devices_are_kept(anna: Visitor) -> None:
    for number in range(20):
        anna.post("/me/devices", Browser(f"https://push.example.com/{number}").subscription())
    answer = anna.post("/me/devices", Browser("https://push.example.com/more").subscription())
    assert fault(answer) == (409, "conflict")


def test_the_log_is_forgotten_after_90_days(pocket: Pocket) -> None:
    pocket.reply()
    pocket.work()
    assert pocket.reasons() == ["sent"]
    pocket.work(91 * 86400)
    assert pocket.reasons() == []


def test_a_push_takes_the_same_statements_for_any_number_of_devices(pocket: Pocket, statements: Statements) -> None:
    def count() -> int:
        pocket.reply()
        before = len(pocket.service.got)
        statements.clear()
        with pocket.app.app_context():
            tasks.push_person(pocket.anna.id)
        assert len(pocket.service.got) - before == len(pocket.devices())
        return statements.count - 1  # of devices(), just above

    few = count()
    for name in ("two", "three", "four"):
        pocket.anna.post("/me/devices", pocket.service.browser(name).subscription())
    with clock.moved(timedelta(seconds=5)):
        assert count() == few


def test_a_look_takes_the_same_statements_for_any_number_of_people(
    pocket: Pocket, make: Factory, statements: Statements
) -> None:
    def count() -> int:
        statements.clear()
        with pocket.app.app_context(), transaction():
            planning.plan("push", 0)
        return statements.count

    pocket.reply()
    with clock.moved(timedelta(seconds=SECONDS)):
        few = count()
    make.followers(pocket.page, 50)
    with pocket.app.app_context(), transaction():
        (site_id,) = session().scalars(select(PushSubscription.site_id))
        keys = Browser("https://push.example.com/x").subscription()["keys"]
        device = keys | {"site_id": site_id, "name": "Telefoon", "created_at": clock.now()}
        for each in session().scalars(select(Follow.actor_id).where(Follow.actor_id != pocket.anna.id)).all():
            session().add(
                PushSubscription(id=each, actor_id=each, endpoint=f"https://push.example.com/{each}", **device)
            )
    with clock.moved(timedelta(seconds=SECONDS + 1)):  # after the first look
        pocket.reply()
    with clock.moved(timedelta(seconds=2 * SECONDS)):
        assert count() == few
    with pocket.app.app_context():
        asked = session().scalars(select(Job.key).where(Job.key.startswith("push:"))).all()
    assert len(asked) == 51
