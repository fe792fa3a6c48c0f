"""Everything a first visit needs to know of person, site and page, in one statement; counts of many pages in one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, bindparam, exists, func, select

from widget_server.access.policy import Principal
from widget_server.access.service import MODERATED, READABLE, reading_as
from widget_server.core import clock
from widget_server.core.errors import N_, Missing
from widget_server.db import Prepared, session
from widget_server.follows.models import Follow
from widget_server.groups.service import get_named
from widget_server.identity.models import Actor
from widget_server.objects.models import Object
from widget_server.pages.models import Page, PageAlias, PageUrl
from widget_server.pages.policy import may_settle
from widget_server.pages.service import OWN, POSTS, check_page, resolve, see_url, without_fragment, witness
from widget_server.sites.models import Origin, Site
from widget_server.sites.service import url_origin

NOTED_FOR = timedelta(days=1)
_f = Follow.__table__.c
_a, _s, _p, _u = Actor.__table__.c, Site.__table__.c, Page.__table__.c, PageUrl.__table__.c
_ME = tuple(_a[name].label(f"me_{name}") for name in ("id", "name", "department", "photo_url", "kind", "locale"))
_registered = exists().where(Origin.site_id == _s.id, Origin.origin == bindparam("url_origin"))


def _visit(is_page: Any) -> Any:
    """Build the statement of a first visit; `is_page` tells which page, if any."""
    site = (_s[name].label(f"site_{name}") for name in ("name", "locale", "visibility"))
    address = (_u.decision.label("url_decision"), _u.leads_to_id, _u.seen_at.label("url_seen_at"))
    page = (*_p, Object.tally.label("tally"), READABLE.label("readable"), MODERATED, _f.level.label("me_following"))
    return (
        select(*_ME, *site, _registered.label("url_registered"), *page, *address)
        .select_from(Site.__table__)
        .join(Actor.__table__, _a.id == bindparam("reader_id"))
        .outerjoin(Page.__table__, and_(_p.site_id == _s.id, is_page))
        .outerjoin(Object.__table__, Object.id == _p.id)
        .outerjoin(PageUrl.__table__, and_(_u.page_id == _p.id, _u.url == bindparam("url")))
        .outerjoin(Follow.__table__, and_(_f.actor_id == _a.id, _f.object_id == _p.id))
        .where(_s.id == bindparam("reader_site"), _s.key == bindparam("site"))
    )


_WHO = Prepared(select(*_ME).where(_a.id == bindparam("reader_id")))
_VISIT = Prepared(_visit(_p.key == bindparam("key")))
_VISIT_BY_ID = Prepared(_visit(_p.id == bindparam("page_id")))
_o = Object.__table__.alias("named").c
_stands_on = select(func.coalesce(_o.context_id, _o.id)).where(_o.id == bindparam("object_id")).scalar_subquery()
_VISIT_BY_OBJECT = Prepared(_visit(_p.id == _stands_on))


def visitor(principal: Principal) -> Any:
    """Give the person who asks as a row, as a visit's row tells of them (1 query)."""
    return _WHO.first(reader_id=principal.actor_id)


def first_visit(principal: Principal, site_key: str, page: dict[str, str] | None) -> Any:
    """Give person, site and page as one row (1 query; 2 where the address has a page of its own). Raises Missing.

    A row without `id` has no page yet, or one that must be noted first: see note_visit. A page of ours asks by the id
    of anything on a page, as `weerklank:<id>`; `weerklank:posts` is no page: the feed, where people share without one.
    """
    if page and page["id"].startswith(OWN):
        return _visit_by_object(principal, site_key, page["id"])
    url = without_fragment(page["url"]) if page else ""
    row = _read(principal, site_key, page["id"] if page else "", url)
    if page and row.id is not None and not row.readable:
        raise Missing()
    return row


def group_visit(principal: Principal, site_key: str, name: str) -> tuple[Any, Any]:
    """Give (person, site and the conversation of a group as one row, the group), by its id or slug (2 or 3 queries).

    Who sees the group and may not read its conversation gets a row without a page. Raises Missing.
    """
    group = get_named(principal, name)
    params = {"site": site_key, "page_id": group.page_id, "url": "", "url_origin": None, **reading_as(principal)}
    row = _VISIT_BY_ID.first(**params)
    if row is not None and not row.readable:
        row = _VISIT_BY_ID.first(**params | {"page_id": ""})
    return _known(row), group


