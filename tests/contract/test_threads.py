"""Reading a thread: order, pages, what is hidden, permalinks, conditional reads."""

from __future__ import annotations

import gzip
import json
import random
from datetime import timedelta

import pytest

from tests.factories import Factory
from tests.helpers import expected
from tests.helpers.http import Visitor, fault
from tests.helpers.trees import Tree, grow, pages_of, rest_of
from widget_server.core import clock, events

SORTS = ["oldest", "newest", "active"]


def ids(thread: dict) -> list[str]:
    """Give the ids of a thread's items, in order."""
    return [item["id"] for item in thread["items"]]


def test_an_empty_thread_is_empty(anna: Visitor, page: str) -> None:
    assert anna.thread(page) == {"items": [], "next": None, "previous": None, "total": 0, "version": "1", "mine": {}}


def test_a_thread_gives_whole_comments(anna: Visitor, page: str) -> None:
    with clock.moved(timedelta(days=-1)):
        written = clock.iso(clock.now())
        comment = anna.reply(page, "Hallo **allemaal**")
    html = "<p>Hallo <strong>allemaal</strong></p>"
    assert anna.thread(page)["items"] == [
        expected.comment(anna, page, id=comment["id"], html=html, created_at=comment["created_at"])
    ]
    assert written[:16] == comment["created_at"][:16]


def test_a_root_comes_with_its_first_three_replies_and_says_how_many_are_hidden(
    anna: Visitor, page: str, make: Factory
) -> None:
    root = anna.reply(page)["id"]
    replies = make.comments(root, anna, 5)
    thread = anna.thread(page)
    assert ids(thread) == [root, *replies[:3]]
    assert [(item["replies"], item["hidden_replies"]) for item in thread["items"]] == [(5, 2), (0, 0), (0, 0), (0, 0)]
    assert rest_of(anna, root) == replies[3:]


def test_replies_stand_below_what_they_answer_three_levels_deep_then_flat(
    anna: Visitor, bram: Visitor, page: str
) -> None:
    root = anna.reply(page)["id"]
    first = bram.reply(root)["id"]
    second = anna.reply(first)["id"]
    third = bram.reply(second)["id"]
    fourth = anna.reply(third)["id"]
    other = bram.reply(root)["id"]
    late = anna.reply(first)["id"]
    everything = anna.thread(page)["items"] + anna.get(f"/objects/{root}/replies").json["items"]
    assert [(item["id"], item["depth"], item["parent"]) for item in everything] == [
        (root, 0, None),
        (first, 1, root),
        (second, 2, first),
        (third, 3, second),
        (fourth, 4, third),
        (late, 2, first),
        (other, 1, root),
    ]
    named = {item["id"]: item["in_reply_to"] for item in everything}
    assert named == {
        root: None,
        first: None,
        second: None,
        late: None,
        other: None,
        third: {"id": second, "name": "Anna de Koning"},
        fourth: {"id": third, "name": "Bram Visser"},
    }
    assert {item["id"]: item["replies"] for item in everything} == {
        root: 6,
        first: 2,
        second: 1,
        third: 1,
        fourth: 0,
        late: 0,
        other: 0,
    }


def test_a_thousand_comments_are_read_without_a_double_or_a_gap_in_every_sort(
    anna: Visitor, page: str, make: Factory
) -> None:
    tree = grow(make, page, anna, 1000)
    for sort in SORTS:
        pages = list(pages_of(anna, page, sort))
        assert all(len(part["items"]) <= 100 for part in pages)
        assert len(pages) >= 5
        assert [each for part in pages for each in ids(part)] == tree.first_view(sort)
        assert {part["total"] for part in pages} == {1000}
    hidden = {
        item["id"]: item["hidden_replies"]
        for part in pages_of(anna, page)
        for item in part["items"]
        if not item["depth"]
    }
    for root in tree.roots():
        below = tree.below(root)
        assert hidden[root.id] == max(0, len(below) - 3)
        assert rest_of(anna, root.id) == below[3:]


