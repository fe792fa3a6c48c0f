"""Text from people: checked, rendered and sanitised once, at write. One `sanitize()`, two gates behind it.

Source is Markdown (CommonMark without HTML and images, with strikethrough and links for bare addresses). bleach is the
first gate; nh3, with the same policy, the second, because bleach gets no more fixes.
"""

from __future__ import annotations

import html
import re
import threading
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import nh3

from widget_server.core.errors import N_, Invalid
from widget_server.core.ids import PATTERN

if TYPE_CHECKING:
    from bleach.sanitizer import Cleaner
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

VERSION = 2  # of the renderer and the policy below; a higher one renders stored sources again
MAX_LENGTH = 5000  # characters of source
MAX_TOPICS = 10  # of one text
MAX_LINE = 300  # characters of a name, a title, a reason
NOBODY: Mapping[str, str] = {}

TAGS = frozenset(["p", "br", "strong", "em", "s", "del", "code", "pre", "blockquote", "ul", "ol", "li", "a", "span"])
SAFE_HREF = re.compile(
    r"(?:https?://[^\s/\\][^\s\\]*|mailto:[^\s@:/\\]+@[^\s@:/\\]+|/(?![/\\])[^\s\\]*|#[^\s\\]*)", re.IGNORECASE
)
SAFE_CLASS = re.compile(r"mention|language-[A-Za-z0-9_+#-]{1,30}")
LINK_REL = "nofollow ugc noopener"

