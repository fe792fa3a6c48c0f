"""Who reads a file: who may read what it is attached to; before that, who uploaded it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select

from widget_server.access.policy import Principal
from widget_server.access.service import READABLE, reading_as
from widget_server.core.errors import Missing
from widget_server.core.ids import is_id
from widget_server.db import Prepared
from widget_server.files.models import File
from widget_server.objects.models import Object
from widget_server.pages.models import Page

_f, _o = File.__table__.c, Object.__table__.c
_on_page = or_(Page.state.is_(None), Page.state != "off")
_attached = and_(_f.object_id.is_not(None), READABLE, _on_page, _f.withdrawn_at.is_(None))
_waiting = and_(_f.object_id.is_(None), _f.actor_id == bindparam("reader_id"), _f.site_id == bindparam("reader_site"))
_GET = Prepared(
    select(File.__table__)
    .outerjoin(Object.__table__, _o.id == _f.object_id)
    .outerjoin(Page.__table__, Page.id == func.coalesce(_o.context_id, _o.id))
    .where(_f.id == bindparam("wanted_id"), _f.dropped_at.is_(None), or_(_attached, _waiting))
)


def get_file(principal: Principal, file_id: str) -> Any:
    """Give the row of a file that the principal may read (1 query). Raises Missing.

    While what it is attached to is hidden, or stands on a page that is off, nobody does.
    """
    row = _GET.first(wanted_id=file_id, **reading_as(principal)) if is_id(file_id) else None
    if row is None:
        raise Missing()
    return row


def file_data(row: Any, alt: str | None = None) -> dict[str, Any]:
    """Give a file as the API says it."""
    names = ("id", "kind", "name", "media_type", "size_bytes", "width", "height")
    return {name: getattr(row, name) for name in names} | {"alt": alt}
