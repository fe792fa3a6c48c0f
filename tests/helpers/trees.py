"""A thread as plain data: what should be shown and in which order, told without the service's own words."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.factories import Factory
from tests.helpers.http import Visitor
from widget_server.db import transaction
from widget_server.threads.service import reply

LEVELS = 3


@dataclass(slots=True)
class Node:
    """A comment; `number` counts its thread in the order of writing."""

    id: str
    parent: Node | None
    number: int
    removed: bool = False
    children: list[Node] = field(default_factory=list)

    @property
    def root(self) -> Node:
        """The comment under the page."""
        return self if self.parent is None else self.parent.root

    @property
    def depth(self) -> int:
        """How many stand above it."""
        return 0 if self.parent is None else self.parent.depth + 1

    @property
    def shown(self) -> bool:
        """Whether it stands, or holds the place of those that do."""
        return not self.removed or any(child.shown for child in self.children)

    @property
    def place(self) -> tuple[int, ...]:
        """Where it stands among those below its root: three levels, then flat."""
        above = [] if self.parent is None else [*self.parent.place[: LEVELS - 1]]
        return () if self.parent is None else (*above, self.number)


class Tree:
    """A page's thread, grown by hand."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []

    def add(self, comment_id: str, parent: Node | None = None) -> Node:
        """Note a comment that was written."""
        node = Node(comment_id, parent, len(self.nodes))
        self.nodes.append(node)
        if parent is not None:
            parent.children.append(node)
        return node

    def roots(self, sort: str = "oldest") -> list[Node]:
        """Give the shown roots in order."""
        found = [node for node in self.nodes if node.parent is None and node.shown]
        if sort == "active":
            latest = {root.id: max(node.number for node in self.nodes if node.root is root) for root in found}
            return sorted(found, key=lambda root: latest[root.id], reverse=True)
        return found[::-1] if sort == "newest" else found

    def below(self, root: Node) -> list[str]:
        """Give the ids shown below a root, in order."""
        found = [node for node in self.nodes if node.root is root and node is not root and node.shown]
        return [node.id for node in sorted(found, key=lambda node: node.place)]

    def first_view(self, sort: str = "oldest") -> list[str]:
        """Give the ids that the pages of a thread show: each root with its first three."""
        return [each for root in self.roots(sort) for each in (root.id, *self.below(root)[:3])]


def grow(make: Factory, page: str, author: Visitor, size: int, seed: int = 7, root_share: float = 0.3) -> Tree:
    """Write a random thread of `size` comments below a page, in one transaction."""
    chance, tree, principal = random.Random(seed), Tree(), make.principal(author)
    with make.app.app_context(), transaction():
        for number in range(size):
            parent = None if not tree.nodes or chance.random() < root_share else chance.choice(tree.nodes)
            tree.add(reply(principal, parent.id if parent else page, f"Nummer {number}"), parent)
    return tree


def pages_of(reader: Visitor, page: str, sort: str = "oldest") -> Iterator[dict[str, Any]]:
    """Read a thread to its end, by its cursors."""
    found = reader.thread(page, f"?sort={sort}")
    yield found
    while found["next"]:
        found = reader.thread(page, f"?sort={sort}&cursor={found['next']}")
        yield found


def rest_of(reader: Visitor, root: str) -> list[str]:
    """Read the hidden replies of a root to their end; give their ids."""
    found = reader.get(f"/objects/{root}/replies").json
    ids = [item["id"] for item in found["items"]]
    while found["next"]:
        found = reader.get(f"/objects/{root}/replies?cursor={found['next']}").json
        assert len(found["items"]) <= 100
        ids += [item["id"] for item in found["items"]]
    return ids
