"""The printed formula, mixing, and cursors: for any input."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from widget_server.access.policy import Principal
from widget_server.core import clock, signed
from widget_server.core.ids import new_id
from widget_server.feed.service.ranking import WEIGHTS, Ranked, best_of_threads, diversified, score
from widget_server.feed.service.snapshots import GOOD_FOR, SOURCES, Snapshot, mark, read, written

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ANNA = Principal("a" * 26, "s" * 26)
SECRET = "Zq7-tests-only"
kinds = st.sampled_from(sorted(WEIGHTS))
ages = st.timedeltas(timedelta(0), timedelta(days=400))
few = st.sampled_from("abc")


def ranked(activity: int, thread: str, page: str, actor: str, kind: str) -> Ranked:
    """Make a ranked card of noon."""
    return Ranked(f"{activity:04}", thread, page, actor, score([kind], NOW, NOW, unanswered=False, unseen=False))


cards = st.lists(st.tuples(few, few, kinds), max_size=30).map(
    lambda made: best_of_threads(
        [ranked(place, f"t{place}", page, actor, kind) for place, (page, actor, kind) in enumerate(made)]
    )
)


@given(kinds, ages, ages)
def test_what_is_newer_never_counts_less_for_the_same_reason(kind: str, one: timedelta, other: timedelta) -> None:
    newer, older = sorted((one, other))
    totals = [score([kind], NOW - age, NOW, unanswered=False, unseen=False).total for age in (newer, older)]
    assert totals[0] >= totals[1]


@given(st.sets(kinds, min_size=1), ages, st.booleans(), st.booleans())
def test_the_strongest_reason_counts_and_the_total_is_the_product(
    found: set[str], age: timedelta, unanswered: bool, unseen: bool
) -> None:
    made = score(found, NOW - age, NOW, unanswered=unanswered, unseen=unseen)
    assert made.reason == max(WEIGHTS[kind] for kind in found) == WEIGHTS[made.kind]
    assert made.total == made.reason * made.recency * (1.25 if unanswered else 1) * (1.5 if unseen else 1)


def test_a_day_halves_and_a_clock_running_behind_adds_nothing() -> None:
    day = score(["page_followed"], NOW - timedelta(days=1), NOW, unanswered=False, unseen=False)
    ahead = score(["page_followed"], NOW + timedelta(days=1), NOW, unanswered=False, unseen=False)
    assert (day.recency, ahead.recency) == (0.5, 1.0)


@given(cards)
def test_mixing_keeps_every_card_once(made: list[Ranked]) -> None:
    assert sorted(each.activity_id for each in diversified(made)) == sorted(each.activity_id for each in made)


@given(cards)
def test_three_in_a_row_of_one_page_or_person_only_where_nothing_else_is_left(made: list[Ranked]) -> None:
    mixed = diversified(made)
    for at in range(2, len(mixed)):
        before, rest = mixed[at - 2 : at], mixed[at:]
        for name in ("page_id", "actor_id"):
            if len({getattr(each, name) for each in mixed[at - 2 : at + 1]}) > 1:
                continue
            free = [
                each
                for each in rest
                if any(other.page_id != each.page_id for other in before)
                and any(other.actor_id != each.actor_id for other in before)
            ]
            assert free == []


@given(cards)
def test_without_a_crowd_the_order_is_that_of_the_scores(made: list[Ranked]) -> None:
    apart = [Ranked(c.activity_id, c.thread_id, c.thread_id, c.thread_id, c.score) for c in made]
    assert diversified(apart) == apart


def test_a_thread_is_shown_by_its_best_activity() -> None:
    weak, strong = ranked(2, "t", "p", "a", "page_followed"), ranked(1, "t", "p", "b", "answered_you")
    assert best_of_threads([weak, strong]) == [strong]


@given(st.sampled_from(SOURCES), st.lists(st.binary(min_size=5, max_size=5), max_size=200))
def test_a_cursor_comes_back_as_it_went(source: str, marks: list[bytes]) -> None:
    snapshot = Snapshot(source, clock.now(), NOW, tuple(marks))
    assert read(written(snapshot, ANNA, SECRET), ANNA, SECRET) == snapshot


@given(st.integers(0, 60), st.integers(1, 255))
def test_a_cursor_with_any_bit_turned_is_none(place: int, turned: int) -> None:
    text = written(Snapshot("newest", clock.now(), NOW, (mark(new_id()),)), ANNA, SECRET)
    place %= len(text)
    bent = text[:place] + chr(ord(text[place]) ^ turned) + text[place + 1 :]
    assume(bent.rstrip("=") != text)
    found = read(bent, ANNA, SECRET)
    assert found is None or place == len(text) - 1  # whose last bits base64 does not look at


@given(st.text(max_size=300))
def test_no_text_of_others_is_a_cursor(text: str) -> None:
    assert read(text, ANNA, SECRET) is None


def test_a_cursor_is_for_one_person_one_site_one_secret_and_two_hours() -> None:
    text = written(Snapshot("newest", clock.now(), NOW), ANNA, SECRET)
    assert read(text, Principal("b" * 26, ANNA.site_id), SECRET) is None
    assert read(text, Principal(ANNA.actor_id, "t" * 26), SECRET) is None
    assert read(text, ANNA, "another") is None
    with clock.moved(GOOD_FOR + timedelta(seconds=1)):
        assert read(text, ANNA, SECRET) is None


def test_what_is_sealed_for_one_purpose_opens_for_no_other() -> None:
    text = signed.seal(b"x", SECRET, "feed")
    assert (signed.opened(text, SECRET, "feed"), signed.opened(text, SECRET, "mail")) == (b"x", None)
