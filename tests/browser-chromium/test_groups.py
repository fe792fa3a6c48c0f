"""A group where its members meet it: a page of the intranet that shows its conversation, and who belongs to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.helpers.axe import faults
from tests.helpers.browser import Reader, shifts

Known = Callable[[str], Reader]


@pytest.fixture
def carla(known: Known) -> Reader:
    """A community manager, who starts the groups."""
    return known("Carla Jansen")


@pytest.fixture
def bram(known: Known) -> Reader:
    return known("Bram Visser")


def start(manager: Reader, kind: str, **more: Any) -> str:
    """Start a group; give its slug."""
    group = {"name": "Cyclists", "purpose": "To work by bike, and home again.", "kind": kind} | more
    (made,) = manager.call("POST", "/groups", group)
    return str(made["slug"])


def head(reader: Reader) -> Locator:
    """What the group is."""
    return reader.thread.locator("[part~=group]")


def press(reader: Reader, name: str) -> None:
    """Press a button of the conversation's head."""
    head(reader).get_by_role("button", name=name, exact=True).click()


def test_who_finds_an_open_group_joins_it_writes_and_leaves(carla: Reader, bram: Reader) -> None:
    slug = start(carla, "open")
    bram.visit("group", slug)
    expect(head(bram)).to_contain_text("Open group · 1 member")
    expect(head(bram).get_by_role("heading", name="Cyclists", level=2)).to_be_visible()
    expect(bram.thread.get_by_role("heading", name="Comments", level=3)).to_be_visible()
    press(bram, "Join")
    expect(head(bram)).to_contain_text("2 members")
    expect(bram.voice).to_have_text("You are a member now, and you follow the group.")
    expect(head(bram).get_by_role("heading", name="Cyclists")).to_be_focused()
    bram.reply("Who rides on Friday?")
    press(bram, "Leave the group")
    head(bram).get_by_role("group").get_by_role("button", name="Leave the group").click()
    expect(head(bram).get_by_role("button", name="Join")).to_be_visible()
    expect(bram.comment("Who rides on Friday?")).to_be_visible()


def test_who_asks_is_let_in_by_a_manager_and_reads_then(carla: Reader, bram: Reader) -> None:
    slug = start(carla, "request")
    carla.visit("group", slug)
    carla.reply("For members only.")
    bram.visit("group", slug)
    expect(bram.thread).to_contain_text("Only members read and write here.")
    expect(bram.thread).not_to_contain_text("For members only.")
    expect(bram.thread.locator("[part~=composer]")).to_have_count(0)
    press(bram, "Ask to join")
    expect(head(bram)).to_contain_text("Your request waits for a manager.")
    carla.visit("group", slug)
    press(carla, "Manage (1 waits)")
    assert faults(carla.page, "managing a group") == []
    press(carla, "Members")  # in the place of the other panel
    expect(carla.thread.locator("[aria-expanded=true]")).to_have_text("Members")
    press(carla, "Manage (1 waits)")
    carla.thread.get_by_role("button", name="Let in: Bram Visser").click()
    expect(carla.voice).to_have_text("Bram Visser is a member now.")
    bram.page.reload()
    expect(bram.comment("For members only.")).to_be_visible()


def test_a_closed_group_is_entered_by_invitation_found_by_name(carla: Reader, bram: Reader) -> None:
    slug = start(carla, "closed")
    bram.visit("group", slug)
    expect(bram.thread).to_contain_text("People come in when a manager invites them.")
    expect(head(bram).get_by_role("button", name="join")).to_have_count(0)
    carla.visit("group", slug)
    press(carla, "Manage")
    carla.thread.get_by_role("searchbox", name="Find a colleague by name").press_sequentially("bram v")
    invite = carla.thread.get_by_role("button", name="Invite: Bram Visser")
    invite.focus()
    carla.page.keyboard.press("Enter")
    expect(carla.voice).to_have_text("Bram Visser is invited.")
    expect(carla.thread.get_by_role("button", name="Withdraw: Bram Visser")).to_be_visible()
    bram.page.reload()
    press(bram, "Accept the invitation")
    expect(bram.composer).to_be_visible()


def test_a_hidden_group_is_not_there_for_others(carla: Reader, bram: Reader) -> None:
    slug = start(carla, "closed", visible=False)
    carla.visit("group", slug)
    expect(head(carla)).to_contain_text("Closed group · hidden · 1 member")
    said = []
    for name in (slug, "never-was"):
        bram.visit("group", name)
        note = bram.thread.locator("p.note")
        expect(note).to_be_visible()
        said.append(bram.thread.locator("section").inner_text())
    assert said[0] == said[1]
    assert "Cyclists" not in said[0]


