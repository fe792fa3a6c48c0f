"""Who is told of what: once, for the strongest reason, and only of what they may read."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.factories import Factory, MadeSite
from tests.helpers.http import Visitor
from widget_server.core import clock
from widget_server.db import session, transaction
from widget_server.follows.models import Follow, Mute
from widget_server.identity.models import Actor
from widget_server.notifications.models import Notification
from widget_server.pages.models import Page
from widget_server.threads.service import reply

Told = tuple[str, str, str]


def told(make: Factory, who: Visitor) -> list[Told]:
    """Give what somebody was told: kind, object, and why (target); oldest first."""
    n = Notification
    found = select(n.kind, n.object_id, n.target_id).where(n.actor_id == who.id).order_by(n.activity_id)
    with make.app.app_context():
        return [tuple(row) for row in session().execute(found)]


def follow(make: Factory, who: Visitor, object_id: str, level: str = "all") -> None:
    """Let somebody follow something."""
    with make.app.app_context(), transaction() as current:
        current.merge(Follow(actor_id=who.id, object_id=object_id, level=level, at=clock.now()))


def mute(make: Factory, who: Visitor, object_id: str) -> None:
    """Let somebody want nothing of something."""
    with make.app.app_context(), transaction() as current:
        current.add(Mute(actor_id=who.id, object_id=object_id, at=clock.now()))


@pytest.fixture
def dirk(make: Factory, site: MadeSite) -> Visitor:
    """A third employee, signed in."""
    return make.visitor(make.person("Dirk Smit"), site)


def test_a_reply_is_told_to_whom_it_answers_and_to_who_began_the_thread(
    make: Factory, anna: Visitor, bram: Visitor, dirk: Visitor, page: str
) -> None:
    root = anna.reply(page)["id"]
    first = bram.reply(root)["id"]
    second = dirk.reply(first)["id"]
    assert told(make, anna) == [("reply", first, root), ("reply", second, root)]
    assert told(make, bram) == [("reply", second, first)]
    assert told(make, dirk) == []


def test_nobody_is_told_of_what_they_did_themselves(make: Factory, anna: Visitor, page: str) -> None:
    follow(make, anna, page)
    follow(make, anna, anna.id)
    anna.reply(anna.reply(page)["id"])
    assert told(make, anna) == []


def test_owner_and_deputy_are_told_of_every_comment_on_their_page(
    make: Factory, anna: Visitor, bram: Visitor, dirk: Visitor, page: str
) -> None:
    with make.app.app_context(), transaction() as current:
        found = current.get_one(Page, page)
        found.owner_id, found.deputy_id = bram.id, dirk.id
    first = anna.reply(page)["id"]
    second = bram.reply(page)["id"]
    assert told(make, bram) == [("page", first, page)]
    assert told(make, dirk) == [("page", first, page), ("page", second, page)]


@pytest.mark.parametrize(("level", "kinds"), [("all", ["new"]), ("mentions", []), ("off", [])])
@pytest.mark.parametrize("what", ["page", "person", "thread"])
def test_what_one_follows_is_told_at_level_all(
    make: Factory, anna: Visitor, bram: Visitor, dirk: Visitor, page: str, what: str, level: str, kinds: list[str]
) -> None:
    root = bram.reply(page)["id"]
    followed = {"page": page, "person": bram.id, "thread": root}[what]
    follow(make, anna, followed, level)
    again = bram.reply(root)["id"]
    assert told(make, anna) == [(kind, again, followed) for kind in kinds]


def test_of_one_activity_one_is_told_once_for_the_strongest_reason(
    make: Factory, anna: Visitor, bram: Visitor, page: str
) -> None:
    root = anna.reply(page)["id"]
    for followed in (page, root, bram.id):
        follow(make, anna, followed)
    with make.app.app_context(), transaction() as current:
        current.get_one(Page, page).owner_id = anna.id
    answer = bram.reply(root)["id"]
    beside = bram.reply(page)["id"]
    assert told(make, anna) == [("reply", answer, root), ("page", beside, page)]


def test_a_thread_turned_down_tells_nothing_and_its_level_goes_before_the_pages(
    make: Factory, anna: Visitor, bram: Visitor, page: str
) -> None:
    quiet, loud = anna.reply(page)["id"], anna.reply(page)["id"]
    follow(make, anna, page, "off")
    follow(make, anna, loud)
    follow(make, anna, bram.id)
    bram.reply(quiet)
    heard = bram.reply(loud)["id"]
    bram.reply(page)
    assert told(make, anna) == [("reply", heard, loud)]


@pytest.mark.parametrize("what", ["page", "person", "thread"])
def test_what_is_muted_is_not_told(make: Factory, anna: Visitor, bram: Visitor, page: str, what: str) -> None:
    root = anna.reply(page)["id"]
    follow(make, anna, page)
    mute(make, anna, {"page": page, "person": bram.id, "thread": root}[what])
    bram.reply(root)
    assert told(make, anna) == []


def test_only_who_may_read_the_page_is_told(make: Factory, site: MadeSite, bram: Visitor) -> None:
    inside = make.visitor(make.person(groups=["hr"]), site)
    writer = make.visitor(make.person(groups=["hr"]), site)
    outside, guest = make.visitor(make.person(), site), make.visitor(make.person(guest=True), site)
    page = make.page(site, "salaries", groups=["hr"])
    for who in (inside, outside, guest):
        follow(make, who, writer.id)
        follow(make, who, page)
    follow(make, guest, bram.id)
    written = writer.reply(page)["id"]
    bram.reply(make.page(site, "canteen"))
    assert told(make, inside)[0][:2] == ("new", written)
    assert (told(make, outside), told(make, guest)) == ([], [])


def test_who_is_disabled_is_told_nothing(make: Factory, anna: Visitor, bram: Visitor, page: str) -> None:
    root = anna.reply(page)["id"]
    with make.app.app_context(), transaction() as current:
        current.get_one(Actor, anna.id).disabled_at = clock.now()
    bram.reply(root)
    assert told(make, anna) == []


def test_a_write_that_fails_tells_nobody(make: Factory, anna: Visitor, bram: Visitor, page: str) -> None:
    root = anna.reply(page)["id"]
    principal = make.principal(bram)
    with pytest.raises(RuntimeError), make.app.app_context(), transaction():
        reply(principal, root, "Hallo")
        raise RuntimeError
    assert told(make, anna) == []


def test_reactions_to_a_comment_are_one_notification_that_counts_them(
    make: Factory, site: MadeSite, anna: Visitor, bram: Visitor, dirk: Visitor, page: str
) -> None:
    comment = anna.reply(page)["id"]
    for who in (anna, bram, dirk):
        who.put(f"/objects/{comment}/reactions/like")
    (found,) = bell(anna)
    assert (found["kind"], found["count"], found["by"]["id"], found["object"]) == ("reaction", 2, dirk.id, comment)
    dirk.delete(f"/objects/{comment}/reactions/like")
    (found,) = bell(anna)
    assert (found["count"], found["by"]["id"]) == (1, bram.id)
    bram.delete(f"/objects/{comment}/reactions/like")
    assert (bell(anna), anna.get("/notifications/count").json) == ([], {"unseen": 0})
    dirk.put(f"/objects/{comment}/reactions/like")
    assert [item["count"] for item in bell(anna)] == [1]


def test_a_reaction_after_the_others_were_seen_begins_anew(
    make: Factory, anna: Visitor, bram: Visitor, dirk: Visitor, page: str
) -> None:
    comment = anna.reply(page)["id"]
    bram.put(f"/objects/{comment}/reactions/like")
    anna.post("/notifications/seen", {"page": page})
    dirk.put(f"/objects/{comment}/reactions/like")
    assert [(item["count"], item["by"]["id"], item["seen"]) for item in bell(anna)] == [
        (1, dirk.id, False),
        (1, bram.id, True),
    ]


def test_who_likes_and_takes_it_back_and_likes_again_is_told_of_once_a_day(
    anna: Visitor, bram: Visitor, page: str
) -> None:
    comment = anna.reply(page)["id"]
    bram.put(f"/objects/{comment}/reactions/like")
    anna.post("/notifications/seen", {"page": page})
    for call in (bram.delete, bram.put):
        call(f"/objects/{comment}/reactions/like")
    assert [item["seen"] for item in bell(anna)] == [True]


def test_a_like_of_a_muted_person_is_not_told(make: Factory, anna: Visitor, bram: Visitor, page: str) -> None:
    comment = anna.reply(page)["id"]
    mute(make, anna, bram.id)
    bram.put(f"/objects/{comment}/reactions/like")
    assert bell(anna) == []


def bell(who: Visitor) -> list[dict]:
    """Read somebody's notifications."""
    return list(who.get("/notifications").json["items"])


