"""The feed over HTTP."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Response, request

from widget_server.access.routes import reader, signed_in
from widget_server.activities.routes import once
from widget_server.core.clock import iso
from widget_server.core.errors import N_, Invalid
from widget_server.db import transaction
from widget_server.feed import schemas, service
from widget_server.feed.routes.shape import card_data, formula_data
from widget_server.feed.service.ranking import WEIGHTS
from widget_server.files.schemas import wanted
from widget_server.threads.routes import own_comment
from widget_server.threads.schemas import Once, OwnComment
from widget_server.web import api, limits
from widget_server.web.config import settings
from widget_server.web.json import answer

blueprint = api.room("feed", "What happened to what one follows, and why it is shown")
blueprint.before_request(signed_in)
NEEDED = N_("This is needed.")


@blueprint.get("/feed")
@blueprint.arguments(schemas.FeedQuery, location="query")
@blueprint.response(200, schemas.Feed)
def get_feed() -> Response:
    """Read one's feed, 20 cards at a time; nothing in it moves while one reads on."""
    asked = request.args
    page = service.read_feed(reader(), asked.get("tab"), asked.get("cursor"), settings().secret_key)
    body = {
        "tab": page.tab,
        "items": [card_data(card) for card in page.cards],
        "next": page.next,
        "snapshot": page.snapshot,
        "fresh": page.fresh,
        "follows_nothing": page.follows_nothing,
    }
    return answer(body)


@blueprint.get("/feed/news")
@blueprint.arguments(schemas.NewsQuery, location="query")
@blueprint.response(200, schemas.News)
def get_news() -> Response:
    """Count what is new since one's feed was read."""
    count = service.news_since(reader(), _snapshot(request.args.get("snapshot")), settings().secret_key)
    return answer({"count": count or 0, "expired": count is None})


@blueprint.get("/feed/since")
@blueprint.arguments(schemas.NewsQuery, location="query")
@blueprint.response(200, schemas.Since)
def get_since() -> Response:
    """Count what came in what one follows since one's last visit, as one's feed stood at a snapshot."""
    snapshot = _snapshot(request.args.get("snapshot"))
    since, counts = service.since_last_visit(reader(), snapshot, settings().secret_key)
    kinds = [{"kind": kind, "count": counts[kind]} for kind in WEIGHTS if kind in counts]
    return answer({"since": iso(since) if since else None, "count": sum(counts.values()), "kinds": kinds})


@blueprint.get("/feed/formula")
@blueprint.response(200, schemas.Formula)
def get_formula() -> Response:
    """Read how a feed is sorted; every card has its own numbers."""
    reader()
    return answer(formula_data())


@blueprint.put("/feed/tab")
@blueprint.arguments(schemas.Tab)
@blueprint.response(204)
def put_tab(data: dict[str, Any]) -> Response:
    """Choose the tab to come back to."""
    principal = reader()
    with transaction():
        service.choose_tab(principal, data["tab"])
    return Response(status=204)


@blueprint.post("/feed/seen")
@blueprint.arguments(schemas.SeenFeed)
@blueprint.response(204)
def post_seen(data: dict[str, Any]) -> Response:
    """Say that one saw one's feed as it stood at a snapshot. One that has expired changes nothing."""
    principal = reader()
    at = service.moment_of(principal, data["snapshot"], settings().secret_key)
    if at is not None:
        with transaction():
            service.see(principal, at)
    return Response(status=204)


@blueprint.post("/posts")
@blueprint.arguments(schemas.NewPost)
@blueprint.arguments(Once, location="headers")
@blueprint.response(201, OwnComment)
def post_post(data: dict[str, Any]) -> Response:
    """Share something of one's own, with everybody on the site or with a group."""
    principal = reader()

    def write() -> tuple[int, bytes]:
        limits.spend("comments", settings().limit_comments, principal.actor_id, principal.site_id)
        comment_id = service.post(principal, data["group"], data["source"], data["lang"], wanted(data))
        return 201, orjson.dumps(own_comment(principal, comment_id))

    response = once(principal, write)
    response.headers["Location"] = f"{api.PREFIX}/comments/{orjson.loads(response.get_data())['id']}"
    return response


def _snapshot(given: str | None) -> str:
    if given is None:
        raise Invalid(errors={"snapshot": [NEEDED]})
    return given