def test_three_hundred_hidden_replies_come_a_hundred_at_a_time(anna: Visitor, page: str, make: Factory) -> None:
    root = anna.reply(page)["id"]
    replies = make.comments(root, anna, 303)
    sizes, cursor = [], ""
    while True:
        part = anna.get(f"/objects/{root}/replies{cursor}").json
        sizes.append(len(part["items"]))
        if part["next"] is None:
            break
        cursor = f"?cursor={part['next']}"
    assert sizes == [100, 100, 100]
    assert rest_of(anna, root) == replies[3:]


@pytest.mark.parametrize("sort", SORTS)
def test_a_comment_that_arrives_while_one_reads_on_makes_no_double(
    anna: Visitor, page: str, make: Factory, sort: str
) -> None:
    before = make.comments(page, anna, 150)
    first = anna.thread(page, f"?sort={sort}")
    anna.reply(page, "intussen")
    second = anna.thread(page, f"?sort={sort}&cursor={first['next']}")
    read = ids(first) + ids(second)
    assert len(read) == len(set(read))
    assert set(before) <= set(read)


def test_active_puts_the_root_that_was_answered_last_on_top(anna: Visitor, page: str) -> None:
    old, young = anna.reply(page)["id"], anna.reply(page)["id"]
    assert ids(anna.thread(page, "?sort=active")) == [young, old]
    answer = anna.reply(old)["id"]
    assert ids(anna.thread(page, "?sort=active")) == [old, answer, young]
    assert ids(anna.thread(page, "?sort=newest")) == [young, old, answer]
    assert ids(anna.thread(page)) == [old, answer, young]


def test_after_any_replies_and_removals_what_stands_is_shown_and_what_holds_replies_keeps_its_place(
    anna: Visitor, page: str, make: Factory
) -> None:
    chance, tree = random.Random(11), Tree()
    for _ in range(160):
        standing = [node for node in tree.nodes if not node.removed]
        if standing and chance.random() < 0.4:
            node = chance.choice(standing)
            assert anna.delete(f"/comments/{node.id}").status_code == 204
            node.removed = True
        else:
            parent = chance.choice([*standing, None, None]) if standing else None
            tree.add(make.comment(parent.id if parent else page, anna), parent)
    shown = [each for part in pages_of(anna, page) for each in ids(part)]
    assert shown == tree.first_view()
    for root in tree.roots():
        assert rest_of(anna, root.id) == tree.below(root)[3:]
    items = {item["id"]: item for part in pages_of(anna, page) for item in part["items"]}
    for node in tree.nodes:
        if node.id in items and node.parent is None:
            assert items[node.id]["replies"] == len(tree.below(node)), node
        elif node.id in items:
            assert items[node.id]["replies"] == sum(child.shown for child in node.children)
    assert anna.thread(page)["total"] == sum(not node.removed for node in tree.nodes)


def test_mine_holds_what_differs_for_the_reader(anna: Visitor, bram: Visitor, page: str) -> None:
    own = anna.reply(page)["id"]
    other = bram.reply(page)["id"]
    third = bram.reply(page)["id"]
    anna.put(f"/objects/{other}/reactions/like")
    anna.put(f"/objects/{own}/reactions/like")
    anna.put(f"/objects/{page}/reactions/like")
    assert anna.thread(page)["mine"] == {
        own: {"reactions": ["like"], "may": ["reply", "react", "edit", "remove"]},
        other: {"reactions": ["like"], "may": ["reply", "react"]},
        page: {"reactions": ["like"], "may": ["reply", "react"]},
    }
    assert bram.thread(page)["mine"] == {
        other: {"reactions": [], "may": ["reply", "react", "edit", "remove"]},
        third: {"reactions": [], "may": ["reply", "react", "edit", "remove"]},
    }


def test_items_are_the_same_bytes_for_every_reader(anna: Visitor, bram: Visitor, page: str) -> None:
    comment = anna.reply(page)["id"]
    anna.put(f"/objects/{comment}/reactions/like")
    first, second = (reader.get(f"/pages/{page}/thread").data for reader in (anna, bram))
    assert first.partition(b',"mine":')[0] == second.partition(b',"mine":')[0]
    assert first != second


