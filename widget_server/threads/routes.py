"""Threads over HTTP."""

from __future__ import annotations

import re
from typing import Any

import orjson
from flask import Response, request

from widget_server.access.policy import Principal
from widget_server.access.routes import reader, signed_in
from widget_server.activities.routes import once
from widget_server.core.clock import iso
from widget_server.core.errors import N_, Invalid, Missing
from widget_server.db import transaction
from widget_server.files.schemas import wanted
from widget_server.pages.policy import page_may
from widget_server.pages.routes import page_data
from widget_server.pages.schemas import Page
from widget_server.pages.service import add_alias, get_page, get_place
from widget_server.people.service import shows_contributions
from widget_server.reactions.schemas import Cursor
from widget_server.threads import schemas, service
from widget_server.threads.policy import comment_may, may_see, may_see_text
from widget_server.threads.service import kept
from widget_server.threads.service.shape import own_part
from widget_server.web import api, limits, metrics
from widget_server.web.config import settings
from widget_server.web.json import answer

blueprint = api.room("threads", "Comments on pages, in threads")
blueprint.before_request(signed_in)
PREVIEWS_A_COMMENT = 6  # rendering is the dearest thing that one request may ask for
VERSION_TAG = re.compile(r'(?:W/)?"(\d{1,9})"')


@blueprint.get("/pages/<page_id>/thread")
@blueprint.arguments(schemas.ThreadQuery, location="query")
@blueprint.arguments(schemas.Known, location="headers")
@blueprint.alt_response(304, description="The reader has it already")
@blueprint.response(200, schemas.Thread)
def get_thread(page_id: str) -> Response:
    """Read a page's thread, up to 100 comments in tree order: roots, each with its first 3 replies."""
    principal = reader()
    page = get_page(principal, page_id)
    parts, etag = parts_of(principal, page, _page_of_thread(page), request.query_string)
    return api.not_modified(etag) or api.answer_parts(parts, etag)


def parts_of(principal: Principal, page: Any, shown: kept.Kept, query: bytes) -> tuple[api.Parts, str]:
    """Give what is shown of a thread with the reader's own part beside it, and the ETag of both (1 query)."""
    mine = orjson.dumps(mine_in(principal, page, shown))
    return (shown.block, b',"mine":' + mine + b"}"), api.etag_of(shown.checksum, mine, query)


def _page_of_thread(page: Any) -> kept.Kept:
    """Give what is asked for of a thread; first pages are kept, others made now."""
    asked = request.args
    sort, cursor, around = asked.get("sort", "oldest"), asked.get("cursor"), asked.get("around")
    if page.state == "off":
        return kept.finish(service.ThreadPage([], None), page.version, 0)
    if around or (cursor and cursor != "start"):
        return kept.finish(service.read_thread(page.id, sort, cursor, around), page.version, page.comment_count)
    return first_page(page, sort)


def first_page(page: Any, sort: str = "oldest") -> kept.Kept:
    """Give the first page of a thread, kept or made now, and count which (0 or 1 query)."""
    found, hit = kept.first_page(page.id, page.version, page.comment_count, sort)
    metrics.kept.labels("hit" if hit else "miss").inc()
    return found


def mine_in(principal: Principal, page: Any, shown: kept.Kept) -> dict[str, Any]:
    """Give `mine` beside a kept part of a thread (1 query)."""
    reactions, _ = service.read_own_part(principal, page.id)
    return own_part_of(principal, page, shown, reactions)


def own_part_of(principal: Principal, page: Any, shown: kept.Kept, reactions: dict[str, list[str]]) -> dict[str, Any]:
    """Give `mine` from reactions already read, for what is shown and the page itself."""
    here = {key: kinds for key, kinds in reactions.items() if key in shown.ids or key == page.id}
    return own_part(page.id, here, shown.by_author.get(principal.actor_id, ()), page_may(principal, page))


@blueprint.get("/objects/<object_id>/replies")
@blueprint.arguments(Cursor, location="query")
@blueprint.response(200, schemas.Replies)
def get_replies(object_id: str) -> Response:
    """Read the replies below a root that its thread did not show."""
    principal = reader()
    place = get_place(principal, object_id)
    if place.object_kind == "page" or place.state == "off":
        raise Missing()
    found = service.read_replies(object_id, request.args.get("cursor"))
    shown = kept.finish(found, place.version, place.comment_count)
    return answer({"items": found.items, "next": found.next, "mine": mine_in(principal, place, shown)})


@blueprint.post("/objects/<object_id>/replies")
@blueprint.arguments(schemas.NewComment)
@blueprint.arguments(schemas.Once, location="headers")
@blueprint.response(201, schemas.NewOwnComment)
def post_reply(data: dict[str, Any], object_id: str) -> Response:
    """Reply to a page or a comment, and follow `followed`, the page (or the post): `following` says at which level."""
    principal = reader()

    def write() -> tuple[int, bytes]:
        _spend(principal, "comments")
        posted = service.post(principal, object_id, data["source"], data["lang"], wanted(data))
        follow = {"followed": posted.followed, "following": posted.following}
        return 201, orjson.dumps(own_comment(principal, posted.id) | follow)

    response = once(principal, write)
    response.headers["Location"] = f"{api.PREFIX}/comments/{orjson.loads(response.get_data())['id']}"
    return response


