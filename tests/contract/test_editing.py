"""An author edits and removes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import Factory
from tests.helpers.http import Visitor, fault
from widget_server.core import clock
from widget_server.db import db


def written(make: Factory, page: str, author: Visitor, minutes_ago: int, source: str = "eerst") -> str:
    """Give the id of a comment written some minutes ago."""
    with clock.moved(timedelta(minutes=-minutes_ago)):
        return make.comment(page, author, source)


def test_an_edit_within_fifteen_minutes_is_not_marked_and_leaves_no_history(
    anna: Visitor, page: str, make: Factory
) -> None:
    comment = written(make, page, anna, 14)
    edited = anna.patch(f"/comments/{comment}", {"source": "**later**"})
    assert edited.status_code == 200
    body = edited.json
    assert (body["html"], body["source"], body["edited_at"], body["version"]) == (
        "<p><strong>later</strong></p>",
        "**later**",
        None,
        2,
    )
    assert anna.get(f"/comments/{comment}").json == body
    versions = anna.get(f"/comments/{comment}/versions").json
    assert [(v["version"], v["source"]) for v in versions["items"]] == [(2, "**later**")]


def test_an_edit_after_fifteen_minutes_is_marked_and_what_it_said_is_kept(
    anna: Visitor, carla: Visitor, page: str, make: Factory
) -> None:
    comment = written(make, page, anna, 16)
    edited = anna.patch(f"/comments/{comment}", {"source": "later"}).json
    assert edited["edited_at"] is not None
    again = anna.patch(f"/comments/{comment}", {"source": "nog later"}).json
    assert again["version"] == 3
    for reader in (anna, carla):
        found = reader.get(f"/comments/{comment}/versions").json
        assert [(v["version"], v["source"], v["html"]) for v in found["items"]] == [
            (3, "nog later", "<p>nog later</p>"),
            (2, "later", "<p>later</p>"),
            (1, "eerst", "<p>eerst</p>"),
        ]
        assert found["next"] is None
        assert all(set(v) == {"version", "source", "html", "written_at"} for v in found["items"])
        assert [v["written_at"] for v in found["items"]] == sorted(
            (v["written_at"] for v in found["items"]), reverse=True
        )


@pytest.mark.settings(edit_quiet_seconds=0)
def test_a_long_history_comes_a_hundred_at_a_time(anna: Visitor, page: str) -> None:
    path = f"/comments/{anna.reply(page, 'tekst 1')['id']}"
    for number in range(2, 251):
        anna.patch(path, {"source": f"tekst {number}"})
    read, cursor, sizes = [], "", []
    while cursor is not None:
        part = anna.get(f"{path}/versions{cursor and '?cursor='}{cursor}").json
        read += [(version["version"], version["source"]) for version in part["items"]]
        sizes.append(len(part["items"]))
        cursor = part["next"]
    assert sizes == [101, 100, 49]
    assert read == [(number, f"tekst {number}") for number in range(250, 0, -1)]


def test_an_edit_that_says_the_same_changes_nothing(anna: Visitor, page: str, make: Factory) -> None:
    comment = written(make, page, anna, 60)
    before = anna.get(f"/comments/{comment}").json
    assert anna.patch(f"/comments/{comment}", {"source": "eerst\r\n"}).json == before


def test_an_edit_at_any_time_much_later_too(anna: Visitor, page: str, make: Factory) -> None:
    comment = written(make, page, anna, 60 * 24 * 400)
    assert anna.patch(f"/comments/{comment}", {"source": "later"}).status_code == 200


@pytest.mark.settings(edit_quiet_seconds=0)
def test_the_quiet_time_is_a_setting(anna: Visitor, page: str) -> None:
    comment = anna.reply(page)["id"]
    assert anna.patch(f"/comments/{comment}", {"source": "later"}).json["edited_at"] is not None


def test_a_stale_version_is_412_the_right_one_and_none_are_not(anna: Visitor, page: str) -> None:
    comment = anna.reply(page)["id"]
    path = f"/comments/{comment}"
    assert anna.patch(path, {"source": "2"}, headers={"If-Match": '"1"'}).status_code == 200
    assert fault(anna.patch(path, {"source": "3"}, headers={"If-Match": '"1"'})) == (412, "stale")
    assert anna.patch(path, {"source": "3"}, headers={"If-Match": 'W/"2"'}).status_code == 200
    assert anna.patch(path, {"source": "4"}, headers={"If-Match": "*"}).status_code == 200
    assert anna.patch(path, {"source": "5"}).json["version"] == 5
    assert anna.get(path).json["source"] == "5"


def test_a_stale_removal_is_412(anna: Visitor, page: str) -> None:
    path = f"/comments/{anna.reply(page)['id']}"
    anna.patch(path, {"source": "2"})
    assert fault(anna.delete(path, headers={"If-Match": '"1"'})) == (412, "stale")
    assert anna.delete(path, headers={"If-Match": '"2"'}).status_code == 204


@pytest.mark.parametrize("tag", ["2", "x", '"x"', '""', '"99999999999"'])
def test_an_if_match_that_is_no_version_is_invalid(anna: Visitor, page: str, tag: str) -> None:
    comment = anna.reply(page)["id"]
    assert fault(anna.patch(f"/comments/{comment}", {"source": "2"}, headers={"If-Match": tag})) == (422, "invalid")


@pytest.mark.parametrize(("source", "code"), [("", "empty"), ("x" * 5001, "too_long"), ("\x07", "invalid")])
def test_an_edit_at_fault_is_refused_and_the_comment_stands(anna: Visitor, page: str, source: str, code: str) -> None:
    comment = anna.reply(page, "goed")["id"]
    assert fault(anna.patch(f"/comments/{comment}", {"source": source})) == (422, code)
    assert anna.get(f"/comments/{comment}").json["source"] == "goed"


def test_nobody_else_edits_or_removes_not_even_a_manager(
    anna: Visitor, bram: Visitor, carla: Visitor, page: str
) -> None:
    path = f"/comments/{anna.reply(page)['id']}"
    for other in (bram, carla):
        assert fault(other.patch(path, {"source": "x"})) == (403, "not_allowed")
        assert fault(other.delete(path)) == (403, "not_allowed")
    assert anna.get(path).json["version"] == 1


def test_others_do_not_see_the_history(anna: Visitor, bram: Visitor, page: str) -> None:
    assert fault(bram.get(f"/comments/{anna.reply(page)['id']}/versions")) == (403, "not_allowed")


def test_a_removed_comment_without_replies_is_gone(anna: Visitor, page: str) -> None:
    comment = anna.reply(page)["id"]
    answer = anna.delete(f"/comments/{comment}")
    assert (answer.status_code, answer.data) == (204, b"")
    assert anna.thread(page)["items"] == []
    assert anna.thread(page)["total"] == 0
    for path in (f"/comments/{comment}", f"/comments/{comment}/versions"):
        assert fault(anna.get(path)) == (404, "missing")
    assert fault(anna.delete(f"/comments/{comment}")) == (404, "missing")


def test_a_removed_comment_with_replies_keeps_its_place_and_nothing_else(
    anna: Visitor, bram: Visitor, page: str
) -> None:
    comment = anna.reply(page, "geheim")["id"]
    answer = bram.reply(comment)["id"]
    bram.put(f"/objects/{comment}/reactions/like")
    anna.delete(f"/comments/{comment}")
    place, reply = anna.thread(page)["items"]
    assert {name: place[name] for name in ("id", "author", "html", "removed", "tally", "replies", "hidden")} == {
        "id": comment,
        "author": None,
        "html": None,
        "removed": True,
        "tally": {},
        "replies": 1,
        "hidden": None,
    }
    assert reply["id"] == answer
    own = anna.get(f"/comments/{comment}").json
    assert (own["html"], "source" in own, own["may"]) == (None, False, ["reply"])
    assert anna.get(f"/comments/{comment}/versions").json == {"items": [], "next": None}
    assert bram.get(f"/objects/{comment}/reactions").json == {"items": [], "next": None}


def test_a_removed_comment_is_neither_edited_nor_removed_again(anna: Visitor, bram: Visitor, page: str) -> None:
    path = f"/comments/{anna.reply(page)['id']}"
    bram.reply(path.rpartition("/")[2])
    anna.delete(path)
    for who, expected in ((anna, (409, "conflict")), (bram, (403, "not_allowed"))):
        assert fault(who.patch(path, {"source": "terug"})) == expected
        assert fault(who.delete(path)) == expected


def test_the_words_of_a_removed_comment_are_nowhere_in_the_database(
    anna: Visitor, bram: Visitor, page: str, make: Factory
) -> None:
    comment = written(make, page, anna, 60, "zeer geheime woorden")
    anna.patch(f"/comments/{comment}", {"source": "minder erge woorden"})
    bram.reply(comment)
    anna.delete(f"/comments/{comment}")
    with make.app.app_context(), db.engine.connect() as connection:
        for table in db.metadata.sorted_tables:
            for row in connection.execute(select(table)):
                assert "woorden" not in str(tuple(row)), table.name


def test_a_placeholder_goes_with_its_last_reply_and_takes_those_above_along(anna: Visitor, page: str) -> None:
    top = anna.reply(page)["id"]
    middle = anna.reply(top)["id"]
    low = anna.reply(middle)["id"]
    anna.delete(f"/comments/{top}")
    anna.delete(f"/comments/{middle}")
    assert [(item["id"], item["removed"]) for item in anna.thread(page)["items"]] == [
        (top, True),
        (middle, True),
        (low, False),
    ]
    anna.delete(f"/comments/{low}")
    assert anna.thread(page)["items"] == []
    assert fault(anna.get(f"/comments/{top}")) == (404, "missing")


def test_an_edit_sent_again_with_its_key_is_answered_alike_though_its_version_is_stale_by_then(
    anna: Visitor, page: str
) -> None:
    path = f"/comments/{anna.reply(page)['id']}"
    sent = {"If-Match": '"1"', "Idempotency-Key": "edit-1"}
    first, second = (anna.patch(path, {"source": "anders"}, headers=sent) for _ in range(2))
    assert (first.status_code, second.status_code, first.data) == (200, 200, second.data)
    assert second.headers["Idempotency-Replayed"] == "true"
    assert fault(anna.patch(path, {"source": "weer anders"}, headers=sent)) == (409, "conflict")
    assert anna.get(path).json["version"] == 2
