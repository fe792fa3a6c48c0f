"""What owners, editors and managers set on a page: state, owner, copies, other ids."""

from __future__ import annotations

from typing import Any

from sqlalchemy import delete, or_, select, update

from widget_server.access.policy import Principal, may_manage
from widget_server.access.service import can_read, copy_audience, drop_audience
from widget_server.core import clock
from widget_server.core.errors import N_, Invalid, Missing, NotAllowed
from widget_server.core.ids import is_id
from widget_server.core.text import check_line
from widget_server.db import session
from widget_server.identity.models import Actor
from widget_server.pages.models import STATES, Page, PageAlias, PageUrl
from widget_server.pages.policy import is_hosted, may_settle
from widget_server.pages.service.places import Place, get_page
from widget_server.pages.service.visits import copy_of

DECISIONS = ("same", "new", "moved")


def set_state(principal: Principal, page_id: str, changes: dict[str, Any]) -> Place:
    """Set state, reactions, owner, deputy; give the page (4 to 6 statements). Raises Missing, NotAllowed, Invalid."""
    place = _settled_by(principal, page_id)
    if {"owner", "deputy"} & set(changes) and not may_manage(principal):
        raise NotAllowed(N_("Only a community manager names a page's owner and deputy."))
    if changes.get("state", "open") not in STATES:
        raise Invalid(errors={"state": [N_("Choose open, read_only or off.")]})
    values: dict[str, Any] = {name: changes[name] for name in ("state", "reactions") if name in changes}
    for name in ("owner", "deputy"):
        if name in changes:
            values[f"{name}_id"] = _person(name, changes[name])
    page = _page(place.id)
    for name, value in values.items():
        setattr(page, name, value)
    page.version += 1
    session().flush()
    return get_page(principal, page_id)


def decide_copy(principal: Principal, page_id: str, url: str, decision: str) -> Page:
    """Say what a second address is: same conversation, a new one, or moved; give the page that it leads to.

    4 to 12 statements. Raises Missing, NotAllowed, Invalid.
    """
    place = _settled_by(principal, page_id)
    if decision not in DECISIONS:
        raise Invalid(errors={"decision": [N_("Choose same, new or moved.")]})
    seen = session().get(PageUrl, (place.id, url))
    if seen is None or (seen.decision == "canonical" and decision != "moved"):
        raise Missing(N_("This page was not seen at that address."))
    page = _page(place.id)
    if seen.decision == ("canonical" if decision == "moved" else decision):  # decided so already
        return _page(seen.leads_to_id) if seen.leads_to_id else page
    seen.decision, seen.leads_to_id = decision, None
    if decision == "moved":
        session().execute(
            update(PageUrl).where(PageUrl.page_id == page.id, PageUrl.decision == "canonical").values(decision="same")
        )
        seen.decision, page.url = "canonical", url
    if decision == "new":
        made = copy_of(page, url, page.title)
        copy_audience(page.id, made.id)
        seen.leads_to_id = made.id
        page = made
    session().flush()
    return page


def add_alias(principal: Principal, page_id: str, key: str) -> tuple[Page, Page | None]:
    """Let another id of the host lead to a page; give it, and what stood there before (6 to 12 statements).

    Raises Missing, also for a page that stood there unseen by the principal; NotAllowed, Invalid.
    """
    place = get_page(principal, page_id)
    if not may_manage(principal):
        raise NotAllowed(N_("Only a community manager joins pages."))
    if not is_hosted(place):
        raise NotAllowed(N_("This conversation is a group's. A page of the host cannot lead to it."))
    checked = check_line(key, "id", 500)
    page, before = _joined(principal, page_id, checked)
    if before is page:
        raise Invalid(errors={"id": [N_("This is the page's own id.")]})
    if before is not None:
        if not can_read(principal, before.id):  # joining would show its comments to all who read this page
            raise Missing()
        session().execute(update(PageAlias).where(PageAlias.page_id == before.id).values(page_id=page.id))
        drop_key(before)
    session().execute(delete(PageAlias).where(PageAlias.site_id == page.site_id, PageAlias.key == checked))
    session().add(PageAlias(site_id=page.site_id, key=checked, page_id=page.id))
    session().flush()
    return page, before


def drop_key(page: Page) -> None:
    """Take a page away: nobody reads it any more, and its id is free again (4 statements)."""
    page.key = None
    page.version += 1
    drop_audience(page.id)
    session().execute(delete(PageAlias).where(PageAlias.page_id == page.id))
    session().flush()


def _settled_by(principal: Principal, page_id: str) -> Place:
    place = get_page(principal, page_id)
    if not may_settle(principal, place):
        raise NotAllowed(N_("Only the page's owner, an editor or a community manager sets this."))
    return place


def _page(page_id: str) -> Page:
    """Give a page to be settled, which is an act: it lists the page."""
    page = session().scalars(select(Page).where(Page.id == page_id).with_for_update()).one()
    page.listed_at = page.listed_at or clock.now()
    return page


def _joined(principal: Principal, page_id: str, key: str) -> tuple[Page, Page | None]:
    """Give a page and the one that stands under a key, both kept from other writers (2 queries). Raises Missing.

    They are locked in one order, whoever joins which with which: two merges do not wait for each other for ever.
    """
    pair = select(Page).where(Page.site_id == principal.site_id, or_(Page.id == page_id, Page.key == key))
    locked = pair.order_by(Page.id).with_for_update().execution_options(populate_existing=True)
    found = {page.id: page for page in session().scalars(locked)}
    get_page(principal, page_id)  # once more: it may have been joined with another before it was ours
    page = found.pop(page_id)
    page.listed_at = page.listed_at or clock.now()
    standing = page if page.key == key else next(iter(found.values()), None)
    return page, standing


def _person(name: str, actor_id: str | None) -> str | None:
    if actor_id is None:
        return None
    actor = session().get(Actor, actor_id) if is_id(actor_id) else None
    if actor is None or actor.disabled_at is not None:
        raise Invalid(errors={name: [N_("There is no such person.")]})
    return str(actor.id)
