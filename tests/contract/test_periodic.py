"""What is done beside requests, now and then: render again, forget."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.factories import Factory, MadeSite
from tests.helpers.http import Visitor, fault
from widget_server.activities.models import RememberedAnswer
from widget_server.activities.tasks import forget_answers
from widget_server.core import clock
from widget_server.db import session, transaction
from widget_server.objects.models import Object
from widget_server.pages.tasks import forget_unlisted
from widget_server.sessions.models import AccessToken
from widget_server.sessions.tasks import forget_dead
from widget_server.threads.models import Comment, CommentVersion
from widget_server.threads.tasks import render_again

HOME = "http://intranet.localhost:8080"


def age(app: Flask) -> None:
    """Make every text one of an older renderer, which made something else of it."""
    with app.app_context(), transaction():
        for table in (Comment, CommentVersion):
            session().execute(update(table).where(table.source != "").values(html="<blink>", text_version=0))


def run(app: Flask, task: Callable[[], int]) -> int:
    """Run a task as `weerklank jobs` does."""
    with app.app_context():
        return task()


@pytest.mark.settings(edit_quiet_seconds=0)
def test_what_an_older_renderer_wrote_is_rendered_again_with_its_history(anna: Visitor, page: str, app: Flask) -> None:
    path = f"/comments/{anna.reply(page, '**eerst**')['id']}"
    anna.patch(path, {"source": "*later*"})
    before = [anna.get(path).json, anna.get(f"{path}/versions").json, anna.thread(page)["items"]]
    age(app)
    stale = anna.get(f"/pages/{page}/thread")
    assert run(app, render_again) == 2
    assert [anna.get(path).json, anna.get(f"{path}/versions").json, anna.thread(page)["items"]] == before
    assert anna.get(f"/pages/{page}/thread").headers["ETag"] != stale.headers["ETag"]


def test_many_texts_on_many_pages_are_rendered_again_and_only_once(
    anna: Visitor, page: str, make: Factory, site: MadeSite
) -> None:
    pages = [page, *(make.page(site, f"page-{number}") for number in range(3))]
    for each in pages:
        make.comments(each, anna, 60)
    age(make.app)
    assert [run(make.app, render_again) for _ in range(2)] == [240, 0]
    for each in pages:
        assert {item["html"] for item in anna.thread(each)["items"]} == {f"<p>Nummer {n}</p>" for n in range(60)}


def test_a_removed_comment_stays_without_words(anna: Visitor, bram: Visitor, page: str, app: Flask) -> None:
    comment = anna.reply(page)["id"]
    bram.reply(comment)
    anna.delete(f"/comments/{comment}")
    with app.app_context(), transaction():
        session().execute(update(Comment).values(text_version=0))
    run(app, render_again)
    with app.app_context():
        assert session().get_one(Comment, comment).html == ""


def test_a_page_nobody_used_goes_thirty_days_after_its_last_visit(anna: Visitor, app: Flask) -> None:
    page = anna.boot("menu-48").json["page"]["id"]
    with clock.moved(timedelta(days=20)):
        anna.again().boot("menu-48")
    with clock.moved(timedelta(days=49)):
        assert run(app, forget_unlisted) == 0
    with clock.moved(timedelta(days=51)):
        assert run(app, forget_unlisted) == 1
    assert fault(anna.get(f"/pages/{page}")) == (404, "missing")
    with app.app_context():
        assert session().get(Object, page) is None
    assert anna.boot("menu-48").json["page"]["id"] != page


def test_a_page_on_which_something_was_done_stays(
    anna: Visitor, carla: Visitor, make: Factory, site: MadeSite, app: Flask
) -> None:
    replied, liked, settled, aliased, copied, removed = (make.page(site, f"page-{number}") for number in range(6))
    anna.reply(replied)
    anna.put(f"/objects/{liked}/reactions/like")
    carla.patch(f"/pages/{settled}", {"state": "read_only"})
    carla.put(f"/pages/{aliased}/aliases", {"id": "other"})
    anna.boot("page-4", url=f"{HOME}/copy")
    made = carla.post(f"/pages/{copied}/copies", {"url": f"{HOME}/copy", "decision": "new"}).json["id"]
    carla.delete(f"/pages/{removed}")
    with clock.moved(timedelta(days=365)):
        assert run(app, forget_unlisted) == 0
    for page in (replied, liked, settled, aliased, copied, made):
        assert anna.get(f"/pages/{page}").status_code == 200


def test_answers_kept_for_repeats_go_after_a_day(anna: Visitor, page: str, app: Flask) -> None:
    anna.reply(page, headers={"Idempotency-Key": "old"})
    with clock.moved(timedelta(hours=12)):
        anna.again().reply(page, headers={"Idempotency-Key": "young"})
    with clock.moved(timedelta(hours=25)):
        assert run(app, forget_answers) == 1
    with app.app_context():
        assert session().scalars(select(RememberedAnswer.key)).all() == ["young"]


def test_tokens_that_are_over_go(anna: Visitor, page: str, app: Flask) -> None:
    def tokens() -> int:
        with app.app_context():
            return session().scalar(select(func.count()).select_from(AccessToken)) or 0

    left = []
    for minutes in (5, 69, 71):
        with clock.moved(timedelta(minutes=minutes)):
            run(app, forget_dead)
        left.append(tokens())
    assert left == [1, 1, 0]
