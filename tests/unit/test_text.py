"""Text from people: normalised, rendered, sanitised."""

from __future__ import annotations

import sys
from html.parser import HTMLParser

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.helpers.corpus import BAD_ADDRESSES, GOOD_ADDRESSES, XSS
from widget_server.core import text
from widget_server.core.errors import Invalid

# Letters, and everything that Markdown, HTML or the checks treat in a special way.
TEMPTING = [
    *list("aZ9é漢 \n\n\t.,;:!?'\"-+=#*_~`^|\\/()[]{}<>&@%$"),
    "\xa0",
    "\u2028",
    "\u3000",
    "\ufeff",
    "\u200b",
    "\u202e",
    "1.",
    "1)",
    "- ",
    "> ",
    "    ",
    "  \n",
    "\r\n",
    "http",
    "://",
    "www.",
    "mailto:",
    "a.nl",
    "@b.nl",
    "&amp;",
    "&#60;",
    "&lt",
    "<b>",
    "</p>",
    "<!--",
    "```",
    "~~",
    "---",
    "===",
    "javascript:",
    "//",
]
PLAIN = [
    *"aZ9é漢 \n\n.,;:!?'\"-+=#/()@%$",
    "\ufeff",
    "\u200b",
    "  \n",
    "\n ",
    "http",
    "www.",
    "a.nl",
    "@b.nl",
    "//",
    "/ab",
    "x:y",
    "1.5",
    "---",
    "===",
    "'s",
]
plain_sources = st.lists(
    st.sampled_from(PLAIN) | st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30
).map("".join)
sources = st.lists(st.sampled_from(TEMPTING), min_size=1, max_size=40).map("".join)
markup = st.lists(
    st.sampled_from(
        [
            *XSS,
            "<p>",
            "</p>",
            "<a href='https://a.example'>",
            "</a>",
            "<b>",
            "x",
            "&",
            "<",
            ">",
            '"',
            "&lt;",
            "<ul><li>",
            "<!--",
            "-->",
            "&#12;",
            "&#x1;",
            "&#13;",
            "&#x202e;",
            "&#x301;",
            "&#32;",
            "&#160;",
            "&amp;#12;",
            "\x0c",
            "\u202e",
            " ",
        ]
    )
    | st.text(max_size=6),
    max_size=8,
).map("".join)


def checked(source: str) -> str:
    """Give `source` as it would be stored, or leave this example out."""
    try:
        return text.check_source(source)
    except Invalid:
        assume(False)
        raise