_TAG = re.compile("<[^>]*>")
_BREAK = re.compile(r"<(?=/?(?:p|br|pre|blockquote|ul|ol|li)\b)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x9f\ud800-\udfff]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")  # overrides and isolates: they make text read otherwise than it is
_INVISIBLE = re.compile(
    "[\\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028\u2029\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
# Marks that stand above or below a letter, of no script's own: a fifth and more lie over other people's lines.
_MARKS = "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_STACKED = re.compile(f"({_MARKS}{{4}}){_MARKS}+")
_MENTION = re.compile(rf"@\[([^\[\]\n]{{1,{MAX_LINE}}})\]\(({PATTERN.pattern})\)")
# A topic: letters of any script, digits and hyphens, behind a # that begins a word.
_TOPIC = re.compile(r"(?<![\w#&/-])#([^\W_](?:[^\W_]|-(?=[^\W_])){1,49})(?![\w-])")
# What makes a text more than plain: any of these characters, white space that is not a blank or a line end,
# a line that starts like a list, a heading or code, or something that may become a link.
_MARKDOWN = re.compile(r"[\\`*_\[\]<>&~|\t]|[^\S \n]|(?:^|\n)(?: |[-+=#]|[0-9]{1,9}[.)])|://|mailto:", re.IGNORECASE)


def check_source(source: str) -> str:
    """Give `source` normalised (NFC, line ends, no bidi overrides). Raises Invalid: empty, too_long, invalid."""
    if len(source) > MAX_LENGTH * 4:  # before any work on it
        raise _too_long(len(source), MAX_LENGTH)
    text = _normalised(source.replace("\r\n", "\n").replace("\r", "\n"), "source").strip("\n").rstrip()
    if not _INVISIBLE.sub("", text):
        raise Invalid(N_("Write something first."), code="empty", errors={"source": [N_("Write something first.")]})
    if len(text) > MAX_LENGTH:
        raise _too_long(len(text), MAX_LENGTH)
    return text


def check_line(text: str, name: str, limit: int = MAX_LINE) -> str:
    """Give one line of plain text (a title, a name, a reason) normalised. Raises Invalid naming the field `name`."""
    line = " ".join(_normalised(re.sub(r"[\r\n\t]", " ", text), name).split())
    if not _INVISIBLE.sub("", line):
        raise Invalid(code="empty", errors={name: [N_("This may not be empty.")]})
    if len(line) > limit:
        raise _too_long(len(line), limit, name)
    return line


def render(source: str, names: Mapping[str, str] = NOBODY) -> str:
    """Give the sanitised HTML of a checked `source`. Plain text takes a short path with the same outcome."""
    return render_mentioning(source, names)[0]


def render_mentioning(source: str, names: Mapping[str, str]) -> tuple[str, frozenset[str]]:
    """Give the sanitised HTML of a checked `source` and whom it mentions: those of `names` {id: name} that it shows.

    They are called by that name; what the writer typed for it is shown for others only, as plain text.
    """
    if is_plain(source):
        return _plain(source), frozenset()
    env: dict[str, Any] = {"names": names, "shown": set()}
    markup = _markdown().render(source, env)
    return sanitize(markup), frozenset(env["shown"])


def mentioned_in(source: str) -> set[str]:
    """Give the ids that `source` mentions, as @[name](id), whoever and wherever it is."""
    return {found[2] for found in _MENTION.finditer(source)} if "@[" in source else set()


def excerpt(markup: str, limit: int = 140) -> str:
    """Give the first words of what render() gave, as plain text of at most `limit` characters."""
    words = " ".join(html.unescape(_TAG.sub("", _BREAK.sub(" <", markup))).split())
    if len(words) <= limit:
        return words
    return words[: limit - 1].rsplit(" ", 1)[0].rstrip() + "…"


def is_plain(source: str) -> bool:
    """Tell whether `source` holds nothing that Markdown would make something of."""
    return _MARKDOWN.search(source) is None


def sanitize(markup: str) -> str:
    """Give `markup` with nothing in it but the policy's tags, attributes and addresses. Idempotent."""
    shown = _seemly(_second_gate(_first_gate(markup)))  # last: character references have become signs by then
    return _CONTROL.sub("", shown.replace("\r", "")).strip()


def topics_in(source: str) -> list[str]:
    """Give the topics (#word) of a checked `source`, as written, in order, at most ten; none of code or links."""
    if "#" not in source:
        return []
    spoken = [source] if is_plain(source) else _spoken(source)
    words = (word for text in spoken for word in _TOPIC.findall(text) if not word.isdigit())
    return list(dict.fromkeys(words))[:MAX_TOPICS]


def _spoken(source: str) -> list[str]:
    """Give what is said in a Markdown text, outside code and links."""
    texts: list[str] = []
    for block in _markdown().parse(source, {"names": NOBODY, "shown": set()}):
        depth = 0
        for token in block.children or ():
            depth += {"link_open": 1, "link_close": -1}.get(token.type, 0)
            if token.type == "text" and depth == 0:
                texts.append(token.content)
    return texts


def _first_gate(markup: str) -> str:
    with _lock:
        return _cleaner().clean(markup)


def _second_gate(markup: str) -> str:
    return nh3.clean(
        markup,
        tags=set(TAGS),
        clean_content_tags={"script", "style"},
        attributes={"a": {"href"}, "span": {"class"}, "code": {"class"}},
        attribute_filter=_nh3_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel=LINK_REL,
    )


def _plain(source: str) -> str:
    paragraphs = (part.strip() for part in re.split(r"\n(?: *\n)+", source))
    lines = (
        "<br>\n".join(line.rstrip() for line in html.escape(part, quote=False).split("\n"))
        for part in paragraphs
        if part
    )
    return "\n".join(f"<p>{text}</p>" for text in lines)


def _normalised(text: str, name: str) -> str:
    if _CONTROL.search(text):
        message = N_("This holds characters that cannot be shown. Type it, or paste it as plain text.")
        raise Invalid(message, errors={name: [message]})
    return _seemly(unicodedata.normalize("NFC", _BIDI.sub("", text)))


def _seemly(text: str) -> str:
    """Give `text` without signs that turn it round, and marks that pile up."""
    return _STACKED.sub(r"\1", _BIDI.sub("", text))


def _too_long(length: int, limit: int, name: str = "source") -> Invalid:
    message = N_("This has %(length)s characters; at most %(limit)s fit. Shorten it, or answer in two parts.")
    return Invalid(message, code="too_long", errors={name: [message]}, length=length, limit=limit)


def is_safe_href(value: str) -> bool:
    """Tell whether a link may point to `value`: http(s), mailto, a path of this host, or a fragment."""
    if not SAFE_HREF.fullmatch(value) or _CONTROL.search(value):
        return False
    try:
        return bool(urlsplit(value).netloc) if value[:4].lower() == "http" else True
    except ValueError:
        return False


def _bleach_attribute(tag: str, name: str, value: str) -> bool:
    if tag == "a" and name == "href":
        return is_safe_href(value)
    return tag in ("span", "code") and name == "class" and SAFE_CLASS.fullmatch(value) is not None


def _nh3_attribute(tag: str, name: str, value: str) -> str | None:
    if name == "rel":
        return LINK_REL
    return value if _bleach_attribute(tag, name, value) else None


@cache
def _markdown() -> MarkdownIt:
    """Make the renderer, imported like the first gate: for the first text that is not plain."""
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": False, "linkify": True, "breaks": True, "typographer": False})
    markdown.enable(["linkify", "strikethrough"]).disable(
        ["image", "html_block", "html_inline", "heading", "lheading", "hr"]
    )
    assert markdown.linkify is not None  # noqa: S101 - linkify-it-py is a declared dependency
    markdown.linkify.set({"fuzzy_link": False, "fuzzy_email": False, "fuzzy_ip": False})
    markdown.linkify.add("ftp:", None).add("//", None)
    markdown.validateLink = is_safe_href  # type: ignore[method-assign, assignment]
    markdown.inline.ruler.before("link", "mention", _mention)
    markdown.add_render_rule("mention", _show_mention)
    return markdown


def _mention(state: StateInline, silent: object) -> bool:
    """Read @[label](id), but not within a link: there it is text."""
    found = _MENTION.match(state.src, state.pos) if state.src.startswith("@[", state.pos) else None
    if found is None or state.linkLevel:
        return False
    name = state.env["names"].get(found[2])
    if not silent:
        state.push("text" if name is None else "mention", "", 0).content = f"@{name or found[1]}"
        state.env["shown"] |= {found[2]} & state.env["names"].keys()
    state.pos = found.end()
    return True


def _show_mention(_self: object, tokens: list[Any], place: int, *_options: object) -> str:
    return f'<span class="mention">{html.escape(tokens[place].content)}</span>'


_lock = threading.Lock()  # a Cleaner is not safe for threads


@cache
def _cleaner() -> Cleaner:
    """Make the first gate. bleach is imported for the first text that is not plain: until then it is 2.5 MiB less."""
    from bleach.sanitizer import Cleaner

    return Cleaner(
        tags=TAGS, attributes=_bleach_attribute, protocols={"http", "https", "mailto"}, strip=True, strip_comments=True
    )
