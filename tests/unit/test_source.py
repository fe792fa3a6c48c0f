"""What people type, checked before it is stored: length, characters, line ends."""

from __future__ import annotations

import pytest

from widget_server.core import text
from widget_server.core.errors import Invalid


def refusal(source: str) -> tuple[str, list[str]]:
    with pytest.raises(Invalid) as caught:
        text.check_source(source)
    return caught.value.code, list(caught.value.errors)


def test_five_thousand_characters_fit_and_one_more_does_not() -> None:
    assert len(text.check_source("x" * 5000)) == 5000
    assert refusal("x" * 5001) == ("too_long", ["source"])
    assert refusal("x" * 1_000_000) == ("too_long", ["source"])


@pytest.mark.parametrize("sign", ["\0", "\x08", "\x1b", "\x7f", "\x85", "\x9f", "\ud800", "\udfff", "\x0c"])
def test_control_characters_and_lone_surrogates_are_refused(sign: str) -> None:
    assert refusal(f"a{sign}b") == ("invalid", ["source"])


@pytest.mark.parametrize("sign", list("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
def test_bidi_overrides_are_taken_out(sign: str) -> None:
    assert text.check_source(f"a{sign}b") == "ab"


@pytest.mark.parametrize(
    "nothing", ["", " ", "\n\n", "\t", "\xa0", "\u200b\u200d", "\u2060", "\ufeff", "\u202e", "\u3164", "\u00ad"]
)
def test_what_shows_nothing_is_empty(nothing: str) -> None:
    assert refusal(nothing) == ("empty", ["source"])


def test_characters_are_composed_and_line_ends_are_one_kind() -> None:
    assert text.check_source("e\u0301\r\nb\rc\n\n") == "é\nb\nc"


def test_a_line_is_one_line_without_what_could_begin_a_header() -> None:
    assert text.check_line("Anna\r\nBcc: all@example.com\tx", "name") == "Anna Bcc: all@example.com x"
    with pytest.raises(Invalid) as caught:
        text.check_line("x" * 301, "title")
    assert (caught.value.code, list(caught.value.errors)) == ("too_long", ["title"])
