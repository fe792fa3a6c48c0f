"""Cards as the API's words, with the sentences that say why."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext

from widget_server.core.errors import N_
from widget_server.core.text import excerpt
from widget_server.feed.service import Card
from widget_server.feed.service.ranking import HALF_LIFE_HOURS, UNANSWERED, UNSEEN, WEIGHTS
from widget_server.threads.service import comment_data, person_data

TITLE_LENGTH = 120  # characters of a post that stand for a title
SENTENCES = {
    "answered_you": N_("%(person)s replied to you"),
    "person_posted": N_("Shared by %(person)s, whom you follow"),
    "person_attached": N_("Because %(person)s, whom you follow, attached a file"),
    "person_answered": N_("Because %(person)s, whom you follow, replied"),
    "group_followed": N_("In your group %(object)s"),
    "thread_followed": N_("In a conversation that you follow"),
    "topic_followed": N_("About #%(object)s, which you follow"),
    "page_followed": N_("On a page that you follow"),
    "person_liked": N_("%(person)s, whom you follow, likes this"),
    "new_here": N_("New on this site"),
}
ABOUT_PERSON = ("answered_you", "person_posted", "person_attached", "person_answered", "person_liked")
REASONS = {
    "answered_you": N_("somebody replied to you"),
    "person_posted": N_("somebody you follow shared something"),
    "person_attached": N_("somebody you follow attached a file"),
    "person_answered": N_("somebody you follow replied"),
    "group_followed": N_("it is in a group of yours"),
    "thread_followed": N_("it is in a conversation that you follow"),
    "topic_followed": N_("it is about a topic that you follow"),
    "page_followed": N_("it is on a page that you follow"),
    "person_liked": N_("somebody you follow likes it, and lets others see that"),
    "new_here": N_("it is new on this site"),
}
FORMULA = (
    N_("Every card begins with the weight of the reason why you see it."),
    N_("That halves every 24 hours."),
    N_("It counts 1.25 times as long as nobody has replied, and 1.5 times as long as you have not seen it."),
    N_("The highest comes first. Never more than two in a row are from one page or one person."),
    N_("What people like shows only if they let others see it. What people read plays no part."),
)


def card_data(card: Card) -> dict[str, Any]:
    """Give a card as the API says it."""
    row = card.row
    return {
        "id": row.activity_id,
        "thread": row.thread_id,
        "title": excerpt(row.root_html or "", TITLE_LENGTH) if row.is_homeless else row.page_title,
        "page": None if row.is_homeless else _page(row),
        "group": {"id": row.group_id, "kind": "group", "name": row.group_name} if row.group_id else None,
        "topics": [{"id": each.id, "label": each.label, "level": each.level or "off"} for each in card.topics],
        "comment": comment_data(row),
        "answers": row.answers,
        "unanswered": bool(row.unanswered),
        "unseen": card.unseen,
        "following": {"thread": row.thread_level or "off", "person": row.person_level or "off"},
        "why": _why(card),
        "score": _score(card),
    }


def formula_data() -> dict[str, Any]:
    """Give how *For you* is sorted, in words and numbers."""
    return {
        "sentences": [gettext(sentence) for sentence in FORMULA],
        "half_life_hours": HALF_LIFE_HOURS,
        "unanswered": UNANSWERED,
        "unseen": UNSEEN,
        "reasons": [
            {"kind": kind, "weight": weight, "sentence": gettext(REASONS[kind])} for kind, weight in WEIGHTS.items()
        ],
    }


def _page(row: Any) -> dict[str, Any]:
    return {"id": row.page_id, "key": row.page_key, "title": row.page_title, "url": row.page_url}


def _why(card: Card) -> dict[str, Any]:
    row, followed = card.row, card.followed
    person = person_data(row, "by_") if card.kind in ABOUT_PERSON else None
    thing = None
    if card.kind == "group_followed":
        thing = {"id": row.group_id, "kind": "group", "name": row.group_name}
    elif followed is not None and person is None:
        name = followed.name if followed.kind == "topic" else row.page_title
        thing = {"id": followed.id, "kind": followed.kind, "name": name}
    names = {"person": person["name"] if person else "", "object": thing["name"] if thing else ""}
    sentence = gettext(SENTENCES[card.kind])
    return {
        "kind": card.kind,
        "person": person,
        "object": thing,
        "sentence": sentence % names if "%(" in sentence else sentence,
    }


def _score(card: Card) -> dict[str, float] | None:
    if card.score is None:
        return None
    names = ("reason", "age_hours", "recency", "unanswered", "unseen", "total")
    return {name: round(getattr(card.score, name), 4) for name in names}
