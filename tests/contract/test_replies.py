"""Writing a reply, and sending it again."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import Factory
from tests.helpers import expected
from tests.helpers.http import Visitor, fault
from tests.helpers.parallel import at_once
from widget_server.core import clock
from widget_server.db import session
from widget_server.pages.models import Page
from widget_server.threads.models import Comment


def test_a_reply_is_created_and_answered_whole(anna: Visitor, page: str) -> None:
    answer = anna.post(f"/objects/{page}/replies", {"source": "Hallo *daar*", "lang": "nl"})
    body = answer.json
    assert answer.status_code == 201
    assert answer.headers["Location"] == f"/api/v1/comments/{body['id']}"
    assert body == expected.comment(
        anna,
        page,
        id=body["id"],
        html="<p>Hallo <em>daar</em></p>",
        source="Hallo *daar*",
        lang="nl",
        created_at=body["created_at"],
        may=["reply", "react", "edit", "remove"],
        following="all",
        followed=page,
    )
    assert body["created_at"].endswith("Z") and len(body["created_at"]) == 20


def test_a_comment_read_back_is_what_its_author_got_and_others_get_it_without_source(
    anna: Visitor, bram: Visitor, page: str
) -> None:
    written = anna.reply(page, "x")
    assert (written.pop("following"), written.pop("followed")) == ("all", page)
    read = anna.get(f"/comments/{written['id']}")
    assert (read.json, read.headers["ETag"]) == (written, '"1"')
    others = dict(written) | {"may": ["reply", "react"]}
    del others["source"]
    assert bram.get(f"/comments/{written['id']}").json == others


def test_a_reply_to_a_comment_hangs_below_it(anna: Visitor, bram: Visitor, page: str) -> None:
    root = anna.reply(page)["id"]
    answer = bram.reply(root)
    assert (answer["parent"], answer["page"], answer["depth"]) == (root, page, 1)
    assert anna.get(f"/comments/{root}").json["replies"] == 1


def test_the_text_is_stored_as_checked(anna: Visitor, page: str) -> None:
    assert anna.reply(page, "e\u0301\r\n\u202ex\n\n")["source"] == "é\nx"


@pytest.mark.parametrize(
    ("body", "problem", "fields"),
    [
        ({}, "invalid", ["source"]),
        ({"source": ""}, "empty", ["source"]),
        ({"source": " \n\t"}, "empty", ["source"]),
        ({"source": "\u200b"}, "empty", ["source"]),
        ({"source": None}, "invalid", ["source"]),
        ({"source": 7}, "invalid", ["source"]),
        ({"source": ["x"]}, "invalid", ["source"]),
        ({"source": "x" * 5001}, "too_long", ["source"]),
        ({"source": "a\x00b"}, "invalid", ["source"]),
        ({"source": "x", "lang": "not a language"}, "invalid", ["lang"]),
        ({"source": "x", "lang": "x" * 99}, "invalid", ["lang"]),
        ({"source": "x", "lang": 7}, "invalid", ["lang"]),
        ({"source": "x", "lang": "en-a"}, "invalid", ["lang"]),
        ({"source": "x", "lang": "en-1"}, "invalid", ["lang"]),
        ({"source": "x", "lang": "de-a-b"}, "invalid", ["lang"]),
        ({"source": "x", "author": "bram"}, "unknown_field", ["author"]),
        ({"source": "x", "html": "<b>x</b>"}, "unknown_field", ["html"]),
    ],
)
def test_a_reply_at_fault_is_refused_by_name_and_nothing_is_written(
    anna: Visitor, page: str, body: dict, problem: str, fields: list[str]
) -> None:
    answer = anna.post(f"/objects/{page}/replies", body)
    assert fault(answer) == (422, problem)
    assert sorted(answer.json["errors"]) == fields
    assert anna.thread(page)["total"] == 0


def test_five_thousand_characters_fit(anna: Visitor, page: str) -> None:
    assert len(anna.reply(page, "x" * 5000)["source"]) == 5000


def test_a_page_that_is_read_only_or_off_takes_no_reply(anna: Visitor, carla: Visitor, page: str) -> None:
    comment = anna.reply(page)["id"]
    for state in ("read_only", "off"):
        carla.patch(f"/pages/{page}", {"state": state})
        for target in (page, comment):
            assert fault(anna.post(f"/objects/{target}/replies", {"source": "x"})) == (403, "not_allowed")


def test_a_comment_that_was_removed_meanwhile_takes_no_reply(anna: Visitor, bram: Visitor, page: str) -> None:
    comment = anna.reply(page)["id"]
    anna.delete(f"/comments/{comment}")
    assert fault(bram.post(f"/objects/{comment}/replies", {"source": "x"})) == (409, "conflict")


def test_a_placeholder_takes_a_reply(anna: Visitor, bram: Visitor, page: str) -> None:
    comment = anna.reply(page)["id"]
    bram.reply(comment)
    anna.delete(f"/comments/{comment}")
    assert bram.reply(comment)["parent"] == comment


def test_a_person_is_no_place_for_a_reply(anna: Visitor) -> None:
    assert fault(anna.post(f"/objects/{anna.id}/replies", {"source": "x"})) == (404, "missing")


def test_the_first_reply_lists_its_page(anna: Visitor, page: str, make: Factory) -> None:
    with make.app.app_context():
        assert session().get_one(Page, page).listed_at is None
    anna.reply(page)
    with make.app.app_context():
        assert session().get_one(Page, page).listed_at is not None


def send(visitor: Visitor, target: str, key: str, source: str = "een keer") -> object:
    """Send a reply with an Idempotency-Key."""
    return visitor.post(f"/objects/{target}/replies", {"source": source}, headers={"Idempotency-Key": key})


def test_a_reply_sent_again_with_its_key_is_written_once_and_answered_alike(anna: Visitor, page: str) -> None:
    first, second = send(anna, page, "k1"), send(anna, page, "k1")
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.data == second.data
    assert ("Idempotency-Replayed" in first.headers, second.headers["Idempotency-Replayed"]) == (False, "true")
    assert second.headers["Location"] == first.headers["Location"]
    assert anna.thread(page)["total"] == 1


def test_a_key_used_for_another_request_is_a_conflict(anna: Visitor, page: str) -> None:
    comment = send(anna, page, "k1").json["id"]
    assert fault(send(anna, page, "k1", "iets anders")) == (409, "conflict")
    assert fault(send(anna, comment, "k1")) == (409, "conflict")
    assert anna.thread(page)["total"] == 1


def test_a_key_belongs_to_its_person_and_lasts_a_day(anna: Visitor, bram: Visitor, page: str) -> None:
    with clock.moved(timedelta(hours=-25)):
        send(anna, page, "k1")
    send(anna, page, "k1", "de volgende dag")
    send(bram, page, "k1", "van bram")
    assert anna.thread(page)["total"] == 3


def test_a_refused_reply_leaves_its_key_free(anna: Visitor, page: str) -> None:
    assert fault(send(anna, page, "k1", "")) == (422, "empty")
    assert send(anna, page, "k1", "nu wel").status_code == 201


@pytest.mark.parametrize("key", ["", "x" * 129, "a\tb"])
def test_a_key_that_cannot_be_one_is_invalid(anna: Visitor, page: str, key: str) -> None:
    assert fault(send(anna, page, key)) == (422, "invalid")


def test_twenty_at_once_with_one_key_write_one_reply(anna: Visitor, page: str) -> None:
    answers = at_once([lambda: send(anna, page, "k1")] * 20)
    assert [answer.status_code for answer in answers] == [201] * 20
    assert len({answer.json["id"] for answer in answers}) == 1
    assert anna.thread(page)["total"] == 1


def test_sixty_replies_at_once_all_stand_in_one_order(anna: Visitor, bram: Visitor, page: str, make: Factory) -> None:
    root = anna.reply(page)["id"]
    answers = at_once(
        [lambda who=who: who.post(f"/objects/{root}/replies", {"source": "x"}) for who in (anna, bram) * 30]
    )
    assert [answer.status_code for answer in answers] == [201] * 60
    assert (anna.thread(page)["total"], anna.get(f"/comments/{root}").json["replies"]) == (61, 60)
    with make.app.app_context():
        keys = session().scalars(select(Comment.order_key).where(Comment.root_id == root, Comment.depth > 0)).all()
    assert sorted(keys) == [f"{number:06x}" for number in range(1, 61)]
