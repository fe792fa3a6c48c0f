"""People by the beginning of any word of their name."""

from __future__ import annotations

from itertools import islice
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased

from widget_server.access.policy import Principal
from widget_server.access.service import IS_READER, can_read, read_on
from widget_server.core.errors import Missing
from widget_server.core.folding import words_of
from widget_server.db import session
from widget_server.identity.models import Actor, NameWord

MOST = 10  # people in an answer
LAST = "\U0010ffff"  # comes after every letter: the end of a range of words that begin alike
_a = Actor.__table__.c


def find_people(principal: Principal, query: str, object_id: str | None = None) -> list[Any]:
    """Give (up to 10 actors whose names have words that begin so, by name) who may read the object (2 queries).

    Without an object they are colleagues, for whoever is no guest. Nothing asked, nobody found. Raises Missing.
    """
    wanted = object_id or principal.actor_id
    if not can_read(principal, wanted):
        raise Missing()
    words = words_of(query)
    if not words:
        return []
    found = _named(words).where(IS_READER, _a.kind != "former")
    rows = {row.id: row for row in session().execute(found, read_on(principal.site_id, wanted))}
    return sorted(islice(rows.values(), MOST), key=lambda row: (row.name, row.id))


def _named(words: list[str]) -> Select[Any]:
    """Build the query of actors by the beginnings of their names' words, in the order of the index of the longest.

    Somebody of whom several words begin so comes several times: more than are asked for are read.
    """
    first, *others = sorted(words, key=len, reverse=True)
    columns = (_a.id, _a.name, _a.department, _a.photo_url, _a.kind)
    lead = aliased(NameWord.__table__)
    found = select(*columns).join(lead, lead.c.actor_id == _a.id).where(*_begins(lead.c.word, first))
    for word in others:
        more = aliased(NameWord.__table__)
        found = found.where(select(more.c.word).where(more.c.actor_id == _a.id, *_begins(more.c.word, word)).exists())
    return found.order_by(lead.c.word, lead.c.actor_id).limit(MOST * 3)


def _begins(column: Any, word: str) -> tuple[Any, Any]:
    return column >= word, column < word + LAST
