"""What goes out is what the schemas say: every answer loads through its own, nothing unknown, nothing missing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from marshmallow import RAISE, Schema

from tests.factories import Factory, MadeSite
from tests.helpers.http import Visitor
from widget_server.boot.schemas import Booted
from widget_server.core import clock
from widget_server.feed.schemas import Feed, Formula, News
from widget_server.pages.schemas import Page
from widget_server.reactions.schemas import Outcome, Reactors
from widget_server.threads import schemas


@pytest.fixture
def lively(make: Factory, site: MadeSite, anna: Visitor, bram: Visitor, carla: Visitor, page: str) -> dict[str, str]:
    """A page with everything on it: edited, removed, hidden, deep, liked, owned, copied."""
    with clock.moved(timedelta(hours=-1)):
        root = make.comment(page, anna, "eerst")
        chain = [root]
        for who in (bram, anna, bram, anna):
            chain.append(make.comment(chain[-1], who))
        gone = make.comment(page, bram)
        make.comment(gone, anna)
        hidden = make.comment(page, bram)
    make.comments(root, bram, 3)
    anna.patch(f"/comments/{root}", {"source": "later"})
    bram.delete(f"/comments/{gone}")
    carla.put(f"/comments/{hidden}/hidden", {"reason": "Persoonlijk"})
    for target in (page, root, chain[-1]):
        anna.put(f"/objects/{target}/reactions/like")
    anna.boot(url=f"{site.origin}/copy")
    return {"page": page, "root": root, "gone": gone, "hidden": hidden, "deep": chain[-1]}


READS: list[tuple[str, type[Schema]]] = [
    ("/pages/{page}", Page),
    ("/pages/{page}/thread", schemas.Thread),
    ("/pages/{page}/thread?sort=active", schemas.Thread),
    ("/pages/{page}/thread?around={deep}", schemas.Thread),
    ("/objects/{root}/replies", schemas.Replies),
    ("/objects/{page}/reactions", Reactors),
    ("/comments/{root}", schemas.OwnComment),
    ("/comments/{gone}", schemas.OwnComment),
    ("/comments/{hidden}", schemas.OwnComment),
    ("/comments/{deep}", schemas.OwnComment),
    ("/comments/{root}/versions", schemas.Versions),
    ("/feed", Feed),
    ("/feed?tab=newest", Feed),
    ("/feed/formula", Formula),
    ("/feed/news?snapshot=x", News),
]


@pytest.mark.parametrize(("path", "schema"), READS)
def test_what_is_read_is_what_its_schema_says(
    anna: Visitor, carla: Visitor, lively: dict[str, str], path: str, schema: type[Schema]
) -> None:
    for who in (anna, carla):
        answer = who.get(path.format(**lively))
        assert answer.status_code == 200
        assert schema().load(answer.json, unknown=RAISE) == answer.json


def test_what_boot_gives_is_what_its_schema_says(anna: Visitor, carla: Visitor, lively: dict[str, str]) -> None:
    for body in (anna.boot().json, carla.boot().json, anna.post("/boot", {"site": "intranet"}).json):
        assert Booted().load(body, unknown=RAISE) == body


def test_what_writes_give_is_what_their_schemas_say(anna: Visitor, carla: Visitor, lively: dict[str, str]) -> None:
    page, root = lively["page"], lively["root"]
    for answer, schema in (
        (anna.post(f"/objects/{root}/replies", {"source": "x"}), schemas.NewOwnComment),
        (anna.patch(f"/comments/{root}", {"source": "y"}), schemas.OwnComment),
        (anna.put(f"/objects/{root}/reactions/like"), Outcome),
        (anna.delete(f"/objects/{root}/reactions/like"), Outcome),
        (anna.post("/preview", {"source": "x"}), schemas.Html),
        (carla.put(f"/comments/{root}/hidden", {"reason": "x"}), schemas.OwnComment),
        (carla.delete(f"/comments/{root}/hidden"), schemas.OwnComment),
        (carla.patch(f"/pages/{page}", {"reactions": False}), Page),
        (carla.put(f"/pages/{page}/aliases", {"id": "other"}), Page),
    ):
        assert answer.status_code < 300
        assert schema().load(answer.json, unknown=RAISE) == answer.json


def test_the_fast_serialiser_gives_each_field_of_the_schema_and_no_other(anna: Visitor, lively: dict[str, str]) -> None:
    fields = set(schemas.Comment().fields)
    for item in anna.thread(lively["page"])["items"]:
        assert set(item) == fields
        assert schemas.Comment().dump(item) == item