class Found(HTMLParser):
    """Collects every tag with its attributes, as a browser would see them."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_comment(self, data: str) -> None:
        self.tags.append(("!--", {}))

    def handle_decl(self, decl: str) -> None:
        self.tags.append(("!", {}))


def assert_within_policy(html: str) -> None:
    for tag, attributes in Found(html).tags:
        assert tag in text.TAGS, html
        allowed = {"a": {"href", "rel"}, "span": {"class"}, "code": {"class"}}.get(tag, set())
        assert set(attributes) <= allowed, html
        if "href" in attributes:
            assert text.is_safe_href(attributes["href"] or ""), html
        if tag == "a":
            assert attributes.get("rel") == text.LINK_REL, html
        if "class" in attributes:
            assert text.SAFE_CLASS.fullmatch(attributes["class"] or ""), html


@settings(max_examples=800)
@given(plain_sources)
def test_the_short_path_of_plain_text_gives_what_the_long_one_gives(source: str) -> None:
    stored = checked(source)
    assume(text.is_plain(stored))
    assert text._plain(stored) == text.sanitize(text._markdown().render(stored))


@settings(max_examples=300)
@given(sources)
def test_whatever_is_typed_is_rendered_within_the_policy(source: str) -> None:
    assert_within_policy(text.render(checked(source)))


@settings(max_examples=300)
@given(markup)
def test_sanitising_twice_changes_nothing_and_leaves_only_the_policy(dirty: str) -> None:
    once = text.sanitize(dirty)
    assert text.sanitize(once) == once
    assert_within_policy(once)


@pytest.mark.parametrize("sign", ["&#12;", "&#x1;", "&#13;", "&#x202e;", "&#127;", "&#x85;"])
def test_a_sign_written_as_a_number_is_taken_out_too(sign: str) -> None:
    html = text.sanitize(f"<p>0{sign}--></p>")
    assert html in ("<p>0--&gt;</p>", "<p>0\u2026--&gt;</p>")  # HTML reads the C1 numbers as Windows signs
    assert text.sanitize(html) == html


@settings(max_examples=200)
@given(sources)
def test_a_checked_source_checks_to_itself(source: str) -> None:
    stored = checked(source)
    assert text.check_source(stored) == stored


@pytest.mark.parametrize("dirty", XSS)
def test_raw_html_is_shown_as_text_and_nothing_of_it_runs(dirty: str) -> None:
    html = text.render(text.check_source(dirty))
    assert_within_policy(html)
    assert not [tag for tag, _ in Found(html).tags if tag in ("img", "script", "svg", "iframe", "style")]


@pytest.mark.parametrize("dirty", XSS)
def test_sanitize_alone_holds_against_markup(dirty: str) -> None:
    assert_within_policy(text.sanitize(dirty))


@pytest.mark.parametrize("dirty", XSS)
def test_either_gate_alone_holds(dirty: str) -> None:
    for gate in (text._first_gate, text._second_gate):
        tags = Found(gate(dirty)).tags
        assert {tag for tag, _ in tags} <= text.TAGS
        assert {name for _, attributes in tags for name in attributes} <= {"href", "class", "rel"}
        assert all(text.is_safe_href(attributes["href"] or "") for _, attributes in tags if "href" in attributes)


@pytest.mark.parametrize("open_gate", ["_first_gate", "_second_gate"])
def test_sanitize_goes_through_both_gates(monkeypatch: pytest.MonkeyPatch, open_gate: str) -> None:
    monkeypatch.setattr(text, open_gate, lambda markup: markup)
    assert text.sanitize("<p onclick=alert(1)>x</p>") == "<p>x</p>"


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//evil.example", "data:text/html,x", "relative/path"])
def test_what_would_be_a_bad_link_stays_what_was_typed(address: str) -> None:
    assert text.render(f"[x]({address})") == f"<p>[x]({address})</p>"


@pytest.mark.parametrize("address", BAD_ADDRESSES)
def test_a_bad_address_is_no_link_by_any_way(address: str) -> None:
    assert not text.is_safe_href(address)
    for written in (f"[x]({address})", f"[x](<{address}>)", f"<{address}>", f"[x][1]\n\n[1]: {address}", address):
        try:
            html = text.render(text.check_source(written))
        except Invalid:
            continue
        links = [attributes["href"] for tag, attributes in Found(html).tags if tag == "a" and "href" in attributes]
        assert address not in links
        assert all(text.is_safe_href(link or "") for link in links), links
    assert "href" not in text.sanitize(f"<a href='{address}'>x</a>")


@pytest.mark.parametrize("address", GOOD_ADDRESSES)
def test_a_good_address_is_a_link(address: str) -> None:
    assert Found(text.render(f"[x]({address})")).tags == [("p", {}), ("a", {"href": address, "rel": text.LINK_REL})]


def test_bare_addresses_become_links_and_bare_hosts_do_not() -> None:
    assert text.render("zie https://a.example/x.") == (
        '<p>zie <a href="https://a.example/x" rel="nofollow ugc noopener">https://a.example/x</a>.</p>'
    )
    assert text.render("zie www.a.example of a@b.example") == "<p>zie www.a.example of a@b.example</p>"


@pytest.mark.parametrize("said", ["&amp;lt;script", "&lt;b&gt;", "&amp;amp;amp;", "<b>x</b>", "5 < 6 & 7 > 2"])
def test_what_was_typed_survives_three_edits(said: str) -> None:
    source = said
    shown = []
    for _ in range(3):
        source = text.check_source(source)
        shown.append(text.render(source))
    assert source == said
    assert shown == [shown[0]] * 3


def test_entities_are_decoded_once() -> None:
    assert text.render("&amp;lt;script") == "<p>&amp;lt;script</p>"
    assert text.render("&lt;script") == "<p>&lt;script</p>"


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("Hallo **allemaal**", "<p>Hallo <strong>allemaal</strong></p>"),
        ("een\ntwee", "<p>een<br>\ntwee</p>"),
        ("een\n\ntwee", "<p>een</p>\n<p>twee</p>"),
        ("~~weg~~", "<p><s>weg</s></p>"),
        ("`x < y`", "<p><code>x &lt; y</code></p>"),
        ("> zei ze", "<blockquote>\n<p>zei ze</p>\n</blockquote>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("3. a", "<ol>\n<li>a</li>\n</ol>"),
        ("# kop", "<p># kop</p>"),
        ("![kat](https://a.example/k.png)", None),
        ("```python\nx = 1\n```", '<pre><code class="language-python">x = 1\n</code></pre>'),
    ],
)
def test_markdown_is_rendered(source: str, html: str | None) -> None:
    made = text.render(source)
    assert "<img" not in made
    if html is not None:
        assert made == html


def steps(source: str) -> int:
    """Count the calls that rendering takes, of Python's functions and C's: the same on every machine."""
    counted = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    stored = text.check_source(source)
    sys.setprofile(count)
    try:
        text.render(stored)
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize(
    "part", ["*", "[", "`", "> ", "a](", "&", "&#", "~~a", "https://", "- ", "_a", "a*b_", "<", "<a ", "![", "[a]: "]
)
def test_a_source_twice_as_long_takes_twice_the_work_and_no_more(part: str) -> None:
    half = steps((part * 2500)[:2500])
    assert steps((part * 5000)[:5000]) < 2.2 * half + 100


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>Soup is <strong>ready</strong>.</p>", "Soup is ready."),
        ("<p>One</p><ul><li>two</li><li>three</li></ul>", "One two three"),
        ("<p>One<br>two &amp; <em>th</em>ree</p>", "One two & three"),
        ("<p>pre<span class='mention'>@Anna</span>, <s>no</s></p><pre><code>x</code></pre>", "pre@Anna, no x"),
    ],
)
def test_an_excerpt_reads_as_the_text_does(markup: str, words: str) -> None:
    assert text.excerpt(markup) == words