def test_who_is_mentioned_is_told_so_however_quiet_the_thread_and_not_when_muted(
    make: Factory, anna: Visitor, bram: Visitor, dirk: Visitor, page: str
) -> None:
    root = anna.reply(page)["id"]
    follow(make, anna, page, "off")
    mute(make, dirk, page)
    asked = bram.reply(root, f"@[Anna de Koning]({anna.id}) and @[Dirk Smit]({dirk.id}), look")["id"]
    assert told(make, anna) == [("mention", asked, asked)]
    assert told(make, dirk) == []


def test_who_is_mentioned_only_after_an_edit_is_told_then_and_once(
    make: Factory, anna: Visitor, bram: Visitor, page: str
) -> None:
    comment = bram.reply(page, "Look")["id"]
    for words in ("look", "look again"):
        bram.patch(f"/comments/{comment}", {"source": f"@[Anna de Koning]({anna.id}), {words}"})
    assert told(make, anna) == [("mention", comment, comment)]


def test_who_is_followed_is_told_by_whom_once_and_while_it_lasts(anna: Visitor, bram: Visitor) -> None:
    for _ in range(2):
        anna.put(f"/objects/{bram.id}/follow", {"level": "all"})
        assert [(item["kind"], item["by"]["id"], item["object"]) for item in bell(bram)] == [
            ("follow", anna.id, anna.id)
        ]
        anna.delete(f"/objects/{bram.id}/follow")
        assert bell(bram) == []


def test_who_follows_a_person_is_told_of_what_they_write_where_one_never_was(
    anna: Visitor, bram: Visitor, page: str
) -> None:
    anna.put(f"/objects/{bram.id}/follow", {"level": "all"})
    written = bram.reply(page)["id"]
    (found,) = bell(anna)
    assert (found["kind"], found["object"]) == ("new", written)
    assert found["target"] == {"id": bram.id, "kind": "actor", "name": "Bram Visser"}
