"""Write a mail: its words in the reader's language, as text and as HTML, and its head.

The renderer is of its own, stricter than that of the page: words only. No picture, no link but ours and that to the
page, nothing that tells us whether it was read. Of what not every colleague may read there is a link, and no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from flask import render_template
from flask_babel import force_locale, gettext
from markupsafe import escape

from widget_server.core import clock
from widget_server.core.errors import N_
from widget_server.core.text import excerpt
from widget_server.feed.routes.shape import SENTENCES
from widget_server.mail.service.deciding import Letter
from widget_server.mail.service.stopping import DIGEST, sign
from widget_server.sites.models import Site
from widget_server.web.config import app_url, settings
from widget_server.web.locale import LOCALES

if TYPE_CHECKING:
    from email.message import EmailMessage

EXCERPT = 500  # characters of a comment
SUBJECT = 120  # characters of a subject
WORDS = {
    "mention": N_("%(name)s mentioned you on %(title)s"),
    "reply": N_("%(name)s answered you on %(title)s"),
    "page": N_("%(name)s wrote on your page %(title)s"),
    "reaction": N_("%(name)s reacted to what you wrote on %(title)s"),
    "follow": N_("%(name)s follows you now"),
    "group": N_("%(name)s: news of a group"),
    "new": N_("%(name)s wrote on %(title)s"),
}
# Why somebody is told of what is new, by what they follow: as a card of the feed says it.
FOLLOWED = {
    "actor": "person_answered",
    "page": "page_followed",
    "comment": "thread_followed",
    "topic": "topic_followed",
    "group": "group_followed",
}
RESTRICTED = N_("There is something new for you in a part that not everybody reads")


@dataclass(frozen=True, slots=True)
class Entry:
    """One notification as the mail shows it; `text` and `why` are empty where the body may not travel."""

    headline: str
    text: str
    url: str
    stop_thread: str
    why: str = ""
    section: str = ""


def compose(letter: Letter, site: Site) -> EmailMessage:
    """Give the message of a letter; the same letter gives the same Message-ID, date and words."""
    locale = letter.actor.locale if letter.actor.locale in LOCALES else settings().default_locale
    with force_locale(locale):
        entries = _entries(letter, site.key)
        intro = _intro(letter, len(entries), site)
        is_digest = letter.mail.kind == DIGEST
        kinds = [DIGEST] if is_digest else sorted({row.kind for row in letter.rows})
        stop = _stop_url(letter.actor.id, kinds=kinds)
        said: dict[str, Any] = {"site": site.name, "entries": entries, "locale": locale, "is_digest": is_digest}
        said |= {"stop_kinds": stop, "intro": intro}
        text, html = render_template("mail/notices.txt", **said), render_template("mail/notices.html", **said)
    if not is_digest and _is_of_one_conversation(letter.rows):
        stop = entries[0].stop_thread
    message = envelope(
        letter.actor, letter.mail.id, entries[0].headline if len(entries) == 1 and not is_digest else intro, text, html
    )
    message["Date"] = format_datetime(letter.mail.at)
    message["List-Unsubscribe"] = f"<{stop}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058, section 3.1
    return message


def trial(actor: Any, mail_id: str) -> EmailMessage:
    """Give the message by which an administrator tries the mail server."""
    with force_locale(actor.locale if actor.locale in LOCALES else settings().default_locale):
        words = gettext("This mail tries the way from Weerklank to you. It works; there is nothing to do.")
        message = envelope(actor, mail_id, gettext("A trial of mail from Weerklank"), words, f"<p>{escape(words)}</p>")
    message["Date"] = format_datetime(clock.now())
    return message


def envelope(actor: Any, mail_id: str, subject: str, text: str, html: str) -> EmailMessage:
    """Give a message to a person with both bodies; whatever a name or a subject holds, it is one line."""
    from email.headerregistry import Address
    from email.message import EmailMessage
    from email.policy import SMTP

    message = EmailMessage(policy=SMTP)
    message["From"] = settings().mail_from or f"Weerklank <weerklank@{_host()}>"
    message["To"] = Address(display_name=one_line(actor.name, 100), addr_spec=actor.email)
    message["Subject"] = one_line(subject, SUBJECT)
    message["Message-ID"] = f"<{mail_id}@{_host()}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence answers it
    message["X-Auto-Response-Suppress"] = "All"  # nor does Exchange
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    return message


def one_line(words: str, limit: int) -> str:
    """Give words as one line for a header: no line end, no control character, not longer than `limit`."""
    shown = "".join(sign if sign.isprintable() else " " for sign in words)
    line = " ".join(shown.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _is_of_one_conversation(rows: Sequence[Any]) -> bool:
    """Tell whether all of it stands in one conversation, and none is told for whom or what one follows elsewhere.

    Of that, to end mail of the one conversation where it happens to stand would end nothing.
    """
    followed = any(row.kind == "new" and row.target_id not in (row.thread_id, row.root_id) for row in rows)
    return not followed and len({row.thread_id for row in rows}) == 1


def _intro(letter: Letter, number: int, site: Site) -> str:
    if letter.mail.kind == DIGEST:
        return gettext("What you missed on %(site)s", site=site.name)
    if number == 1:
        return gettext("One message for you on %(site)s", site=site.name)
    return gettext("%(number)s messages for you on %(site)s", number=number, site=site.name)


def _entries(letter: Letter, site_key: str) -> list[Entry]:
    """Give the entries of a letter; in a digest the first of a section carries its heading."""
    made = [_entry(row, letter.actor.id, site_key) for row in letter.rows]
    if letter.mail.kind != DIGEST:
        return made
    sections = [row.activity_id in letter.waiting for row in letter.rows]
    names = {True: gettext("This waits for your answer"), False: gettext("What else was new")}
    return [
        replace(entry, section=names[waits]) if place == sections.index(waits) else entry
        for place, (entry, waits) in enumerate(zip(made, sections, strict=True))
    ]


def _entry(row: Any, actor_id: str, site_key: str) -> Entry:
    stop = _stop_url(actor_id, thread_id=row.thread_id)
    if row.audience != "everyone" and row.kind != "follow":
        return Entry(gettext(RESTRICTED), "", app_url(row.object_id, site_key), stop)  # an address may tell a title
    title = row.page_title or gettext("a page")
    headline = gettext(WORDS[row.kind], name=one_line(row.by_name, 100), title=one_line(title, 100))
    text = excerpt(row.html, EXCERPT) if row.html and row.kind != "reaction" else ""
    return Entry(headline, text, _link(row, site_key), stop, _why(row))


def _why(row: Any) -> str:
    """Give why somebody is told who was asked nothing: whom or what they follow; else nothing."""
    if row.kind != "new" or row.target_kind not in FOLLOWED:
        return ""
    is_shared = row.target_kind == "actor" and row.depth == 0 and not row.page_url
    kind = "person_posted" if is_shared else FOLLOWED[row.target_kind]
    sentence = gettext(SENTENCES[kind])
    names = {"person": one_line(row.by_name, 100), "object": one_line(row.target_name or "", 100)}
    return sentence % names if "%(" in sentence else sentence


def _link(row: Any, site_key: str) -> str:
    """Give where to read on: the place on its page, or in the app what has no page on the host."""
    if row.kind == "follow":
        return settings().public_url
    if row.page_url and urlsplit(row.page_url).scheme in ("http", "https"):
        return f"{row.page_url.partition('#')[0]}#weerklank-{row.object_id}"
    return app_url(row.object_id, site_key)


def _stop_url(actor_id: str, **wish: Any) -> str:
    return f"{settings().public_url}/mail/unsubscribe?token={sign(settings().secret_key, actor_id, **wish)}"


def _host() -> str:
    return urlsplit(settings().public_url).hostname or "localhost"
