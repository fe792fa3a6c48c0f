"""Signs that look like nothing, or reach beyond their own line."""

from __future__ import annotations

import unicodedata

import pytest

from widget_server.core.errors import Invalid
from widget_server.core.text import check_line, check_source, render, sanitize

UNSEEN = ("\u2800", "\u200b", "\U000e0041", "\ufffa", "\U0001d173", "\u3164", "\u2800 \u200d\n")
WORDS = {
    "Vietnamese": "Tie\u0302\u0301ng Vie\u0323\u0302t",
    "Hebrew": "\u05e9\u05b8\u05c1\u05dc\u05d5\u05b9\u05dd",
    "Arabic": "\u0645\u064f\u062d\u064e\u0645\u0651\u064e\u062f",
    "Thai": "\u0e17\u0e35\u0e48\u0e19\u0e35\u0e48",
    "phonetic": "q\u0307\u0323\u0301\u0316",
    "emoji": "\U0001f469\u200d\U0001f692\ufe0f",
}


@pytest.mark.parametrize("sign", UNSEEN)
def test_a_text_of_nothing_that_is_seen_is_empty(sign: str) -> None:
    for refuse in (lambda: check_source(sign * 3), lambda: check_line(sign * 3, "title")):
        with pytest.raises(Invalid) as refused:
            refuse()
        assert refused.value.code == "empty"


@pytest.mark.parametrize("marks", ["\u0316" * 4000, "\u0334\u0316\u0301\u035b" * 1000, "\u20d7\ufe20\u1dc4\u1ab0" * 9])
def test_marks_that_pile_up_are_cut_to_four_a_letter(marks: str) -> None:
    for text in (check_source(f"x{marks}y"), check_line(f"x{marks[:200]}y", "name")):
        assert (len(text), text[0], text[-1]) == (6, "x", "y")


def test_what_is_written_as_an_entity_is_held_to_the_same() -> None:
    marks = "&#x316;" * 40
    assert render("a&#8238;b &#x2066;c") == sanitize("<p>a&#8238;b &#x2066;c</p>") == "<p>ab c</p>"
    assert render(f"[a&#8238;b](https://a.example/) x{marks}").count("\u0316") == 4
    assert sanitize(f"x{marks}").count("\u0316") == 4
    assert sanitize("<\u202escript>x<\u2066/script>") == "&lt;script&gt;x&lt;/script&gt;"


@pytest.mark.parametrize("word", WORDS.values(), ids=WORDS.keys())
def test_words_of_people_stay_as_they_are(word: str) -> None:
    assert check_source(word) == check_line(word, "name") == unicodedata.normalize("NFC", word)
