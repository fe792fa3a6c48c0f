"""What a visit says of a page: its id, title and address; who it is, and whether it is a copy."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select, update

from widget_server.access.service import set_audience
from widget_server.core import clock
from widget_server.core.errors import N_, Invalid
from widget_server.core.text import check_line
from widget_server.db import session, upsert
from widget_server.objects.models import Object
from widget_server.objects.service import new_object
from widget_server.pages.models import Page, PageAlias, PageUrl
from widget_server.sites.models import Site

URL_LENGTH = 2000
LEFT_AFTER = timedelta(days=7)  # an address not seen for this long no longer holds the page's canonical place
DROPPED_AT_ONCE = 500  # pages in one transaction
OWN = "weerklank:"  # begins the keys of pages that no host has
POSTS = OWN + "posts"  # what people of a site share without a page
SEEN_EVERY = timedelta(days=1)  # how often a visit notes that an address is alive


@dataclass(frozen=True, slots=True)
class PageRef:
    """A page as its host names it, checked."""

    key: str
    url: str
    title: str


@dataclass(frozen=True, slots=True)
class Witness:
    """Who visits a page: a word that tells persons apart on it, and whether they may settle it."""

    word: str
    settles: bool


def witness(page_id: str, actor_id: str, *, settles: bool) -> Witness:
    """Give a witness; the word names nobody and is another one on each page."""
    return Witness(hashlib.sha256(f"{page_id} {actor_id}".encode()).hexdigest()[:32], settles)


def check_page(key: str, url: str, title: str, *, url_is_registered: bool) -> PageRef:
    """Give the page's name checked. Raises Invalid naming the field."""
    if not url_is_registered:
        raise Invalid(
            errors={"page.url": [N_("The address of this page is not on an origin registered for the site.")]}
        )
    if len(url) > URL_LENGTH or " " in url or not url.isprintable():  # controls, what turns the line, what is unseen
        raise Invalid(errors={"page.url": [N_("This is not a web address that can be kept.")]})
    checked = check_line(key, "page.id", 500)
    if checked.startswith(OWN):
        raise Invalid(errors={"page.id": [N_("An id that begins with weerklank: cannot be a page of yours.")]})
    return PageRef(checked, without_fragment(url), check_line(title or checked, "page.title"))


def without_fragment(url: str) -> str:
    """Give a page's address as it is kept: what stands behind # is a place on the page."""
    return url.partition("#")[0]


def resolve(site_id: str, visibility: str, ref: PageRef) -> Page:
    """Give the page of `ref`: through an alias, or made now, unlisted (within a transaction; 2 to 8 statements)."""
    alias = session().get(PageAlias, (site_id, ref.key))
    if alias is not None:
        found = session().get(Page, alias.page_id)
        if found is not None:
            return found
    session().execute(select(Site.id).where(Site.id == site_id).with_for_update())  # one visit at a time makes a page
    standing = session().scalar(select(Page).where(Page.site_id == site_id, Page.key == ref.key))
    if standing is not None:  # a second visit was faster
        return standing
    return _insert(site_id, ref.key, ref, open_to_all=visibility == "open")


def see_url(page: Page, ref: PageRef, by: Witness) -> Page:
    """Note that `page` was seen at the address of `ref`; give the page that it leads to (within a transaction).

    A second live address of a known id is a copy until its editor says otherwise; when the canonical one has not been
    seen for a week, the page has moved. What one visit says proves nothing: a new title, and where a page moved to,
    need a second person, or one who may settle the page. 1 to 6 statements.
    """
    if page.key == ref.key and page.url == ref.url:
        _hear_title(page, ref.title, by)
    seen = session().get(PageUrl, (page.id, ref.url))
    now = clock.now()
    if seen is not None:
        if seen.decision == "pending" and (by.settles or seen.said_by != by.word) and _has_left(page, now):
            _move(page, ref.url)
        if now - seen.seen_at >= SEEN_EVERY:
            seen.seen_at = now
        leads_to = session().get(Page, seen.leads_to_id) if seen.leads_to_id else None
        return leads_to or page
    decision = "pending" if page.key == ref.key else "same"  # an alias: another id of the host for one conversation
    row = {"page_id": page.id, "url": ref.url, "decision": decision, "seen_at": now, "said_by": by.word}
    session().execute(upsert(PageUrl.__table__).values(row).on_conflict_do_nothing())
    if decision == "pending" and by.settles and _has_left(page, now):
        _move(page, ref.url)
    return page


def pending_copies(page_id: str) -> Sequence[str]:
    """Give the addresses that wait for a decision, oldest first, at most 20 (1 query)."""
    waiting = select(PageUrl.url).where(PageUrl.page_id == page_id, PageUrl.decision == "pending")
    return session().scalars(waiting.order_by(PageUrl.seen_at).limit(20)).all()


def drop_unlisted(after: timedelta) -> int:
    """Delete up to 500 pages that nobody acted on, nor visited for so long; give how many (1 or 3 statements)."""
    visited = exists().where(PageUrl.page_id == Page.id, PageUrl.seen_at >= clock.now() - after)
    found = select(Page.id).where(Page.listed_at.is_(None), Page.key.is_not(None), ~visited).limit(DROPPED_AT_ONCE)
    page_ids = session().scalars(found.with_for_update()).all()
    if page_ids:
        session().execute(delete(Page).where(Page.id.in_(page_ids)))
        session().execute(delete(Object).where(Object.id.in_(page_ids)))
    return len(page_ids)


def copy_of(page: Page, url: str, title: str) -> Page:
    """Give a new page at the address `url`, which `page` was copied to; its audience is the caller's to set."""
    return _insert(page.site_id, None, PageRef("", url, title), open_to_all=False)


def without_host(site_id: str, title: str) -> Page:
    """Give a new conversation that stands on no page of the host, so that no visit leads to it (2 statements).

    It has neither key nor address; its audience is the caller's to set.
    """
    return _made(site_id, None, PageRef("", "", title))


def _insert(site_id: str, key: str | None, ref: PageRef, *, open_to_all: bool) -> Page:
    page = _made(site_id, key, ref)
    session().add(PageUrl(page_id=page.id, url=ref.url, decision="canonical", seen_at=page.created_at))
    if open_to_all:
        set_audience(page.id, None)
    session().flush()
    return page


def _made(site_id: str, key: str | None, ref: PageRef) -> Page:
    page = Page(id=new_object("page", site_id), site_id=site_id, key=key, title=ref.title, url=ref.url)
    page.state, page.reactions, page.version, page.comment_count = "open", True, 1, 0
    page.created_at = clock.now()
    session().add(page)
    session().flush()
    return page


def _hear_title(page: Page, title: str, by: Witness) -> None:
    """Call a page by a new title once two persons see it, or one who may settle it."""
    if title == page.title or (title == page.said_title and by.word == page.said_by and not by.settles):
        return
    if by.settles or title == page.said_title:
        page.title, page.said_title, page.said_by = title, None, None
    else:
        page.said_title, page.said_by = title, by.word


def _move(page: Page, url: str) -> None:
    """Let a page stand at another of its addresses (3 statements)."""
    of_page = PageUrl.page_id == page.id
    session().execute(update(PageUrl).where(of_page, PageUrl.decision == "canonical").values(decision="moved"))
    session().execute(update(PageUrl).where(of_page, PageUrl.url == url).values(decision="canonical"))
    page.url = url


def _has_left(page: Page, now: datetime) -> bool:
    canonical = session().get(PageUrl, (page.id, page.url))
    return canonical is None or now - canonical.seen_at >= LEFT_AFTER
