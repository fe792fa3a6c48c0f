"""What the API says of people, pages and comments, whole, as a test expects it."""

from __future__ import annotations

from typing import Any

from tests.factories import ORIGIN
from tests.helpers.http import Visitor


def person(who: Visitor) -> dict[str, Any]:
    """Give somebody as others see them."""
    return {
        "id": who.id,
        "name": who.person.name,
        "department": who.person.department,
        "photo_url": None,
        "kind": "person",
    }


def page(page_id: str, **differs: object) -> dict[str, Any]:
    """Give the page `hr-handbook` as an employee sees it, with what differs."""
    return {
        "id": page_id,
        "key": "hr-handbook",
        "title": "HR handbook",
        "url": f"{ORIGIN}/hr-handbook",
        "canonical_url": f"{ORIGIN}/hr-handbook",
        "state": "open",
        "reactions": True,
        "may": ["reply", "react"],
    } | differs


def comment(author: Visitor, page_id: str, **differs: object) -> dict[str, Any]:
    """Give a new comment under a page as its readers see it, without id, time and text: those differ."""
    return {
        "page": page_id,
        "parent": None,
        "depth": 0,
        "author": person(author),
        "lang": None,
        "files": [],
        "edited_at": None,
        "removed": False,
        "hidden": None,
        "tally": {},
        "replies": 0,
        "hidden_replies": 0,
        "version": 1,
        "in_reply_to": None,
    } | differs