def test_members_are_listed_with_their_roles_and_a_manager_changes_them(carla: Reader, bram: Reader) -> None:
    slug = start(carla, "open")
    bram.visit("group", slug)
    press(bram, "Join")
    expect(head(bram)).to_contain_text("2 members")
    press(bram, "Members")
    expect(bram.thread.locator(".folks li")).to_contain_text(["Carla Jansen", "Bram Visser"])
    expect(bram.thread.locator(".folks li").first).to_contain_text("manager")
    expect(bram.thread.get_by_role("combobox", name="Role of")).to_have_count(0)
    carla.visit("group", slug)
    press(carla, "Members")
    carla.thread.get_by_role("combobox", name="Role of Bram Visser").select_option("deputy")
    expect(carla.voice).to_have_text("The role is saved.")
    assert faults(carla.page, "members of a group") == []
    out = carla.thread.get_by_role("button", name="Remove: Bram Visser")
    out.click()
    carla.thread.get_by_role("button", name="Really remove Bram Visser?").click()
    expect(carla.voice).to_have_text("Bram Visser is no longer on the list.")
    expect(carla.thread.locator(".folks li")).to_have_count(1)


def test_a_manager_starts_a_group_from_the_list_and_others_find_it(carla: Reader, bram: Reader, key: str) -> None:
    slug = start(carla, "open")
    carla.visit("group", slug)
    press(carla, "All groups")
    carla.thread.get_by_role("button", name="New group").click()
    name = carla.thread.get_by_role("textbox", name="Name")
    expect(name).to_be_focused()
    name.fill(f"Allotment {key}")
    carla.thread.get_by_role("radio", name="On request").check()
    carla.thread.get_by_role("button", name="Start the group").click()
    expect(head(carla).get_by_role("heading", name=f"Allotment {key}")).to_be_visible()
    expect(head(carla)).to_contain_text("Group on request · 1 member")
    bram.visit("group", slug)
    press(bram, "All groups")
    expect(bram.thread.get_by_role("button", name="New group")).to_have_count(0)
    bram.thread.get_by_role("button", name=f"Allotment {key}").click()
    expect(head(bram).get_by_role("button", name="Ask to join")).to_be_visible()


def test_what_is_refused_is_said_in_place(carla: Reader) -> None:
    carla.visit("group", start(carla, "open"))
    press(carla, "Leave the group")
    head(carla).get_by_role("group").get_by_role("button", name="Leave the group").click()
    expect(head(carla).get_by_role("alert")).to_contain_text("This is the group's last manager.")


@pytest.mark.parametrize("kind", ["group", "group-dutch"])
def test_it_fits_a_narrow_screen_and_touch_in_both_languages(
    reader: Callable[..., Reader], carla: Reader, kind: str
) -> None:
    slug = start(carla, "request", name="Ondernemingsraadsverkiezingscommissie")
    anna = reader("Anna de Koning", has_touch=True, is_mobile=True, viewport={"width": 280, "height": 700})
    anna.visit(kind, slug)
    popup = anna.opened()
    if not popup.is_closed():
        popup.wait_for_event("close")
    buttons = head(anna).get_by_role("button")
    expect(buttons).to_have_count(2)
    for button in buttons.all():
        box = button.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 280
    assert faults(anna.page, "a group on a narrow screen") == []
    assert anna.page.evaluate("document.documentElement.scrollWidth") <= 280


def test_nothing_moves_when_a_group_is_shown(carla: Reader) -> None:
    slug = start(carla, "open")
    carla.visit("group", slug)
    carla.reply("Hello.")
    carla.page.reload()
    expect(carla.comment("Hello.")).to_be_visible()
    assert shifts(carla.page) == []


@pytest.mark.parametrize("visible", [True, False])
def test_who_is_removed_while_reading_is_told_in_place(carla: Reader, bram: Reader, visible: bool) -> None:
    (found,) = bram.visit("plain", "known").call("POST", "/boot", {"site": "intranet"})
    named = {"name": "Night riders", "kind": "closed", "visible": visible}
    (group,) = carla.call("POST", "/groups", named)
    carla.call("POST", f"/groups/{group['id']}/members", {"person": found["me"]["id"]})
    bram.call("PUT", f"/groups/{group['id']}/members/me")
    with bram.page.expect_websocket() as opened:
        bram.visit("group", group["slug"])
    opened.value.wait_for_event("framereceived", lambda frame: str(frame).startswith("43"))
    carla.call("DELETE", f"/groups/{group['id']}/members/{found['me']['id']}")
    carla.visit("group", group["slug"])
    carla.reply("Now among ourselves.")
    expect(bram.thread.locator("p.note")).to_be_visible()
    expect(bram.composer).to_have_count(0)
    assert ("Only members read" in bram.thread.locator("p.note").inner_text()) is visible
