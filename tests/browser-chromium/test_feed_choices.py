"""What one chooses in a feed: whom to follow and mute, with whom to share; and how one hears of what is new."""

from __future__ import annotations

from collections.abc import Callable
from secrets import token_hex

import pytest
from playwright.sync_api import expect

from tests.helpers.axe import faults
from tests.helpers.browser import Reader
from tests.helpers.feeding import card, choose, choose_newest, feed


@pytest.fixture
def bram(known: Callable[[str], Reader]) -> Reader:
    """Signed in."""
    return known("Bram Visser")


@pytest.fixture
def word() -> str:
    """A topic that no other test speaks of."""
    return f"t{token_hex(4)}"


@pytest.fixture
def anna(reader: Callable[..., Reader], bram: Reader, key: str, word: str) -> Reader:
    """Signed in, before a feed of what is newest: something of Bram about a topic of this test, and something else."""
    bram.visit("plain", f"{key}-one")
    bram.reply(f"Of #{word} only.")
    bram.visit("plain", f"{key}-two")
    bram.reply(f"Other words {key}.")
    found = reader("Anna de Koning").visit("feeds", key).sign_in()
    choose_newest(found)
    expect(card(found, f"Of #{word} only.")).to_be_visible()
    return found


def test_a_topic_is_followed_from_a_card_and_one_press_undoes_it(anna: Reader, word: str) -> None:
    text = f"Of #{word} only."
    choose(anna, text, f"Follow #{word}")
    line = card(anna, text).locator(".note")
    expect(line).to_have_text("You follow it now. Undo")
    line.get_by_role("button").click()
    expect(line).to_have_text("You no longer follow it. Undo")
    assert faults(anna.page, "a line to undo") == []


def test_a_muted_topic_goes_with_its_cards_only_and_comes_back_to_its_place(anna: Reader, key: str, word: str) -> None:
    text, other = f"Of #{word} only.", f"Other words {key}."
    before = feed(anna).locator("[part~=card]").all_text_contents()
    choose(anna, text, f"Show nothing more about #{word}")
    expect(card(anna, text)).to_have_count(0)
    expect(card(anna, other)).to_be_visible()
    feed(anna).get_by_role("button", name="Undo").click()
    expect(card(anna, text)).to_be_focused()
    assert feed(anna).locator("[part~=card]").all_text_contents() == before


def test_what_one_follows_and_muted_is_listed_and_ended_there(anna: Reader, key: str, word: str) -> None:
    text = f"Of #{word} only."
    choose(anna, text, f"Follow #{word}")
    expect(card(anna, text).locator(".note")).to_be_visible()
    choose(anna, f"Other words {key}.", "Do not show this conversation any more")
    expect(card(anna, f"Other words {key}.")).to_have_count(0)
    feed(anna).get_by_role("button", name="What I follow").click()
    panel = feed(anna).get_by_role("group", name="What I follow")
    stop = panel.get_by_role("button", name=f"Stop following: #{word}")
    expect(stop).to_be_visible()
    assert faults(anna.page, "the lists, untouched") == []
    stop.click()
    expect(panel.get_by_role("button", name=f"Undo: #{word}")).to_be_visible()
    panel.get_by_role("button", name="Show again: Travel costs").click()
    expect(panel.get_by_role("button", name="Undo: Travel costs")).to_be_visible()
    assert faults(anna.page, "the lists") == []
    assert anna.call("GET", "/me/mutes")[0]["items"] == []
    assert word not in str(anna.call("GET", "/me/follows")[0]["items"])


def test_more_cards_come_and_what_is_open_below_them_stays(anna: Reader, key: str) -> None:
    places = [{"id": f"{key}-{number}", "url": anna.page.url, "title": f"Place {number}"} for number in range(25)]
    pages = anna.call("POST", "/boot", *[{"site": "intranet", "page": place} for place in places])
    for each in pages:
        anna.call("POST", f"/objects/{each['page']['id']}/replies", {"source": "Word."})
    anna.visit("feeds", key)
    expect(feed(anna).locator("[part~=card]")).to_have_count(20)
    feed(anna).get_by_role("button", name="What I follow").evaluate("(button) => button.click()")
    panel = feed(anna).get_by_role("group", name="What I follow")
    expect(panel.get_by_role("listitem").first).to_be_visible()
    feed(anna).get_by_role("button", name="Show more").first.click()
    expect(feed(anna).locator("[part~=card]").nth(20)).to_be_visible()
    expect(panel.get_by_role("listitem").first).to_be_visible()


def test_a_long_post_says_each_word_once(anna: Reader, key: str) -> None:
    words = [f"w{number}" for number in range(60)]
    anna.call("POST", "/posts", {"source": f"{key} *{words[0]}*, {' '.join(words[1:])}"})
    anna.visit("feeds", key)
    found = card(anna, key).first
    expect(found.locator(".title")).to_contain_text(f"{key} w0, w1 ")
    said = str(found.locator(".title").text_content()) + str(found.locator(".quote").text_content())
    assert said.replace("…", "").split() == [key, "w0,", *words[1:]]


