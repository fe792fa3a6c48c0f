"""What people one follows like: in the feed only of those who let others see it, and only as long as they do."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contract.test_feed import cards
from tests.factories import Factory, MadeSite
from tests.helpers import following
from tests.helpers.http import Visitor


@pytest.fixture
def liked(anna: Visitor, bram: Visitor, page: str, make: Factory, site: MadeSite) -> str:
    """A comment of somebody whom Anna does not follow; she follows Bram."""
    following.follow(make, anna, bram.id)
    return make.comment(page, make.visitor(make.person("Carla Jansen"), site), "Nieuwe fietsen!")


def show(who: Visitor, *, on: bool = True) -> None:
    """Let others see what one likes, or not."""
    assert who.patch("/me/profile", {"show_reactions": on}).status_code == 200


def like(who: Visitor, comment: str) -> None:
    """Like a comment."""
    assert who.put(f"/objects/{comment}/reactions/like").status_code == 200


def reasons(who: Visitor) -> list[tuple[str, Any]]:
    """Give why each card is there, and the person it names."""
    return [(each["why"]["kind"], each["why"]["person"]["name"]) for each in cards(who)]


def test_what_somebody_likes_surfaces_nowhere_unless_they_allowed_it(anna: Visitor, bram: Visitor, liked: str) -> None:
    like(bram, liked)
    assert cards(anna) == []


def test_what_somebody_who_allowed_it_likes_surfaces_with_its_reason(anna: Visitor, bram: Visitor, liked: str) -> None:
    show(bram)
    like(bram, liked)
    (card,) = cards(anna)
    assert card["why"]["sentence"] == "Bram Visser, whom you follow, likes this"
    assert (card["comment"]["id"], card["comment"]["author"]["name"]) == (liked, "Carla Jansen")
    assert (card["score"]["reason"], card["following"]["person"]) == (0.5, "off")


def test_who_switches_it_off_again_is_seen_no_more(anna: Visitor, bram: Visitor, liked: str) -> None:
    show(bram)
    like(bram, liked)
    show(bram, on=False)
    assert cards(anna) == []


def test_what_was_liked_before_it_was_allowed_stays_where_it_was(anna: Visitor, bram: Visitor, liked: str) -> None:
    like(bram, liked)
    show(bram)
    assert cards(anna) == []


def test_a_like_that_was_taken_back_surfaces_no_more(anna: Visitor, bram: Visitor, liked: str) -> None:
    show(bram)
    like(bram, liked)
    bram.delete(f"/objects/{liked}/reactions/like")
    assert cards(anna) == []


def test_a_like_of_what_one_may_not_read_or_muted_or_wrote_oneself_does_not_come(
    anna: Visitor, bram: Visitor, liked: str, make: Factory, site: MadeSite
) -> None:
    board = make.visitor(make.person("Dora Mol", groups=["board"]), site)
    following.follow(make, anna, board.id)
    show(board)
    like(board, make.comment(make.page(site, "board", groups=["board"]), board))
    show(bram)
    like(bram, make.comment(make.page(site, "canteen"), anna))
    assert cards(anna) == []
    like(bram, liked)
    (card,) = cards(anna)
    following.mute(make, anna, card["comment"]["author"]["id"])
    assert cards(anna) == []


def test_a_like_weighs_less_than_a_word_and_a_thread_stays_one_card(
    anna: Visitor, bram: Visitor, liked: str, page: str
) -> None:
    show(bram)
    like(bram, liked)
    bram.reply(page, "Mooi.")
    assert reasons(anna) == [("person_answered", "Bram Visser")]