def own_comment(principal: Principal, comment_id: str) -> dict[str, Any]:
    """Give a comment with what the reader may do (2 queries). Raises Missing.

    The text of a hidden one is for its author and managers; so is all where the conversation is off.
    """
    row = service.get_comment(principal, comment_id)
    page = get_page(principal, row.page_id)
    if not may_see(principal, row, page):
        raise Missing()
    data = service.comment_data(row)
    if row.hidden_at is not None and may_see_text(principal, row):
        data |= {"author": service.person_data(row, "author_"), "html": row.html, "files": row.files or []}
    data["may"] = comment_may(principal, row, page_may(principal, page))
    if row.author_id == principal.actor_id and row.removed_at is None:
        data["source"] = row.source
    return data


@blueprint.get("/comments/<comment_id>")
@blueprint.response(200, schemas.OwnComment)
def get_comment(comment_id: str) -> Response:
    """Read one comment; with its source for the author."""
    data = own_comment(reader(), comment_id)
    etag = f'"{data["version"]}"'
    response = answer(data)
    response.headers["ETag"] = etag
    return response


@blueprint.patch("/comments/<comment_id>")
@blueprint.arguments(schemas.Source)
@blueprint.arguments(schemas.Matching, location="headers")
@blueprint.arguments(schemas.Once, location="headers")
@blueprint.response(200, schemas.OwnComment)
def patch_comment(data: dict[str, Any], comment_id: str) -> Response:
    """Edit one's own comment."""
    principal = reader()

    def write() -> tuple[int, bytes]:
        _spend(principal, "edits")
        service.edit(principal, comment_id, data["source"], _if_match(), settings().edit_quiet_seconds)
        return 200, orjson.dumps(own_comment(principal, comment_id))

    return once(principal, write)


@blueprint.delete("/comments/<comment_id>")
@blueprint.arguments(schemas.Matching, location="headers")
@blueprint.response(204)
def delete_comment(comment_id: str) -> Response:
    """Remove one's own comment; its place stays while replies hang on it."""
    principal = reader()
    with transaction():
        service.remove(principal, comment_id, _if_match())
    return Response(status=204)


@blueprint.get("/comments/<comment_id>/versions")
@blueprint.arguments(Cursor, location="query")
@blueprint.response(200, schemas.Versions)
def get_versions(comment_id: str) -> Response:
    """Read what a comment said, newest first; for its author and managers."""
    rows, following = service.versions_of(reader(), comment_id, request.args.get("cursor"))
    items = [{"version": v.version, "source": v.source, "html": v.html, "written_at": iso(v.written_at)} for v in rows]
    return answer({"items": items, "next": following})


@blueprint.get("/people/<person_id>/contributions")
@blueprint.arguments(Cursor, location="query")
@blueprint.response(200, schemas.Contributions)
def get_contributions(person_id: str) -> Response:
    """Read what a person wrote, as far as they let others see the list; newest first."""
    principal = reader()
    if not shows_contributions(principal, person_id):
        raise Missing()
    items, following = service.contributions_of(principal, person_id, request.args.get("cursor"))
    return answer({"items": items, "next": following})


@blueprint.put("/comments/<comment_id>/hidden")
@blueprint.arguments(schemas.Reason)
@blueprint.response(200, schemas.OwnComment)
def put_hidden(data: dict[str, Any], comment_id: str) -> Response:
    """Hide a comment, with a reason that readers see; for managers."""
    principal = reader()
    with transaction():
        service.hide(principal, comment_id, data["reason"])
        changed = own_comment(principal, comment_id)
    return answer(changed)


@blueprint.delete("/comments/<comment_id>/hidden")
@blueprint.response(200, schemas.OwnComment)
def delete_hidden(comment_id: str) -> Response:
    """Show a hidden comment again; for managers."""
    principal = reader()
    with transaction():
        service.restore(principal, comment_id)
        changed = own_comment(principal, comment_id)
    return answer(changed)


@blueprint.put("/pages/<page_id>/aliases")
@blueprint.arguments(schemas.Alias)
@blueprint.response(200, Page)
def put_alias(data: dict[str, Any], page_id: str) -> Response:
    """Let another id of the host lead to this page; what stood there is merged in. For managers."""
    principal = reader()
    with transaction():
        page, before = add_alias(principal, page_id, data["id"])
        if before is not None:
            service.merge(principal, before, page)
        body = page_data(principal, get_page(principal, page.id))
    return answer(body)


@blueprint.delete("/pages/<page_id>")
@blueprint.response(204)
def delete_page(page_id: str) -> Response:
    """Take a page and its conversation away; for managers."""
    principal = reader()
    with transaction():
        service.remove_page(principal, page_id)
    return Response(status=204)


@blueprint.post("/preview")
@blueprint.arguments(schemas.Draft)
@blueprint.response(200, schemas.Html)
def post_preview(data: dict[str, Any]) -> Response:
    """Render a text as it would stand below an object, which says whom it may mention."""
    principal = reader()
    _spend(principal, "previews", PREVIEWS_A_COMMENT)
    html, told = service.preview(principal, data["source"], data["object"])
    return answer({"html": html} | ({"told": told} if data["object"] else {}))


def _spend(principal: Principal, what: str, each: int = 1) -> None:
    """Take one of what the principal may write in a minute: `each` for every comment. Raises TooMany."""
    limits.spend(what, settings().limit_comments * each, principal.actor_id, principal.site_id)


def _if_match() -> int | None:
    given = request.headers.get("If-Match")
    if given is None or given.strip() == "*":
        return None
    found = VERSION_TAG.fullmatch(given.strip())
    if found is None:
        raise Invalid(errors={"If-Match": [N_('If-Match takes the version of the comment, as in "3".')]})
    return int(found[1])