def is_noted(principal: Principal, row: Any, page: dict[str, str]) -> bool:
    """Tell whether a visit says nothing new: the page stands, at this address, seen within a day, titled so.

    Nor is it new when the same person says the same title again.
    """
    if page["id"].startswith(OWN):
        return True
    if row.id is None or row.url_decision is None or row.leads_to_id is not None:
        return False
    title_stands = row.title == page["title"] or not page["title"] or row.url != without_fragment(page["url"])
    if not title_stands and row.said_title == page["title"] and not may_settle(principal, row):
        title_stands = row.said_by == witness(row.id, principal.actor_id, settles=False).word
    return bool(title_stands and clock.now() - row.url_seen_at < NOTED_FOR)


def note_visit(principal: Principal, row: Any, site_key: str, page: dict[str, str]) -> Any:
    """Make or find the page of a visit, note its address and title, and give the row again (within a transaction)."""
    ref = check_page(page["id"], page["url"], page["title"], url_is_registered=bool(row.url_registered))
    page = resolve(principal.site_id, row.site_visibility, ref)
    settles = row.id == page.id and may_settle(principal, row)
    found = see_url(page, ref, witness(page.id, principal.actor_id, settles=settles))
    session().flush()
    again = _read_page(principal, site_key, found, ref.url)
    if not again.readable:
        raise Missing()
    return again


def counts(principal: Principal, site_key: str, keys: Sequence[str]) -> dict[str, dict[str, int]]:
    """Give {key: comments, reactions} of up to 100 pages; unknown or unreadable is 0 (1 query, 2 with aliases)."""
    found = {key: {"comments": 0, "reactions": 0} for key in keys}
    params = {"keys": list(found), "site": site_key, **reading_as(principal)}
    rows = session().execute(_COUNTS, params).all()
    missing = set(found) - {row.key for row in rows}
    if missing:
        rows = [*rows, *session().execute(_ALIAS_COUNTS, params | {"keys": sorted(missing)})]
    for row in rows:
        if row.state != "off":
            found[row.key] = {"comments": row.comment_count, "reactions": sum(row.tally.values())}
    return found


_COUNTS = (
    select(_p.key, _p.state, _p.comment_count, Object.tally)
    .join(Object.__table__, Object.id == _p.id)
    .join(Site.__table__, _s.id == _p.site_id)
    .where(_s.key == bindparam("site"), _p.key.in_(bindparam("keys", expanding=True)), READABLE)
)
_ALIAS_COUNTS = (
    select(PageAlias.key, _p.state, _p.comment_count, Object.tally)
    .join(Page.__table__, _p.id == PageAlias.page_id)
    .join(Object.__table__, Object.id == _p.id)
    .join(Site.__table__, _s.id == PageAlias.site_id)
    .where(_s.key == bindparam("site"), PageAlias.key.in_(bindparam("keys", expanding=True)), READABLE)
)


def _read(principal: Principal, site_key: str, key: str, url: str) -> Any:
    params = {"site": site_key, "key": key, "url": url, "url_origin": url_origin(url) if url else None}
    return _known(_VISIT.first(**params, **reading_as(principal)))


def _known(row: Any) -> Any:
    if row is None:
        raise Missing(N_("You are not signed in to this site. Reload the page."))
    return row


def _visit_by_object(principal: Principal, site_key: str, name: str) -> Any:
    if name == POSTS:
        return _read(principal, site_key, "", "")
    params = {"site": site_key, "object_id": name.removeprefix(OWN), "url": "", "url_origin": None}
    row = _VISIT_BY_OBJECT.first(**params, **reading_as(principal))
    if row is None or row.id is None or not row.readable:
        raise Missing()
    return row


def _read_page(principal: Principal, site_key: str, page: Page, url: str) -> Any:
    """Give the visit's row for a page found by id: its own key, or (a copy with its own conversation) none."""
    params = {"site": site_key, "page_id": page.id, "url": url, "url_origin": url_origin(url)}
    return _VISIT_BY_ID.first(**params, **reading_as(principal))
