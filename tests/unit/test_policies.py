"""Who may do what, as tables: every role by every state."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from widget_server.access.policy import Principal, may_edit_pages, may_manage
from widget_server.pages.policy import may_settle, page_may
from widget_server.reactions.policy import may_react_to
from widget_server.threads.policy import comment_may, may_edit, may_see_history, may_see_text


def person(role: str = "", actor_id: str = "me") -> Principal:
    """Give a principal with at most one role."""
    return Principal(actor_id, "site", frozenset([role]) if role else frozenset())


def a_page(state: str = "open", reactions: bool = True, **fields: Any) -> Any:
    """Give a page that nobody owns."""
    return SimpleNamespace(
        **{
            "state": state,
            "reactions": reactions,
            "owner_id": None,
            "deputy_id": None,
            "object_kind": "page",
            "object_hidden": False,
            "moderated": False,
        }
        | fields
    )


def a_comment(author_id: str = "other", *, removed: bool = False, hidden: bool = False, moderated: bool = False) -> Any:
    """Give a comment; `moderated`: by who asks."""
    return SimpleNamespace(
        author_id=author_id,
        removed_at="then" if removed else None,
        hidden_at="then" if hidden else None,
        moderated=moderated,
    )


@pytest.mark.parametrize(
    ("role", "manages", "edits_pages"),
    [
        ("", False, False),
        ("editor", False, True),
        ("manager", True, True),
        ("administrator", True, True),
        ("guest", False, False),
    ],
)
def test_what_a_role_allows(role: str, manages: bool, edits_pages: bool) -> None:
    assert (may_manage(person(role)), may_edit_pages(person(role))) == (manages, edits_pages)


@pytest.mark.parametrize(
    ("role", "state", "reactions", "may"),
    [
        ("", "open", True, ["reply", "react"]),
        ("", "open", False, ["reply"]),
        ("", "read_only", True, []),
        ("", "off", True, []),
        ("editor", "open", True, ["reply", "react", "settle"]),
        ("editor", "read_only", True, ["settle"]),
        ("editor", "off", False, ["settle"]),
        ("manager", "open", True, ["reply", "react", "settle", "hide"]),
        ("manager", "open", False, ["reply", "settle", "hide"]),
        ("manager", "read_only", True, ["settle", "hide"]),
        ("manager", "off", True, ["settle", "hide"]),
        ("administrator", "open", True, ["reply", "react", "settle", "hide"]),
    ],
)
def test_what_one_may_on_a_page(role: str, state: str, reactions: bool, may: list[str]) -> None:
    assert page_may(person(role), a_page(state, reactions)) == may


@pytest.mark.parametrize("name", ["owner_id", "deputy_id"])
def test_owner_and_deputy_settle_their_page_and_no_other(name: str) -> None:
    assert may_settle(person(), a_page(**{name: "me"}))
    assert not may_settle(person(), a_page(**{name: "other"}))
    assert page_may(person(), a_page(**{name: "me"})) == ["reply", "react", "settle"]


def test_who_moderates_a_place_may_there_what_managers_may_and_nowhere_else() -> None:
    assert page_may(person(), a_page(moderated=True)) == ["reply", "react", "settle", "hide"]
    assert page_may(person(), a_page(moderated=False)) == ["reply", "react"]
    for moderated in (True, False):
        comment = a_comment(hidden=True, moderated=moderated)
        assert may_see_text(person(), comment) is may_see_history(person(), comment) is moderated


@pytest.mark.parametrize("role", ["", "editor", "manager", "administrator"])
def test_only_the_author_edits_and_removes_whatever_the_role(role: str) -> None:
    other, own, gone = a_comment(), a_comment("me"), a_comment("me", removed=True)
    assert [may_edit(person(role), comment) for comment in (other, own, gone)] == [False, True, False]


@pytest.mark.parametrize(
    ("role", "author", "removed", "hidden", "sees"),
    [
        ("", "other", False, False, True),
        ("", "other", False, True, False),
        ("", "other", True, False, False),
        ("", "me", False, True, True),
        ("", "me", True, False, False),
        ("editor", "other", False, True, False),
        ("manager", "other", False, True, True),
        ("administrator", "other", False, True, True),
        ("manager", "other", True, True, False),
    ],
)
def test_who_sees_the_text_of_a_comment(role: str, author: str, removed: bool, hidden: bool, sees: bool) -> None:
    assert may_see_text(person(role), a_comment(author, removed=removed, hidden=hidden)) is sees


@pytest.mark.parametrize(
    ("role", "author", "sees"),
    [("", "other", False), ("", "me", True), ("editor", "other", False), ("manager", "other", True)],
)
def test_who_sees_the_history_of_a_comment(role: str, author: str, sees: bool) -> None:
    assert may_see_history(person(role), a_comment(author)) is sees


@pytest.mark.parametrize(
    ("author", "removed", "page_words", "may"),
    [
        ("other", False, ["reply", "react", "settle", "hide"], ["reply", "react", "hide"]),
        ("me", False, ["reply", "react"], ["reply", "react", "edit", "remove"]),
        ("me", False, [], ["edit", "remove"]),
        ("me", True, ["reply", "react", "hide"], ["reply"]),
        ("other", True, ["react"], []),
    ],
)
def test_what_one_may_with_a_comment(author: str, removed: bool, page_words: list[str], may: list[str]) -> None:
    assert comment_may(person(), a_comment(author, removed=removed), page_words) == may


@pytest.mark.parametrize(
    ("kind", "state", "reactions", "may"),
    [
        ("page", "open", True, True),
        ("comment", "open", True, True),
        ("removed", "open", True, False),
        ("actor", "open", True, False),
        ("page", "read_only", True, False),
        ("comment", "open", False, False),
        ("comment", "off", True, False),
    ],
)
def test_what_takes_a_reaction(kind: str, state: str, reactions: bool, may: bool) -> None:
    assert may_react_to(a_page(state, reactions, object_kind=kind)) is may
