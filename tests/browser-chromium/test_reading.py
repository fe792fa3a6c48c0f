"""Finding one's way in a long conversation: what is folded, what is deep, in which order and language."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.helpers.browser import Reader

Known = Callable[[str], Reader]


@pytest.fixture
def anna(known: Known, key: str) -> Reader:
    """Signed in, before a page of her own."""
    anna = known("Anna de Koning").visit("plain", key)
    expect(anna.composer).to_be_visible()
    return anna


def page_of(reader: Reader, key: str) -> str:
    """Give the id of the page."""
    page = {"id": key, "url": reader.host.url("plain", key)}
    booted = reader.call("POST", "/boot", {"site": reader.host.site, "page": page, "widgets": []})
    return str(booted[0]["page"]["id"])


def write(reader: Reader, target: str, *texts: str, lang: str = "en") -> list[str]:
    """Write comments below a page or a comment; give their ids."""
    bodies = [{"source": text, "lang": lang} for text in texts]
    return [answer["id"] for answer in reader.call("POST", f"/objects/{target}/replies", *bodies)]


def deep(reader: Reader, page: str, levels: int) -> list[str]:
    """Write a chain of replies, each below the one before; give their ids."""
    ids = write(reader, page, "Level 0.")
    for level in range(1, levels):
        ids += write(reader, ids[-1], f"Level {level}.")
    return ids


def said(reader: Reader) -> Locator:
    """The words of all comments, in the order of the page."""
    return reader.thread.locator("[part~=comment] [part~=body]")


def test_replies_that_are_folded_unfold_where_they_are(anna: Reader, key: str) -> None:
    root = write(anna, page_of(anna, key), "A question.")[0]
    write(anna, root, *[f"Answer {number}." for number in range(1, 7)])
    anna.page.reload()
    expect(said(anna)).to_have_text(["A question.", "Answer 1.", "Answer 2.", "Answer 3."])
    anna.thread.get_by_role("button", name="3 more replies").click()
    expect(said(anna)).to_have_text(["A question.", *[f"Answer {number}." for number in range(1, 7)]])
    expect(anna.comment("Answer 4.")).to_be_focused()
    expect(anna.thread.get_by_role("button", name="more repl")).to_have_count(0)


def test_a_permalink_leads_to_a_folded_comment_six_levels_deep(anna: Reader, key: str) -> None:
    ids = deep(anna, page_of(anna, key), 7)
    anna.page.goto("about:blank")
    anna.page.goto(f"{anna.host.url('plain', key)}#weerklank-{ids[6]}")
    goal = anna.comment("Level 6.")
    expect(goal).to_be_focused()
    expect(goal).to_be_in_viewport()
    expect(goal).to_have_class("lit")
    above = anna.thread.locator("[part~=comment]").filter(has_text="Level 5.")
    expect(goal.get_by_role("link", name="in reply to Anna de Koning")).to_have_attribute(
        "href", f"#weerklank-{ids[5]}"
    )
    goal.get_by_role("link", name="in reply to Anna de Koning").click()
    expect(above).to_be_focused()
    # Level 3 and deeper stand flat, at the place of level 2.
    edges = [anna.comment(f"Level {level}.").bounding_box()["x"] for level in range(7)]  # type: ignore[index]
    assert edges[0] < edges[1] < edges[2]
    assert edges[2:] == [edges[2]] * 5


def test_a_permalink_leads_beyond_the_first_page_and_back(anna: Reader, key: str) -> None:
    ids = write(anna, page_of(anna, key), *[f"Number {number}." for number in range(130)])
    anna.page.goto("about:blank")
    anna.page.goto(f"{anna.host.url('plain', key)}#weerklank-{ids[120]}")
    expect(anna.comment("Number 120.")).to_be_focused()
    expect(anna.comment("Number 0.")).to_have_count(0)
    anna.thread.get_by_role("button", name="Show earlier comments").click()
    expect(anna.comment("Number 0.")).to_be_focused()
    expect(said(anna)).to_have_count(100)
    anna.thread.get_by_role("button", name="Show more comments").click()
    expect(anna.comment("Number 100.")).to_be_focused()
    expect(said(anna)).to_have_text([f"Number {number}." for number in range(130)])
    expect(anna.thread.get_by_role("heading", name="130 comments")).to_be_visible()


def test_the_order_is_the_readers_to_choose(anna: Reader, key: str) -> None:
    page = page_of(anna, key)
    first = write(anna, page, "First.", "Second.", "Third.")[0]
    write(anna, first, "Late.")
    anna.page.reload()
    expect(said(anna)).to_have_text(["First.", "Late.", "Second.", "Third."])
    order = anna.thread.get_by_role("combobox", name="Order of the comments")
    order.select_option("Newest first")
    expect(said(anna)).to_have_text(["Third.", "Second.", "First.", "Late."])
    order.select_option("Recently active")
    expect(said(anna)).to_have_text(["First.", "Late.", "Third.", "Second."])
    order.select_option("Newest first")
    expect(said(anna).first).to_have_text("Third.")
    anna.reply("On top.")
    expect(said(anna).first).to_have_text("On top.")


def test_the_language_of_a_comment_is_kept_and_marked(anna: Reader, key: str) -> None:
    anna.composer.fill("In het Nederlands.")
    anna.thread.get_by_role("combobox", name="Language of your comment").select_option("Dutch")
    anna.thread.locator(".entry [part~=submit]").click()
    written = anna.comment("In het Nederlands.")
    expect(written.locator("[part~=reply]")).to_be_visible()
    anna.page.reload()
    expect(written.locator("[part~=body]")).to_have_attribute("lang", "nl")
    expect(written).to_contain_text("in Dutch")
    anna.visit("dutch", key)
    expect(written.locator("[part~=body]")).to_have_attribute("lang", "nl")
    expect(written).not_to_contain_text("in het")
