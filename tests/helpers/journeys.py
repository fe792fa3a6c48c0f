"""What people do in every browser, and what each of them then sees."""

from __future__ import annotations

from tests.helpers.person import Person

TEXT = "The form moved to the portal."
LIKE = "[part~=comment] [part~=like]"


def anna_writes_and_bram_likes_it(anna: Person, bram: Person, page: str) -> None:
    """Each signs in through the window; Anna replies and likes the page, Bram reads both and likes the reply."""
    anna.visit("watched", page).sign_in().reply(TEXT)
    anna.press("like", "[part~=like]")
    anna.see("like", "[part~=like][aria-pressed=true]", "Helpful · 1")

    bram.visit("watched", page).sign_in()
    bram.see("thread", "[part~=comment]", TEXT)
    bram.see("like", "[part~=like]", "Helpful · 1")
    bram.press("thread", LIKE)
    bram.see("thread", f"{LIKE}[aria-pressed=true]", "Helpful · 1")
    assert anna.faults() + bram.faults() == []


def anna_signs_in_with_the_number(anna: Person, page: str) -> None:
    """The host cuts its windows off, so that nobody can prove who opened this one."""
    anna.visit("watched-coop", page).sign_in_by_number().reply("Signed in with a number.")
    assert anna.faults() == []


def anna_presses_like_to_sign_in(anna: Person, page: str) -> None:
    """Without a look at the thread's button: the window opens before the codes are there, and is led on."""
    anna.visit("watched", page)
    anna.see("thread", "[part~=sign-in]")
    window = anna.open_window("like", "[part~=like]")
    anna.press("", "button", anna.name)
    anna.come_back(window)
    assert anna.faults() == []


def axe_finds_nothing(anna: Person, page: str) -> None:
    """In a conversation of one, with the composer open."""
    anna.visit("watched", page).sign_in().reply(TEXT)
    anna.press("thread", ".entry [part~=input]")
    assert anna.axe() == []
