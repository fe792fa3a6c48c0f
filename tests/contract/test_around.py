"""Permalinks: the part of a thread that holds a comment, however deep."""

from __future__ import annotations

import pytest

from tests.factories import Factory
from tests.helpers.http import Visitor, fault
from tests.helpers.trees import grow

SORTS = ["oldest", "newest", "active"]


def ids(thread: dict) -> list[str]:
    """Give the ids of a thread's items, in order."""
    return [item["id"] for item in thread["items"]]


@pytest.mark.parametrize("sort", SORTS)
def test_around_shows_a_comment_with_all_above_it_however_deep(
    anna: Visitor, page: str, make: Factory, sort: str
) -> None:
    tree = grow(make, page, anna, 400, root_share=0.15)
    for node in [
        *sorted(tree.nodes, key=lambda node: node.depth)[:: len(tree.nodes) // 12],
        max(tree.nodes, key=lambda node: node.depth),
    ]:
        found = anna.thread(page, f"?sort={sort}&around={node.id}")
        chain, above = [node.id], node.parent
        while above is not None:
            chain, above = [above.id, *chain], above.parent
        assert set(chain) <= set(ids(found))
        assert ids(found)[0] == node.root.id
        assert len(ids(found)) == len(set(ids(found)))
        places = {each.id: each.place for each in tree.nodes}
        below = [each for each in ids(found)[1:] if each in set(tree.below(node.root))]
        assert below == sorted(below, key=places.__getitem__)


def test_around_finds_a_comment_a_hundred_and_fifty_levels_down(anna: Visitor, page: str, make: Factory) -> None:
    chain = [anna.reply(page)["id"]]
    for _ in range(150):
        chain.append(make.comment(chain[-1], anna))
    found = anna.thread(page, f"?around={chain[-1]}")
    assert ids(found) == chain
    assert found["items"][-1]["depth"] == 150


def test_around_leads_on_and_back(anna: Visitor, page: str, make: Factory) -> None:
    roots = make.comments(page, anna, 250)
    found = anna.thread(page, f"?around={roots[120]}")
    assert ids(found) == roots[120:220]
    assert found["previous"] == "start"
    assert ids(anna.thread(page, f"?cursor={found['next']}")) == roots[220:]
    assert ids(anna.thread(page, f"?cursor={found['previous']}")) == roots[:100]
    assert anna.thread(page, f"?around={roots[0]}")["previous"] is None


def test_around_a_comment_that_is_not_on_the_page_is_missing(
    anna: Visitor, page: str, make: Factory, site: object
) -> None:
    elsewhere = anna.reply(make.page(site, "elsewhere"))["id"]
    gone = anna.reply(page)["id"]
    anna.delete(f"/comments/{gone}")
    for target in (elsewhere, gone, "nonsense", page):
        assert fault(anna.get(f"/pages/{page}/thread?around={target}")) == (404, "missing")