def test_a_thread_that_did_not_change_is_304_and_one_that_did_is_not(anna: Visitor, bram: Visitor, page: str) -> None:
    comment = anna.reply(page)["id"]
    first = anna.get(f"/pages/{page}/thread")
    etag = first.headers["ETag"]
    again = anna.get(f"/pages/{page}/thread", headers={"If-None-Match": etag})
    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", etag)
    assert bram.get(f"/pages/{page}/thread", headers={"If-None-Match": etag}).status_code == 200
    assert anna.get(f"/pages/{page}/thread?sort=newest", headers={"If-None-Match": etag}).status_code == 200
    for change in (
        lambda: bram.put(f"/objects/{comment}/reactions/like"),
        lambda: bram.reply(page),
        lambda: anna.patch(f"/comments/{comment}", {"source": "anders"}),
        lambda: anna.put(f"/objects/{page}/reactions/like"),
        lambda: anna.delete(f"/comments/{comment}"),
    ):
        change()
        answer = anna.get(f"/pages/{page}/thread", headers={"If-None-Match": etag})
        assert answer.status_code == 200
        assert answer.headers["ETag"] != etag
        etag = answer.headers["ETag"]
        assert anna.get(f"/pages/{page}/thread", headers={"If-None-Match": f'"other", {etag}'}).status_code == 304


def test_a_write_of_another_process_is_seen_at_once(anna: Visitor, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = anna.reply(page)["id"]
    assert ids(anna.thread(page)) == [first]
    monkeypatch.setattr(events, "after", [])  # the listeners in this memory hear nothing of it
    second = anna.reply(page)["id"]
    assert ids(anna.thread(page)) == [first, second]
    assert ids(anna.boot().json["thread"]) == [first, second]


def test_the_bytes_of_a_thread_are_the_same_plain_and_zipped(anna: Visitor, page: str, make: Factory) -> None:
    make.comments(page, anna, 30)
    plain = anna.get(f"/pages/{page}/thread")
    zipped = anna.get(f"/pages/{page}/thread", headers={"Accept-Encoding": "gzip"})
    assert zipped.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert gzip.decompress(zipped.data) == plain.data
    assert zipped.headers["ETag"] == plain.headers["ETag"]
    assert len(zipped.data) < len(plain.data) / 3


def test_a_renamed_author_is_shown_with_the_new_name_within_ten_minutes(
    anna: Visitor, page: str, make: Factory
) -> None:
    with clock.moved(timedelta(minutes=-11)):
        anna.reply(page)
        before = anna.get(f"/pages/{page}/thread")
    make.rename(anna, "Anna Bakker")
    after = anna.get(f"/pages/{page}/thread", headers={"If-None-Match": before.headers["ETag"]})
    assert [read.json["items"][0]["author"]["name"] for read in (before, after)] == ["Anna de Koning", "Anna Bakker"]


def test_a_page_that_is_off_shows_no_thread_and_read_only_shows_it(anna: Visitor, carla: Visitor, page: str) -> None:
    comment = anna.reply(page)["id"]
    carla.patch(f"/pages/{page}", {"state": "read_only"})
    assert ids(anna.thread(page)) == [comment]
    carla.patch(f"/pages/{page}", {"state": "off"})
    assert (ids(anna.thread(page)), anna.thread(page)["total"]) == ([], 0)
    carla.patch(f"/pages/{page}", {"state": "open"})
    assert ids(anna.thread(page)) == [comment]


@pytest.mark.parametrize(
    "query",
    [
        "?sort=best",
        "?sort=",
        "?cursor=!!",
        "?cursor=W10",
        "?sort=active&cursor=WyJhIl0",
        "?sort=active&cursor=WyJhIiwiYiJd",
    ],
)
def test_a_wrong_sort_or_cursor_is_invalid(anna: Visitor, page: str, query: str) -> None:
    assert fault(anna.get(f"/pages/{page}/thread{query}")) == (422, "invalid")


def test_a_thread_is_json_that_no_shared_cache_keeps(anna: Visitor, page: str) -> None:
    answer = anna.get(f"/pages/{page}/thread")
    assert answer.mimetype == "application/json"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    json.loads(answer.data)
