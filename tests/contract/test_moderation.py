"""Managers hide and restore, openly."""

from __future__ import annotations

import pytest

from tests.helpers.http import Visitor, fault

REASON = "Persoonsgegevens van een collega"


def test_a_hidden_comment_shows_its_reason_and_neither_text_nor_author(
    anna: Visitor, bram: Visitor, carla: Visitor, page: str
) -> None:
    comment = anna.reply(page, "kwetsend")["id"]
    reply = bram.reply(comment)["id"]
    hidden = carla.put(f"/comments/{comment}/hidden", {"reason": f"  {REASON}\n"})
    assert hidden.status_code == 200
    item, below = bram.thread(page)["items"]
    assert (item["hidden"], item["html"], item["author"], item["removed"]) == (
        {"reason": REASON, "at": item["hidden"]["at"]},
        None,
        None,
        False,
    )
    assert below["id"] == reply
    assert bram.get(f"/comments/{comment}").json["html"] is None
    assert "kwetsend" not in bram.get(f"/pages/{page}/thread").text


def test_a_manager_and_the_author_still_read_a_hidden_comment(anna: Visitor, carla: Visitor, page: str) -> None:
    comment = anna.reply(page, "kwetsend")["id"]
    carla.put(f"/comments/{comment}/hidden", {"reason": REASON})
    for reader in (anna, carla):
        found = reader.get(f"/comments/{comment}").json
        assert (found["html"], found["author"]["name"], found["hidden"]["reason"]) == (
            "<p>kwetsend</p>",
            "Anna de Koning",
            REASON,
        )
    assert "source" not in carla.get(f"/comments/{comment}").json
    assert "kwetsend" not in carla.get(f"/pages/{page}/thread").text


def test_restoring_brings_it_back_and_again_changes_nothing(
    anna: Visitor, bram: Visitor, carla: Visitor, page: str
) -> None:
    comment = anna.reply(page, "toch goed")["id"]
    before = bram.thread(page)["items"]
    carla.put(f"/comments/{comment}/hidden", {"reason": REASON})
    for _ in range(2):
        restored = carla.delete(f"/comments/{comment}/hidden")
        assert (restored.status_code, restored.json["hidden"], restored.json["html"]) == (200, None, "<p>toch goed</p>")
    assert bram.thread(page)["items"] == before


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"reason": ""}, "empty"),
        ({"reason": " "}, "empty"),
        ({"reason": "x" * 301}, "too_long"),
        ({}, "invalid"),
        ({"reason": "\0"}, "invalid"),
    ],
)
def test_hiding_takes_a_reason_of_up_to_300_characters(
    anna: Visitor, carla: Visitor, page: str, body: dict, code: str
) -> None:
    comment = anna.reply(page)["id"]
    assert fault(carla.put(f"/comments/{comment}/hidden", body)) == (422, code)
    assert carla.put(f"/comments/{comment}/hidden", {"reason": "x" * 300}).status_code == 200


def test_only_managers_hide_and_restore(anna: Visitor, bram: Visitor, carla: Visitor, page: str) -> None:
    comment = anna.reply(page)["id"]
    for other in (anna, bram):
        assert fault(other.put(f"/comments/{comment}/hidden", {"reason": REASON})) == (403, "not_allowed")
    carla.put(f"/comments/{comment}/hidden", {"reason": REASON})
    assert fault(anna.delete(f"/comments/{comment}/hidden")) == (403, "not_allowed")


def test_a_removed_comment_cannot_be_hidden(anna: Visitor, bram: Visitor, carla: Visitor, page: str) -> None:
    comment = anna.reply(page)["id"]
    bram.reply(comment)
    anna.delete(f"/comments/{comment}")
    assert fault(carla.put(f"/comments/{comment}/hidden", {"reason": REASON})) == (409, "conflict")


def test_a_hidden_comment_gives_no_name_to_those_that_answer_it(
    anna: Visitor, bram: Visitor, carla: Visitor, page: str
) -> None:
    chain = [anna.reply(page)["id"]]
    for _ in range(3):
        chain.append(bram.reply(chain[-1])["id"])
    assert anna.thread(page)["items"][3]["in_reply_to"] == {"id": chain[2], "name": "Bram Visser"}
    carla.put(f"/comments/{chain[2]}/hidden", {"reason": REASON})
    assert anna.thread(page)["items"][3]["in_reply_to"] is None


def test_a_manager_may_hide_by_mine_and_an_employee_may_not(anna: Visitor, carla: Visitor, page: str) -> None:
    comment = anna.reply(page)["id"]
    assert carla.get(f"/comments/{comment}").json["may"] == ["reply", "react", "hide"]
    assert anna.get(f"/comments/{comment}").json["may"] == ["reply", "react", "edit", "remove"]
