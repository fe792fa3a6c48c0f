"""A page of the feed: candidates, ranked and mixed once a snapshot, then twenty cards at a time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from widget_server.access.policy import Principal
from widget_server.core import clock
from widget_server.feed.service import cards, timelines
from widget_server.feed.service.ranking import Ranked, Score, best_of_threads, diversified, score
from widget_server.feed.service.settings import check_tab, last_visit, settings_of
from widget_server.feed.service.snapshots import MOST_CARDS, Snapshot, after, mark, read, written
from widget_server.feed.service.timelines import Candidate, Followed

PAGE_SIZE = 20
FEW = 10  # cards: a shorter feed is filled up with what is new on the site
SPARE = 10  # cards looked at beyond a page, for those that may not come any more


@dataclass(frozen=True, slots=True)
class Card:
    """A card: all columns of its activity, why it is there, its score (none where time alone orders), its news."""

    row: Any
    topics: Sequence[Any]
    kind: str
    followed: Followed | None
    score: Score | None
    unseen: bool


@dataclass(frozen=True, slots=True)
class FeedPage:
    """A page of a feed. `fresh`: its cursor was not good any more, so this is the beginning of a new snapshot."""

    tab: str
    cards: Sequence[Card]
    next: str | None
    snapshot: str
    fresh: bool
    follows_nothing: bool


def read_feed(principal: Principal, tab: str | None, cursor: str | None, secret: str) -> FeedPage:
    """Give up to 20 cards of a feed (5 queries, 7 where it is filled up).

    Without a tab it is the one chosen last. Raises Invalid for a tab that there is not.
    """
    chosen, seen_at = settings_of(principal)
    if tab is not None:
        chosen = check_tab(tab)
    standing = read(cursor, principal, secret) if cursor else None
    if standing is not None and tab is not None and standing.tab != chosen:
        standing = None
    if standing is not None:
        return _go_on(principal, standing, secret)
    return _begin(principal, Snapshot(chosen, clock.now(), seen_at), secret, fresh=bool(cursor))


def news_since(principal: Principal, cursor: str, secret: str) -> int | None:
    """Count what is new since a snapshot, up to 99 threads (1 query); None for one that is not good any more."""
    snapshot = read(cursor, principal, secret)
    if snapshot is None:
        return None
    if snapshot.source == "for-you":
        return cards.count_followed_since(principal, snapshot.at)
    return cards.count_on_site_since(principal, snapshot.at)


def since_last_visit(principal: Principal, cursor: str, secret: str) -> tuple[datetime | None, dict[str, int]]:
    """Give when somebody was here before, and how many threads have news since, by reason (3 queries).

    As the feed stood at a snapshot. No moment: they never were, or the snapshot is not good any more; and no news.
    """
    snapshot = read(cursor, principal, secret)
    since = last_visit(principal, snapshot.at) if snapshot else None
    if snapshot is None or since is None:
        return None, {}
    found = [each for each in timelines.of_reader(principal, snapshot.at) if each.at > since]
    counts: dict[str, int] = {}
    for each in best_of_threads(_all_ranked(principal, replace(snapshot, source="for-you"), found)):
        counts[each.score.kind] = counts.get(each.score.kind, 0) + 1
    return since, counts


def moment_of(principal: Principal, cursor: str, secret: str) -> datetime | None:
    """Give the moment of a snapshot, None for one that is not good any more."""
    snapshot = read(cursor, principal, secret)
    return snapshot.at if snapshot else None


def _begin(principal: Principal, snapshot: Snapshot, secret: str, *, fresh: bool) -> FeedPage:
    found, ranked, nothing = _followed_first(principal, snapshot)
    if snapshot.source == "for-you" and len(ranked) < FEW:
        snapshot = replace(snapshot, source="new-here")
        found = _joined(found, timelines.of_site(principal, snapshot.at))
        ranked = _ranked(principal, snapshot, found)
    by_id = {each.id: each for each in found}
    wanted = [(each.activity_id, by_id[each.activity_id]) for each in ranked[:MOST_CARDS]]
    return FeedPage(snapshot.tab, *_page(principal, snapshot, wanted, secret), fresh, nothing)


def _go_on(principal: Principal, snapshot: Snapshot, secret: str) -> FeedPage:
    """Give the next page of a snapshot: the timelines as they stood then say what its marks stand for."""
    by_mark = {mark(each.id): each for each in _again(principal, snapshot)}
    wanted = [(by_mark[each].id, by_mark[each]) for each in snapshot.marks if each in by_mark]
    return FeedPage(snapshot.tab, *_page(principal, snapshot, wanted, secret), fresh=False, follows_nothing=False)


def _followed_first(principal: Principal, snapshot: Snapshot) -> tuple[list[Candidate], list[Ranked], bool]:
    """Give what may come, its order, and whether a reader follows nothing that has ever had news."""
    if snapshot.source == "newest":
        found = timelines.of_site(principal, snapshot.at)
        return found, _ranked(principal, snapshot, found), False
    found = timelines.of_reader(principal, snapshot.at)
    return found, _ranked(principal, snapshot, found), not found


def _again(principal: Principal, snapshot: Snapshot) -> list[Candidate]:
    if snapshot.source == "newest":
        return timelines.of_site(principal, snapshot.at)
    found = timelines.of_reader(principal, snapshot.at)
    return found if snapshot.source == "for-you" else _joined(found, timelines.of_site(principal, snapshot.at))


def _joined(found: list[Candidate], others: Iterable[Candidate]) -> list[Candidate]:
    known = {each.id for each in found}
    return [*found, *(each for each in others if each.id not in known)]


def _ranked(principal: Principal, snapshot: Snapshot, candidates: Sequence[Candidate]) -> list[Ranked]:
    """Give one activity a thread, in the order of the tab (1 query, none when there is nothing)."""
    found = _all_ranked(principal, snapshot, candidates)
    if snapshot.source != "newest":
        return diversified(best_of_threads(found))
    at = {each.id: each.at for each in candidates}
    newest: dict[str, Ranked] = {}
    for each in sorted(found, key=lambda ranked: at[ranked.activity_id], reverse=True):
        newest.setdefault(each.thread_id, each)
    return list(newest.values())


def _all_ranked(principal: Principal, snapshot: Snapshot, candidates: Sequence[Candidate]) -> list[Ranked]:
    """Give those candidates that may come, each with its score (1 query, none when there is nothing)."""
    by_id = {each.id: each for each in candidates}
    rows = cards.light_rows(principal, list(by_id), with_own=snapshot.source == "newest") if by_id else []
    return [_rank(row, by_id[row.id].followed, principal, snapshot) for row in rows]


def _rank(row: Any, followed: Sequence[Followed], principal: Principal, snapshot: Snapshot) -> Ranked:
    kinds = reasons(row, followed, principal.actor_id)
    scored = score(kinds, row.at, snapshot.at, unanswered=bool(row.unanswered), unseen=row.at > snapshot.seen_at)
    return Ranked(row.id, row.thread_id, row.page_id, row.actor_id, scored)


def reasons(row: Any, followed: Sequence[Followed], reader_id: str) -> dict[str, Followed | None]:
    """Give why an activity is there for a reader: kinds of the formula, each with what is followed."""
    if row.verb == "like":
        return {"person_liked": followed[0] if followed else None}
    found: dict[str, Followed | None] = {}
    for each in followed:
        if each.kind == "actor":
            found["person_posted" if row.is_post else "person_answered"] = each
            if row.has_files:
                found["person_attached"] = each
        elif each.kind in ("group", "page"):
            found["group_followed" if row.group_id else "page_followed"] = each
        elif each.kind in ("comment", "topic"):
            found["topic_followed" if each.kind == "topic" else "thread_followed"] = each
    if row.above_author_id == reader_id and found:
        found["answered_you"] = None
    return found or {"new_here": None}


def _page(
    principal: Principal, snapshot: Snapshot, wanted: list[tuple[str, Candidate]], secret: str
) -> tuple[list[Card], str | None, str]:
    """Give the first cards of what is wanted, the cursor of the rest, and the cursor of the snapshot (2 queries)."""
    looked = [activity_id for activity_id, _ in wanted[: PAGE_SIZE + SPARE]]
    rows = cards.card_rows(principal, looked, with_own=snapshot.source == "newest") if looked else {}
    shown = [each for each in wanted[: PAGE_SIZE + SPARE] if each[0] in rows][:PAGE_SIZE]
    last = wanted.index(shown[-1]) + 1 if shown else len(looked)
    rest = [mark(activity_id) for activity_id, _ in wanted[last:]]
    about = cards.topics_of(principal, [rows[activity_id] for activity_id, _ in shown])
    made = [_card((rows[each], about[each]), candidate, principal, snapshot) for each, candidate in shown]
    following = written(after(snapshot, rest), principal, secret) if rest else None
    return made, following, written(after(snapshot, ()), principal, secret)


def _card(shown: tuple[Any, list[Any]], candidate: Candidate, principal: Principal, snapshot: Snapshot) -> Card:
    row, topics = shown
    why = reasons(row, candidate.followed, principal.actor_id)
    unseen = row.activity_at > snapshot.seen_at and row.author_id != principal.actor_id
    scored = score(why, row.activity_at, snapshot.at, unanswered=bool(row.unanswered), unseen=unseen)
    return Card(row, topics, scored.kind, why[scored.kind], scored if snapshot.tab == "for-you" else None, unseen)
