"""Many people at the same moment: nothing is lost, counted twice, or answered with a fault of ours."""

from __future__ import annotations

import random

from sqlalchemy import func, select

from tests.factories import Factory, MadeSite
from tests.helpers.http import Visitor
from tests.helpers.parallel import at_once
from tests.helpers.trees import pages_of, rest_of
from widget_server.access.policy import Principal
from widget_server.db import session, transaction
from widget_server.pages.models import Page
from widget_server.pages.service import set_state
from widget_server.reactions.models import Reaction
from widget_server.threads.models import Comment


def test_eight_hundred_increments_at_once_are_eight_hundred(make: Factory, carla: Visitor, page: str) -> None:
    principal: Principal = make.principal(carla)

    def settle() -> None:
        for _ in range(100):
            with make.app.app_context(), transaction():
                set_state(principal, page, {"reactions": True})

    at_once([settle] * 8, threads=8)
    with make.app.app_context():
        assert session().get_one(Page, page).version == 801


def test_replies_likes_and_removals_at_once_leave_a_thread_that_adds_up(
    make: Factory, site: MadeSite, anna: Visitor, bram: Visitor, page: str
) -> None:
    chance = random.Random(3)
    roots = [anna.reply(page)["id"] for _ in range(3)]
    targets = [*roots, *(bram.reply(chance.choice(roots))["id"] for _ in range(12))]
    removable = [bram.reply(chance.choice(targets))["id"] for _ in range(25)]
    people = [make.visitor(make.person(), site) for _ in range(6)]
    calls = [lambda each=each: bram.delete(f"/comments/{each}") for each in removable]
    for _ in range(60):
        who, target = chance.choice(people), chance.choice([page, *targets, *removable])
        calls.append(lambda who=who, target=target: who.post(f"/objects/{target}/replies", {"source": "x"}))
        calls.append(lambda who=who, target=target: who.put(f"/objects/{target}/reactions/like"))
    chance.shuffle(calls)
    answers = at_once(calls, threads=16)
    assert {answer.status_code for answer in answers} <= {200, 201, 204, 403, 404, 409}
    assert sum(answer.status_code == 204 for answer in answers) == 25
    with make.app.app_context():
        standing = session().scalar(select(func.count()).where(Comment.page_id == page, Comment.removed_at.is_(None)))
        liked = dict(session().execute(select(Reaction.object_id, func.count()).group_by(Reaction.object_id)).all())
    assert anna.thread(page)["total"] == standing
    items = {item["id"]: item for part in pages_of(anna, page) for item in part["items"]}
    for root in roots:
        assert items[root]["replies"] == len(rest_of(anna, root)) + sum(
            1 for item in items.values() if item["id"] != root and _root(item, items) == root
        )
    for target, number in liked.items():
        if target in items:
            assert items[target]["tally"] == {"like": number}
    assert anna.boot().json["counts"]["tally"].get("like", 0) == liked.get(page, 0)


def _root(item: dict, items: dict[str, dict]) -> str:
    while item["parent"] is not None:
        item = items[item["parent"]]
    return str(item["id"])


def test_hides_and_edits_at_once_keep_both(anna: Visitor, carla: Visitor, page: str) -> None:
    comment = anna.reply(page)["id"]
    calls = [lambda n=n: anna.patch(f"/comments/{comment}", {"source": f"tekst {n}"}) for n in range(20)]
    calls += [lambda n=n: carla.put(f"/comments/{comment}/hidden", {"reason": f"reden {n}"}) for n in range(20)]
    answers = at_once(calls)
    assert {answer.status_code for answer in answers} == {200}
    found = anna.get(f"/comments/{comment}").json
    assert (found["version"], found["hidden"] is not None) == (21, True)


def test_of_twenty_edits_of_one_version_at_once_one_stands(anna: Visitor, page: str) -> None:
    path = f"/comments/{anna.reply(page)['id']}"
    answers = at_once(
        [lambda n=n: anna.patch(path, {"source": f"tekst {n}"}, headers={"If-Match": '"1"'}) for n in range(20)]
    )
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 19
    assert anna.get(path).json["version"] == 2


def test_visits_at_two_addresses_at_once_note_both(anna: Visitor, carla: Visitor, page: str) -> None:
    urls = [f"http://intranet.localhost:8080/copy-{number % 4}" for number in range(20)]
    answers = at_once([lambda url=url: anna.boot(url=url) for url in urls])
    assert {answer.status_code for answer in answers} == {200}
    assert {copy["url"] for copy in carla.get(f"/pages/{page}").json["copies"]} == set(urls)
