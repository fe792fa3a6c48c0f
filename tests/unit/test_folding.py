"""Names as one looks for them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widget_server.core.folding import MAX_WORD, MAX_WORDS, words_of


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Anna de Koning", ["anna", "de", "koning"]),
        ("José Muñoz", ["jose", "munoz"]),
        ("JOSÉ", ["jose"]),
        ("Jose\u0301", ["jose"]),
        ("Søren Ærø", ["soren", "aero"]),
        ("Łukasz Đorđević", ["lukasz", "dordevic"]),
        ("Jürgen Groß", ["jurgen", "gross"]),
        ("İlker Işık", ["ilker", "isik"]),
        ("Zoë van 't Hoff", ["zoe", "van", "t", "hoff"]),
        ("Siobhán O'Brien", ["siobhan", "obrien"]),
        ("Jean-Luc (Jan)", ["jean", "luc", "jan"]),
        ("王小明", ["王小明"]),
        ("Anna Anna", ["anna"]),
        (" \t", []),
        ("!?", []),
    ],
)
def test_a_name_is_looked_for_by_its_words_without_accents(name: str, words: list[str]) -> None:
    assert words_of(name) == words


@given(st.text(max_size=400))
def test_words_are_few_short_and_fold_to_themselves(text: str) -> None:
    words = words_of(text)
    assert len(words) <= MAX_WORDS
    assert all(0 < len(word) <= MAX_WORD and word.isalnum() for word in words)
    assert all(words_of(word) == [word] for word in words)
