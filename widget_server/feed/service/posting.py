"""Share something of one's own: a comment at the top of a conversation that has no page on the host.

That is the site's own conversation, made at the first post, or a group's. So a post is answered, liked, edited, hidden
and followed as any comment is; its audience is that of the conversation, and stays so when people join and leave.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from widget_server.access.policy import Principal
from widget_server.access.service import READABLE, reading_as
from widget_server.core.errors import Missing
from widget_server.core.ids import is_id
from widget_server.db import Prepared
from widget_server.files.service import Wanted
from widget_server.groups.models import Group
from widget_server.objects.models import Object
from widget_server.pages.models import Page
from widget_server.pages.service import POSTS, PageRef, resolve
from widget_server.threads.service import reply

_GROUP = Prepared(
    select(Group.page_id)
    .join(Object.__table__, Object.id == Group.page_id)
    .where(Group.id == bindparam("group"), READABLE)
)
_SITE = Prepared(select(Page.id).where(Page.site_id == bindparam("site"), Page.key == POSTS))


def post(principal: Principal, group_id: str | None, source: str, lang: str | None, files: Sequence[Wanted]) -> str:
    """Share a text and files with everybody on the site, or with a group; give its id (7 to 17 queries).

    Raises Missing where one may not read, NotAllowed where one may not write, Invalid.
    """
    return reply(principal, _place(principal, group_id), source, lang, files)


def _place(principal: Principal, group_id: str | None) -> str:
    """Give the page that a post stands on (1 query; some 6 for the first post of a site). Raises Missing."""
    if group_id is None:
        found = _SITE.first(site=principal.site_id)
        return str(found.id if found else resolve(principal.site_id, "open", PageRef(POSTS, "", "")).id)
    row = _GROUP.first(group=group_id, **reading_as(principal)) if is_id(group_id) else None
    if row is None:
        raise Missing()
    return str(row.page_id)
