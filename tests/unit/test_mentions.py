"""Mentions in a text: whose name is shown, and as what."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.corpus import XSS
from tests.unit.test_text import TEMPTING, Found, assert_within_policy, checked, steps
from widget_server.core import text

ANNA, BRAM = "0" * 26, "1" * 26
NAMES = {ANNA: "Anna de Koning"}
SHOWN = '<span class="mention">@Anna de Koning</span>'
WRITTEN = f"@[Anna de Koning]({ANNA})"


def rendered(source: str, names: dict[str, str] | None = None) -> tuple[str, frozenset[str]]:
    """Give the HTML of a source, and whom it mentions."""
    return text.render_mentioning(text.check_source(source), NAMES if names is None else names)


@pytest.mark.parametrize("label", ["Anna de Koning", "De directeur", "Bram", "**vet**", "`x`", "<b>x</b>", "a" * 300])
def test_a_mention_shows_the_name_that_is_known_and_never_what_was_typed(label: str) -> None:
    assert rendered(f"Zie @[{label}]({ANNA}).") == (f"<p>Zie {SHOWN}.</p>", {ANNA})


def test_a_mention_of_somebody_not_known_is_plain_text() -> None:
    assert rendered(f"Zie @[De *directeur*]({BRAM}).") == ("<p>Zie @De *directeur*.</p>", frozenset())


def test_without_names_nobody_is_mentioned() -> None:
    assert text.render(WRITTEN) == "<p>@Anna de Koning</p>"


@pytest.mark.parametrize(
    "source",
    [
        f"`{WRITTEN}`",
        f"```\n{WRITTEN}\n```",
        f"\\{WRITTEN}",
        f"[{WRITTEN}](https://a.example)",
        f"@\\[Anna]({ANNA})",
        f"@[Anna] ({ANNA})",
        f"@[Anna]({ANNA[1:]})",
        f"@[Anna]({ANNA}0)",
        f"@[]({ANNA})",
        f"@[{'a' * 301}]({ANNA})",
        f"@[An\nna]({ANNA})",
        "&#64;[Anna](" + ANNA + ")",
        '<span class="mention">@Anna de Koning</span>',
    ],
)
def test_what_only_looks_like_a_mention_mentions_nobody(source: str) -> None:
    html, mentioned = rendered(source)
    assert "<span" not in html
    assert mentioned == frozenset()


@pytest.mark.parametrize(
    ("around", "html"),
    [
        ("**{}**", "<p><strong>{}</strong></p>"),
        ("~~{}~~", "<p><s>{}</s></p>"),
        ("> {}", "<blockquote>\n<p>{}</p>\n</blockquote>"),
        ("- {}", "<ul>\n<li>{}</li>\n</ul>"),
        ("a{}b", "<p>a{}b</p>"),
        ("{0}{0}", "<p>{0}{0}</p>"),
    ],
)
def test_a_mention_stands_wherever_words_do(around: str, html: str) -> None:
    assert rendered(around.format(WRITTEN)) == (html.format(SHOWN), {ANNA})


@pytest.mark.parametrize("name", [*XSS, "https://evil.example", "a\u202eb", "x\x00y", "*vet*", '"', "a</span>b"])
def test_a_hostile_name_is_inert_in_a_mention(name: str) -> None:
    html, _ = rendered(WRITTEN, {ANNA: name})
    assert_within_policy(html)
    assert [tag for tag, _ in Found(html).tags] == ["p", "span"]
    assert not set("\u202e\x00") & set(html)


@settings(max_examples=300)
@given(
    st.lists(st.sampled_from([*TEMPTING, WRITTEN, f"@[x]({BRAM})", "@[", f"]({ANNA})", ANNA]), min_size=1, max_size=30)
)
def test_whatever_stands_around_mentions_is_rendered_within_the_policy(parts: list[str]) -> None:
    stored = checked("".join(parts))
    html, mentioned = text.render_mentioning(stored, NAMES)
    assert_within_policy(html)
    assert mentioned <= {ANNA}
    assert (ANNA in mentioned) == (SHOWN in html)
    assert mentioned <= text.mentioned_in(stored)


@pytest.mark.parametrize("part", ["@[", "@[a", "@[a](", WRITTEN, f"[{WRITTEN}"])
def test_twice_as_many_mentions_take_twice_the_work_and_no_more(part: str) -> None:
    half = steps((part * 2500)[:2500])
    assert steps((part * 5000)[:5000]) < 2.2 * half + 100


def test_a_text_with_a_mention_has_its_topics() -> None:
    assert text.topics_in(f"{WRITTEN}, zie #fietsen en `#code`") == ["fietsen"]