def test_lists_open_over_an_empty_feed_without_a_gap_in_the_headings(anna: Reader, key: str) -> None:
    nothing = {"items": [], "next": None, "snapshot": "", "fresh": False, "follows_nothing": True, "tab": "newest"}
    allowed = {"Access-Control-Allow-Origin": anna.host.origin()}
    anna.page.route("**/api/v1/feed", lambda route: route.fulfill(json=nothing, headers=allowed))
    anna.visit("feed", key)
    feed(anna).get_by_role("button", name="What I follow").click()
    expect(feed(anna).get_by_role("heading", name="What I follow", level=2)).to_be_focused()
    assert faults(anna.page, "lists below nothing") == []


def test_with_whom_one_shares_is_chosen_and_said_in_words(
    anna: Reader, known: Callable[[str], Reader], key: str, word: str
) -> None:
    carla = known("Carla Jansen").visit("plain", key)
    expect(carla.composer).to_be_visible()
    (found,) = anna.call("POST", "/boot", {"site": "intranet"})
    (made,) = carla.call("POST", "/groups", {"name": f"Club {word}", "kind": "closed"})
    carla.call("POST", f"/groups/{made['id']}/members", {"person": found["me"]["id"]})
    anna.call("PUT", f"/groups/{made['id']}/members/me")
    anna.visit("feeds", key)
    feed(anna).locator("[part~=input]").first.click()
    whom = feed(anna).get_by_label("Share with")
    expect(feed(anna).locator(".whom p")).to_have_text("Everybody at De Vries BV can read this.")
    whom.select_option(f"Club {word}")
    expect(feed(anna).locator(".whom p")).to_have_text(f"Only members of Club {word} can read this, 2 people now.")
    assert faults(anna.page, "with whom") == []
    feed(anna).locator("[part~=input]").first.fill(f"Among us {word}.")
    feed(anna).locator("[part~=submit]").first.click()
    expect(card(anna, f"Among us {word}.").first).to_be_focused()
    thread = anna.call("GET", f"/pages/{made['page_id']}/thread")[0]
    assert [each["html"] for each in thread["items"]] == [f"<p>Among us {word}.</p>"]


def test_the_groups_of_the_site_are_found_and_joined_from_the_feed(
    anna: Reader, known: Callable[[str], Reader], word: str
) -> None:
    carla = known("Carla Jansen")
    carla.call("POST", "/groups", {"name": f"Aardappel {word}", "purpose": "To eat.", "kind": "open"})
    feed(anna).get_by_role("button", name="Groups").click()
    panel = feed(anna).get_by_role("group", name="Groups")
    assert faults(anna.page, "the groups") == []
    panel.get_by_role("button", name=f"Aardappel {word}").click()
    panel.get_by_role("button", name="Join").click()
    expect(panel.get_by_role("button", name="Leave")).to_be_visible()
    panel.locator("weerklank-thread [part~=input]").fill("Which kind?")
    panel.locator("weerklank-thread [part~=submit]").click()
    expect(panel.locator("weerklank-thread [part~=comment]")).to_contain_text("Which kind?")
    assert anna.faults == []


@pytest.mark.parametrize("kind", ["sidebar", "feeds-dutch"])
def test_the_line_since_the_last_visit_leads_to_what_it_counts(anna: Reader, bram: Reader, key: str, kind: str) -> None:
    (found,) = bram.call("POST", "/boot", {"site": "intranet"})
    anna.call("PUT", f"/objects/{found['me']['id']}/follow", {"level": "all"})
    anna.call("PUT", "/feed/tab", {"tab": "for-you"})
    counted = {"since": "2026-01-01T00:00:00Z", "count": 3, "kinds": [{"kind": "person_answered", "count": 3}]}
    allowed = {"Access-Control-Allow-Origin": anna.host.origin()}
    anna.page.route("**/feed/since*", lambda route: route.fulfill(json=counted, headers=allowed))
    anna.visit(kind, key)
    line = feed(anna).locator(".since")
    words = {"sidebar": "Since your last visit: 3 replies by", "feeds-dutch": "Sinds je laatste bezoek: 3 reacties van"}
    expect(line).to_contain_text(words[kind])
    assert faults(anna.page, f"since the last visit, {kind}") == []
    line.get_by_role("button").click()
    expect(feed(anna).locator("[part~=card]:focus [part~=why]")).to_contain_text("Bram Visser")


def test_who_looks_at_their_feed_hears_by_the_socket_and_nothing_moves(anna: Reader, bram: Reader, key: str) -> None:
    (found,) = bram.call("POST", "/boot", {"site": "intranet"})
    anna.call("PUT", f"/objects/{found['me']['id']}/follow", {"level": "all"})
    feed(anna).get_by_role("button", name="For you").click()
    expect(feed(anna).get_by_role("button", name="For you")).to_have_attribute("aria-pressed", "true")
    bram.visit("plain", f"{key}-three")
    bram.reply(f"Just in {key}.")
    pill = feed(anna).locator("[part~=new]")
    expect(pill).to_have_text("1 new")
    expect(card(anna, f"Just in {key}.")).to_have_count(0)
    pill.click()
    expect(card(anna, f"Just in {key}.")).to_be_focused()
